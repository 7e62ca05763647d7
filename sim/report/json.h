// SPDX-License-Identifier: Apache-2.0
// A result for a program: one object on one line.
#pragma once

#include <string>

#include "sim/scenario/runner_result.h"

namespace slsim {

/// With a line feed at its end.
[[nodiscard]] std::string to_json(const RunResult& result);

}  // namespace slsim
