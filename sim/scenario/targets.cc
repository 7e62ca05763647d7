// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/targets.h"

#include <fmt/format.h>

#include "sim/scenario/mistakes.h"

namespace slsim {

std::vector<Target> targets(const World& world) {
  std::vector<Target> all;
  const auto& actors = world.plan().actors;
  for (std::uint32_t i = 0; i < actors.size(); ++i) {
    all.push_back({{i}, {}});
    if (!world.is_cluster({i})) continue;
    for (const std::string& sub : world.cluster({i}).options().subscribers) {
      all.push_back({{i}, sub.substr(sub.find('/') + 1)});
    }
  }
  return all;
}

std::string name_of(const World& world, const Target& target) {
  const std::string& name = world.plan().actors[target.actor.index].name;
  return target.sub.empty() ? name : name + "/" + target.sub;
}

Parsed<Target> find_target(const World& world, std::string_view name) {
  std::vector<std::string> names;
  for (const Target& target : targets(world)) {
    names.push_back(name_of(world, target));
    if (names.back() == name) return target;
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  std::string hint = did_you_mean(name, known);
  if (hint.empty()) hint = "; there are " + one_of(known);
  return tl::make_unexpected(fmt::format("no actor {}{}", shown(name), hint));
}

const ActorKind& kind_of(const World& world, const Target& target) {
  const ActorKind& kind = *world.plan().actors[target.actor.index].kind;
  if (target.sub.empty()) return kind;
  return *Registry{actor_kinds(), &world_shape()}.kind(kind.subs);
}

}  // namespace slsim
