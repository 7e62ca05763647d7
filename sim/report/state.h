// SPDX-License-Identifier: Apache-2.0
// What an actor shows at an instant: all its fields, and of a CSSM who is served from what.
#pragma once

#include <string>
#include <vector>

#include "sim/report/text.h"
#include "sim/scenario/world.h"

namespace slsim {

/// Everybody who can be asked: the actors of the plan in their order, each before its subscribers.
[[nodiscard]] std::vector<Target> targets(const World& world);
/// `cm1`, `cm1/sub1`
[[nodiscard]] std::string name_of(const World& world, const Target& target);

/// A heading and aligned lines; empty of an actor without fields.
[[nodiscard]] std::string describe_state(const World& world, const Target& target,
                                         const Painter& paint);

}  // namespace slsim
