// SPDX-License-Identifier: Apache-2.0
// Answers as a person reads them.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace slsim {

/// A list of objects as a table with a line of names, an object as `name  value` lines with the
/// lists in it below.
[[nodiscard]] std::string as_text(const nlohmann::ordered_json& value);

}  // namespace slsim
