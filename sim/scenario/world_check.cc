// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/world_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "sim/licensing/satellite_version.h"
#include "sim/scenario/mistakes.h"

namespace slsim {
namespace {

using Names = std::vector<std::string>;

Names texts_of(const std::vector<Arguments>& things, std::string_view key) {
  Names names;
  for (const Arguments& thing : things) names.push_back(thing.text(key));
  return names;
}

/// The first that is there twice.
std::optional<std::string> doubled(Names names) {
  std::ranges::sort(names);
  const auto twice = std::ranges::adjacent_find(names);
  return twice == names.end() ? std::nullopt : std::optional{*twice};
}

std::string last_part(const std::string& full) {
  const std::size_t slash = full.find('/');
  return slash == std::string::npos ? full : full.substr(slash + 1);
}

/// API clients have a secret, and the roles of somebody who has some here.
std::optional<Complaint> strange_client(const Arguments& account, std::string_view what) {
  const Names people = texts_of(account.each("users"), "name");
  for (const Arguments& client : account.each("clients")) {
    if (client.text("secret").empty()) {
      return Complaint{"clients", fmt::format("clients: the secret of {} is empty; expected a text",
                                              shown(client.text("id")))};
    }
    const std::string& owner = client.text("owner");
    if (std::ranges::find(people, owner) != people.end()) continue;
    return Complaint{"clients",
                     fmt::format("clients: the owner of {} is {}; expected one of the users of "
                                 "this {}",
                                 shown(client.text("id")), shown(owner), what)};
  }
  return std::nullopt;
}

/// The name of its default virtual account; CSSM's own word where it lists none.
std::string default_of(const Arguments& account) {
  const auto listed = account.each("virtual_accounts");
  const auto chosen = std::ranges::find_if(
      listed, [](const Arguments& it) { return it.flag_or("default", false); });
  if (chosen != listed.end()) return last_part(chosen->text("name"));
  return listed.empty() ? "DEFAULT" : last_part(listed.front().text("name"));
}

}  // namespace

std::optional<Complaint> wrong_in_lot(const Arguments& lot) {
  if (!lot.has("until")) return std::nullopt;
  if (lot.has("kind") && lot.text("kind") == "perpetual") {
    return Complaint{"until",
                     "until is given for perpetual licences; expected none, or kind: term"};
  }
  if (lot.has("start") && lot.instant("until") <= lot.instant("start")) {
    return Complaint{"until", "until is not after start; expected a later time"};
  }
  return std::nullopt;
}

std::optional<Complaint> wrong_in_token(const Arguments& token) {
  if (token.duration("expires") > Duration::zero()) return std::nullopt;
  return Complaint{"expires", "expires is 0s; expected some time, such as 30d"};
}

std::optional<Complaint> wrong_in_smart_account(const Arguments& account) {
  const std::string own = account.text("domain") + "/";
  for (const Arguments& user : account.each("users")) {
    for (const Arguments& role : user.each("roles")) {
      if (!role.has("virtual_account") || role.text("virtual_account").starts_with(own)) continue;
      return Complaint{"users",
                       fmt::format("users: {} has a role over {}; expected a virtual "
                                   "account of this smart account",
                                   shown(user.text("name")), shown(role.text("virtual_account")))};
    }
  }
  const auto listed = account.each("virtual_accounts");
  const auto is_default = [](const Arguments& it) { return it.flag_or("default", false); };
  if (std::ranges::count_if(listed, is_default) > 1) {
    return Complaint{"virtual_accounts",
                     "virtual_accounts: several are the default; expected one of them"};
  }
  return strange_client(account, "smart account");
}

std::optional<Complaint> wrong_in_local_account(const Arguments& account) {
  if (account.text("virtual_account").empty()) {
    return Complaint{"virtual_account", "virtual_account is empty; expected a name"};
  }
  Names own = account.texts("virtual_accounts");
  own.emplace_back("Default");
  if (const auto twice = doubled(std::move(own))) {
    return Complaint{"virtual_accounts",
                     fmt::format("virtual_accounts: {} is there twice; each has its own Default",
                                 shown(*twice))};
  }
  return strange_client(account, "local account");
}

std::optional<Complaint> wrong_in_satellite(const Arguments& satellite) {
  const auto version = find_satellite_version(satellite.text("version"));
  if (!version) {
    return Complaint{"version", fmt::format("version is {}; expected one such as 6.3.0, 7-201907 "
                                            "or 8-202404",
                                            shown(satellite.text("version")))};
  }
  if (is_classic(*version) && !satellite.each("accounts").empty()) {
    return Complaint{"accounts",
                     fmt::format("accounts are given and version {} is the Classic Edition, which "
                                 "has none; expected a later version",
                                 satellite.text("version"))};
  }
  return std::nullopt;
}

std::optional<Complaint> wrong_in_world(const Arguments& world) {
  std::set<std::pair<std::string, std::string>> taken;
  for (const Arguments& account : world.nested("cssm").each("smart_accounts")) {
    taken.emplace(account.text("domain"), default_of(account));
  }
  const auto defaults = taken;
  for (const Arguments& satellite : world.each("satellites")) {
    for (const Arguments& local : satellite.each("accounts")) {
      if (local.text("state") != "registered") continue;
      const std::pair cloud{local.text("smart_account"), last_part(local.text("virtual_account"))};
      if (taken.insert(cloud).second) continue;
      return Complaint{
          "satellites",
          fmt::format("satellites: {} is given to {}, and {}; expected another virtual account",
                      shown(cloud.second), shown(last_part(local.text("name"))),
                      defaults.contains(cloud) ? "the default stays with CSSM"
                                               : "belongs to another local account")};
    }
  }
  return std::nullopt;
}

}  // namespace slsim
