// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/host_trust.h"

#include <fmt/format.h>

#include "sim/scenario/transport_arguments.h"

namespace slsim {
namespace {

void record(World& world, const Target& target, Word name, std::string_view root) {
  Context context = world.context(target.actor);
  context.record(Level::change, name, {{"root"_w, context.intern(root)}});
}

/// Those that belong to the actor: of a satellite the second machine too.
std::vector<HostId> hosts_of(const World& world, const Target& target) {
  const Network& network = world.kernel().network;
  std::vector<HostId> hosts{*network.find_host(world.kernel().journal.actor_name(target.actor))};
  if (!world.is_satellite(target.actor)) return hosts;
  if (const auto second = world.satellite(target.actor).options().standby) hosts.push_back(*second);
  return hosts;
}

}  // namespace

Outcome trust_root(World& world, const Target& target, const Arguments& arguments) {
  const std::string& root = arguments.text("root");
  bool learned = false;
  for (const HostId host : hosts_of(world, target)) {
    Kernel& kernel = world.kernel();
    learned |= kernel.network.add_trust(host, kernel.journal.intern(root));
  }
  if (learned) record(world, target, "root_trusted"_w, root);
  return Value{};
}

Outcome distrust_root(World& world, const Target& target, const Arguments& arguments) {
  const std::string& root = arguments.text("root");
  Kernel& kernel = world.kernel();
  bool removed = false;
  for (const HostId host : hosts_of(world, target)) {
    removed |= kernel.network.remove_trust(host, kernel.journal.intern(root));
  }
  if (!removed) {
    return Refusal{
        {ProblemCode::not_found,
         fmt::format("{} does not trust {}", kernel.journal.actor_name(target.actor), root)},
        0,
        {}};
  }
  record(world, target, "root_removed"_w, root);
  return Value{};
}

Value trusted_roots(const World& world, const Target& target) {
  return root_names(world.kernel(), world.kernel().network.trust(hosts_of(world, target).front()));
}

}  // namespace slsim
