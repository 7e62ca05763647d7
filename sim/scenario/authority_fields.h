// SPDX-License-Identifier: Apache-2.0
// What every licence authority shows, for the tables of those that are one.
#pragma once

#include <span>

#include "sim/scenario/registry.h"

namespace slsim {

/// As a satellite's table has them: names of local things are not declared by the plan.
[[nodiscard]] std::span<const Field> local_authority_fields();

}  // namespace slsim
