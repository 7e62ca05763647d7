// SPDX-License-Identifier: Apache-2.0
// What can be done to a proxy, and what it shows.
#include <fmt/format.h>

#include "sim/scenario/host_trust.h"
#include "sim/scenario/shared_arguments.h"
#include "sim/scenario/tables.h"
#include "sim/scenario/transport_arguments.h"

namespace slsim {
namespace {

HostId host(const World& world, const Target& target) {
  const Kernel& kernel = world.kernel();
  return *kernel.network.find_host(kernel.journal.actor_name(target.actor));
}

const Proxy& proxy(const World& world, const Target& target) {
  return *world.kernel().network.proxy(host(world, target));
}

void record(World& world, const Target& target, Word name, std::string_view text) {
  Context context = world.context(target.actor);
  context.record(Level::change, name, {{"root"_w, context.intern(text)}});
}

Outcome set_users(World& world, const Target& target, const Arguments& arguments) {
  Proxy changed = proxy(world, target);
  changed.users = users_of(world.kernel(), arguments.at("users"));
  const auto count = static_cast<std::int64_t>(changed.users.size());
  world.kernel().network.set_proxy(host(world, target), std::move(changed));
  world.context(target.actor).record(Level::change, "users"_w, {{"count"_w, count}});
  return Value{};
}

Outcome change_root(World& world, const Target& target, const Arguments& arguments) {
  Proxy changed = proxy(world, target);
  const std::string& root = arguments.text("root");
  changed.root = world.kernel().journal.intern(root);
  world.kernel().network.set_proxy(host(world, target), std::move(changed));
  record(world, target, "root_changed"_w, root);
  return Value{};
}

Value mode(const World& world, const Target& target) { return word(proxy(world, target).mode); }
Value root(const World& world, const Target& target) {
  return world.kernel().journal.names().text(proxy(world, target).root);
}
Value users(const World& world, const Target& target) {
  Value::List names;
  for (const auto& [user, password] : proxy(world, target).users) {
    names.emplace_back(world.kernel().journal.names().text(user));
  }
  return names;
}
Value up(const World& world, const Target& target) {
  return world.kernel().network.up(host(world, target));
}

constexpr Argument users_arguments[] = {
    {"users", Type::text().by_name(), "Passwords by user; with none it lets everybody through.",
     Need::required},
};

constexpr Verb verbs[] = {
    {"trust", "Makes the proxy trust a root.", root_arguments, trust_root},
    {"distrust", "Makes the proxy trust a root no more.", root_arguments, distrust_root},
    {"set_users", "Changes whom the proxy lets through.", users_arguments, set_users},
    {"change_root", "Makes an opening proxy sign by another root.", root_arguments, change_root},
};

constexpr Field fields[] = {
    {"mode", Type::choice(proxy_mode_words), "Whether it opens TLS.", mode},
    {"root", Type::text(), "The root by which it signs when it opens TLS.", root},
    {"trust", Type::text().list(), "The roots that it trusts when it opens TLS.", trusted_roots},
    {"users", Type::text().list(), "Whom it lets through; everybody when there are none.", users},
    {"up", Type::flag(), "Whether it is up.", up},
};

}  // namespace

std::span<const Verb> proxy_verbs() { return verbs; }
std::span<const Field> proxy_fields() { return fields; }

}  // namespace slsim
