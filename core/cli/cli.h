// SPDX-License-Identifier: Apache-2.0
// A command line and its answer, as values: what a platform user types at a UC application and
// reads.
#pragma once

#include <optional>
#include <string>

#include "core/result/problem.h"

namespace slsim {

struct CliAnswer {
  std::string text;  ///< All that was printed, lines ended by LF.
  std::optional<Problem>
      problem;  ///< Present when the command was refused; `text` then says so too.
};

}  // namespace slsim
