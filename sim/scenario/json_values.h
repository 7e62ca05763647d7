// SPDX-License-Identifier: Apache-2.0
// Values of scenarios as JSON, and JSON as values.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/scenario/value.h"

namespace slsim {

/// Durations and instants as texts.
[[nodiscard]] nlohmann::json to_json(const Value& value);
/// Numbers with a fraction become absent: scenarios have none.
[[nodiscard]] Value to_value(const nlohmann::json& json);

}  // namespace slsim
