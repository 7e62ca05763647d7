// SPDX-License-Identifier: Apache-2.0
// The language as a JSON schema (draft 2020-12), for editors that complete and check YAML by one.
// It is made from the registry. It cannot know names that a file gives, nor what times come out as;
// the loader stays the judge.
#pragma once

#include <string>

#include "sim/scenario/registry.h"

namespace slsim {

[[nodiscard]] std::string json_schema(const Registry& registry);

}  // namespace slsim
