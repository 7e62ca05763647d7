// SPDX-License-Identifier: Apache-2.0
// Slips in the registry's tables: fallbacks that are not of their type, names given twice, verbs
// whose main argument does not exist. Tests hold the tables of the product to it.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/registry.h"

namespace slsim {

/// A sentence a slip; none when the tables are sound.
[[nodiscard]] std::vector<std::string> check_registry(const Registry& registry);

/// Every shape that `root` leads to, itself first, each once.
[[nodiscard]] std::vector<const Shape*> shapes_below(const Shape& root);

}  // namespace slsim
