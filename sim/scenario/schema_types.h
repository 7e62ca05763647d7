// SPDX-License-Identifier: Apache-2.0
// Types of the registry as JSON schemas, for the sources of the schema, which include the JSON
// library themselves.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "sim/scenario/type.h"

namespace slsim {

using Json = nlohmann::ordered_json;

/// `{"$ref": "#/$defs/name"}`
[[nodiscard]] Json reference(std::string_view name);
/// The name under which a shape is defined.
[[nodiscard]] std::string shape_name(const Shape& shape);
/// What a file may give; a value of a case always may.
[[nodiscard]] Json schema_of(const Type& type);
/// What an expectation may want.
[[nodiscard]] Json expected_schema_of(const Type& type);
/// A map by a table. `expected`: of what is wanted, where nothing is required.
[[nodiscard]] Json map_schema(std::span<const Argument> table, bool expected = false);
/// `$defs` that all schemas refer to: `value`, `time`, `duration`, `license`, `matcher`, …
[[nodiscard]] Json common_definitions();

}  // namespace slsim
