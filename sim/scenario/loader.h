// SPDX-License-Identifier: Apache-2.0
// A scenario file as plans, one for each case, or everything that is wrong with it. Reads no files:
// the text is handed in, and included ones come through a FileReader. Whatever the text is, the
// answer is one or the other, and nothing is thrown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/include.h"
#include "sim/scenario/mistakes.h"
#include "sim/scenario/plan.h"

namespace slsim {

/// The one version of the language so far.
inline constexpr std::int64_t language_version = 1;

struct Loaded {
  std::vector<Plan> plans;        ///< In the order of the file; none when there are mistakes.
  std::vector<Mistake> mistakes;  ///< In the order of the text.
};

/// `path` is shown in messages and addresses, and included files are sought from it. The registry's
/// tables outlive the plans.
[[nodiscard]] Loaded load_scenario(const std::string& path, std::string_view text,
                                   const FileReader& read, const Registry& registry,
                                   const YamlLimits& limits = {});

}  // namespace slsim
