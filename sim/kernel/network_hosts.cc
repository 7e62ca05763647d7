// SPDX-License-Identifier: Apache-2.0
// Who there is in the network, under which names, and what holds between them.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/result/check.h"
#include "sim/kernel/context.h"
#include "sim/kernel/network.h"

namespace slsim {
namespace {

constexpr std::string_view stream_prefix = "network/";

}  // namespace

HostId Network::add_host(std::string_view name, ActorId owner) {
  const HostId host{static_cast<std::uint32_t>(hosts_.size())};
  const bool added = by_name_.emplace(name, host).second;
  CHECK(added, "hosts have different names");
  hosts_.emplace_back().owner = owner;
  streams_.push_back(fmt::format("{}{}", stream_prefix, name));
  return host;
}

std::optional<HostId> Network::find_host(std::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? std::nullopt : std::optional{found->second};
}

std::string_view Network::host_name(HostId host) const {
  return std::string_view{streams_[host.index]}.substr(stream_prefix.size());
}

NameId Network::interned(Kernel& kernel, HostId host) {
  std::optional<NameId>& name = hosts_[host.index].name;
  if (!name) name = kernel.journal.intern(host_name(host));
  return *name;
}

void Network::set_dns(NameId name, HostId host) {
  if (name.index >= dns_.size()) dns_.resize(name.index + 1);
  dns_[name.index] = host;
}

void Network::set_dns(Kernel& kernel, NameId name, HostId host) {
  set_dns(name, host);
  Context{kernel, network_actor}.record(Level::change, "name_set"_w,
                                        {{"name"_w, name}, {"host"_w, interned(kernel, host)}});
}

bool Network::remove_dns(NameId name) {
  if (!resolve(name)) return false;
  dns_[name.index].reset();
  return true;
}

bool Network::remove_dns(Kernel& kernel, NameId name) {
  if (!remove_dns(name)) return false;
  Context{kernel, network_actor}.record(Level::change, "name_removed"_w, {{"name"_w, name}});
  return true;
}

std::vector<std::pair<NameId, HostId>> Network::names() const {
  std::vector<std::pair<NameId, HostId>> all;
  for (std::uint32_t i = 0; i < dns_.size(); ++i) {
    if (dns_[i]) all.emplace_back(NameId{i}, *dns_[i]);
  }
  return all;
}

std::optional<HostId> Network::resolve(NameId name) const {
  return name.index < dns_.size() ? dns_[name.index] : std::nullopt;
}

void Network::set_certificate(HostId host, ServerCertificate certificate) {
  std::uint32_t& place = hosts_[host.index].certificate;
  if (place == none) {
    place = static_cast<std::uint32_t>(certificates_.size());
    certificates_.emplace_back();
  }
  certificates_[place] = std::move(certificate);
}

const ServerCertificate* Network::certificate(HostId host) const {
  const std::uint32_t place = hosts_[host.index].certificate;
  return place == none ? nullptr : &certificates_[place];
}

void Network::set_trust(HostId host, const TrustStore& store) {
  const auto found = std::ranges::find(stores_, store);
  hosts_[host.index].trust = static_cast<std::uint32_t>(found - stores_.begin());
  if (found == stores_.end()) stores_.push_back(store);
}

bool Network::add_trust(HostId host, NameId root) {
  TrustStore store = trust(host);
  if (!store.add(root)) return false;
  set_trust(host, store);
  return true;
}

bool Network::remove_trust(HostId host, NameId root) {
  TrustStore store = trust(host);
  if (!store.remove(root)) return false;
  set_trust(host, store);
  return true;
}

std::vector<NameId> Network::roots_of(ActorId actor) const {
  TrustStore roots;
  for (const Host& host : hosts_) {
    if (host.owner == actor && host.certificate != none) {
      roots.add(certificates_[host.certificate].root);
    }
  }
  return roots.roots();
}

const Proxy* Network::proxy(HostId host) const {
  const auto found = proxies_.find(host);
  return found == proxies_.end() ? nullptr : &found->second;
}

void Network::set_up(HostId host, bool up) {
  if (this->up(host) != up) ++hosts_[host.index].turns;
}

void Network::set_up(Kernel& kernel, HostId host, bool up) {
  if (this->up(host) == up) return;
  set_up(host, up);
  Context{kernel, network_actor}.record(up ? Level::change : Level::fault,
                                        up ? "host_up"_w : "host_down"_w,
                                        {{"host"_w, interned(kernel, host)}});
}

void Network::add_rule(const Rule& rule) {
  remove_rule(rule.label);
  rules_.push_back(rule);
}

void Network::add_rule(Kernel& kernel, const Rule& rule) {
  add_rule(rule);
  Context context{kernel, network_actor};
  context.record(Level::fault, "rule"_w,
                 {{"label"_w, rule.label},
                  {"from"_w, context.intern(describe(kernel, rule.from))},
                  {"to"_w, context.intern(describe(kernel, rule.to))},
                  {"both_ways"_w, rule.both_ways},
                  {"effect"_w, context.intern(rule.effect(kernel.journal.names()))}});
}

bool Network::remove_rule(NameId label) {
  return std::erase_if(rules_, [label](const Rule& rule) { return rule.label == label; }) != 0;
}

bool Network::remove_rule(Kernel& kernel, NameId label) {
  if (!remove_rule(label)) return false;
  Context{kernel, network_actor}.record(Level::change, "rule_lifted"_w, {{"label"_w, label}});
  return true;
}

void Network::clear_rules(Kernel& kernel) {
  while (!rules_.empty()) remove_rule(kernel, rules_.front().label);
}

std::string Network::describe(const Kernel& kernel, HostPattern pattern) const {
  switch (pattern.kind) {
    case HostPattern::Kind::any:
      return "anybody";
    case HostPattern::Kind::host:
      return std::string{host_name({pattern.index})};
    case HostPattern::Kind::actor:
      return std::string{kernel.journal.actor_name({pattern.index})};
  }
  CHECK(false, "a pattern is of a kind of the list");
}

}  // namespace slsim
