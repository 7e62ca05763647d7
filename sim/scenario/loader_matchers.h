// SPDX-License-Identifier: Apache-2.0
// What a file expects of a value, checked against the type that the value has.
#pragma once

#include <optional>
#include <string_view>

#include "sim/scenario/loader_case.h"

namespace slsim {

/// Nothing, with a mistake noted, when no value of `type` could ever be so.
[[nodiscard]] std::optional<Matcher> read_matcher(CaseContext& context, const Node& node,
                                                  const Type& type, std::string_view what);

}  // namespace slsim
