// SPDX-License-Identifier: Apache-2.0
// CSSM's Satellites page, for its tables.
#pragma once

#include <span>

#include "sim/scenario/cssm_verbs.h"

namespace slsim {

[[nodiscard]] std::span<const Verb> cssm_satellite_verbs();
[[nodiscard]] std::span<const Field> cssm_satellite_fields();

}  // namespace slsim
