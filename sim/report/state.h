// SPDX-License-Identifier: Apache-2.0
// What an actor shows at an instant: all its fields, and of a CSSM who is served from what.
#pragma once

#include <string>

#include "sim/report/text.h"
#include "sim/scenario/targets.h"

namespace slsim {

/// A heading and aligned lines; empty of an actor without fields.
[[nodiscard]] std::string describe_state(const World& world, const Target& target,
                                         const Painter& paint);

}  // namespace slsim
