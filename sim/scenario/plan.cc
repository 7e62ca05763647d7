// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/plan.h"

#include <algorithm>

namespace slsim {

std::optional<ActorId> Plan::find_actor(std::string_view actor) const {
  const auto found = std::ranges::find(actors, actor, &PlannedActor::name);
  if (found == actors.end()) return std::nullopt;
  return ActorId{static_cast<std::uint32_t>(found - actors.begin())};
}

}  // namespace slsim
