// SPDX-License-Identifier: Apache-2.0
// Whom one can ask in a world, by name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time/text.h"
#include "sim/scenario/world.h"

namespace slsim {

/// Everybody who can be asked: the actors of the plan in their order, each before its subscribers.
[[nodiscard]] std::vector<Target> targets(const World& world);
/// `cm1`, `cm1/sub1`
[[nodiscard]] std::string name_of(const World& world, const Target& target);

/// By that name; else a sentence that says which there are.
[[nodiscard]] Parsed<Target> find_target(const World& world, std::string_view name);
/// What it can be asked.
[[nodiscard]] const ActorKind& kind_of(const World& world, const Target& target);

}  // namespace slsim
