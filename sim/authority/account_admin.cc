// SPDX-License-Identifier: Apache-2.0
// Smart accounts and their virtual accounts: made, named, given away, deleted.
#include <algorithm>

#include "sim/authority/authority.h"

namespace slsim {

Result<SmartAccountId> LicenseAuthority::create_smart_account(Context& context, By by,
                                                              const SmartAccountTerms& terms) {
  if (terms.domain.empty() || terms.default_account.empty()) {
    return refuse(ProblemCode::invalid_argument, "A smart account needs a domain.");
  }
  const bool taken = std::ranges::any_of(state_.smart_accounts, [&](const SmartAccount& other) {
    return other.domain == terms.domain;
  });
  if (taken) {
    return refuse(ProblemCode::already_exists, "There is a smart account " + terms.domain + ".");
  }
  const SmartAccountId id{static_cast<std::uint32_t>(state_.smart_accounts.size())};
  state_.smart_accounts.push_back({.domain = terms.domain,
                                   .name = terms.name.empty() ? terms.domain : terms.name,
                                   .type = terms.type});
  context.record(Level::change, "smart_account_created"_w,
                 {{"domain"_w, context.intern(terms.domain)}, {"type"_w, word(terms.type)}});
  put_account(context, by, id, {.name = terms.default_account}).is_default = true;
  return id;
}

Result<void> LicenseAuthority::rename_smart_account(Context& context, By by, SmartAccountId id,
                                                    std::string_view name) {
  if (Result<void> there = require(id); !there) return there;
  if (name.empty()) return refuse(ProblemCode::invalid_argument, "A smart account needs a name.");
  context.record(Level::change, "smart_account_renamed"_w,
                 {{"from"_w, context.intern(state_.at(id).name)}, {"to"_w, context.intern(name)}});
  state_.at(id).name = name;
  for (const VirtualAccountId account : virtual_accounts(id)) {
    state_.at(account).names = ++state_.names_given;
  }
  log(context, by, id, std::nullopt, LogCategory::account_property_changed,
      "The smart account is named \"" + std::string{name} + "\" now.");
  return {};
}

Result<VirtualAccountId> LicenseAuthority::create_virtual_account(
    Context& context, By by, SmartAccountId id, const VirtualAccountTerms& terms) {
  if (Result<void> there = require(id); !there) return tl::unexpected{there.error()};
  if (Result<void> free = require_free(id, terms.name); !free) return tl::unexpected{free.error()};
  put_account(context, by, id, terms);
  return VirtualAccountId{static_cast<std::uint32_t>(state_.virtual_accounts.size() - 1)};
}

VirtualAccount& LicenseAuthority::put_account(Context& context, By by, SmartAccountId id,
                                              const VirtualAccountTerms& terms) {
  const VirtualAccountId made{static_cast<std::uint32_t>(state_.virtual_accounts.size())};
  const std::vector<VirtualAccountId> others = virtual_accounts(id);
  state_.virtual_accounts.push_back(
      {.name = terms.name,
       .description = terms.description,
       .smart_account = id,
       .access = terms.access,
       .satellite = terms.satellite,
       .label = context.intern(terms.name),
       .names = ++state_.names_given,
       .suspended = !others.empty() && state_.at(others.front()).suspended});
  touch(made);
  context.record(Level::change, "virtual_account_created"_w,
                 {{"virtual_account"_w, state_.at(made).label},
                  {"smart_account"_w, context.intern(state_.at(id).domain)},
                  {"satellite"_w, context.intern(terms.satellite)}});
  log(context, by, made, LogCategory::virtual_account_added,
      "Virtual Account \"" + terms.name + "\" was added.");
  return state_.at(made);
}

Result<void> LicenseAuthority::require_free(SmartAccountId id, std::string_view name) const {
  if (name.empty()) {
    return refuse(ProblemCode::invalid_argument, "A virtual account needs a name.");
  }
  for (const VirtualAccountId other : virtual_accounts(id)) {
    if (state_.at(other).name != name) continue;
    return refuse(ProblemCode::already_exists,
                  "There is a virtual account " + std::string{name} + ".");
  }
  return {};
}

Result<void> LicenseAuthority::rename_virtual_account(Context& context, By by, VirtualAccountId id,
                                                      std::string_view name) {
  if (Result<void> there = require(id); !there) return there;
  VirtualAccount& account = state_.at(id);
  if (account.name == name) return {};
  if (Result<void> free = require_free(account.smart_account, name); !free) return free;
  const NameId before = account.label;
  account.name = name;
  account.label = context.intern(name);
  account.names = ++state_.names_given;
  context.record(Level::change, "virtual_account_renamed"_w,
                 {{"from"_w, before}, {"to"_w, account.label}});
  log(context, by, id, LogCategory::virtual_account_renamed,
      "The virtual account is named \"" + account.name + "\" now.");
  return {};
}

Result<void> LicenseAuthority::make_default(Context& context, By by, VirtualAccountId id) {
  if (Result<void> there = require(id); !there) return there;
  VirtualAccount& account = state_.at(id);
  if (!account.satellite.empty()) {
    return refuse(ProblemCode::not_allowed,
                  "A virtual account of a satellite cannot be the default.");
  }
  if (account.is_default) return {};
  const std::optional<VirtualAccountId> before = default_account(account.smart_account);
  if (before) state_.at(*before).is_default = false;
  account.is_default = true;
  touch(id);
  context.record(Level::change, "default_account"_w, {{"virtual_account"_w, account.label}});
  log(context, by, account.smart_account, std::nullopt, LogCategory::account_property_changed,
      "Virtual Account \"" + account.name + "\" is the default now.");
  return {};
}

Result<void> LicenseAuthority::give_to_satellite(Context& context, By by, VirtualAccountId id,
                                                 std::string_view satellite) {
  if (Result<void> there = require(id); !there) return there;
  VirtualAccount& account = state_.at(id);
  if (satellite.empty()) {
    return refuse(ProblemCode::invalid_argument, "The satellite has no name.");
  }
  if (account.is_default || !account.satellite.empty()) {
    return refuse(ProblemCode::not_allowed,
                  account.is_default ? "The default virtual account stays with CSSM."
                                     : "The virtual account belongs to a satellite already.");
  }
  account.satellite = satellite;
  context.record(
      Level::change, "given_to_satellite"_w,
      {{"virtual_account"_w, account.label}, {"satellite"_w, context.intern(satellite)}});
  log(context, by, id, LogCategory::satellite_added,
      "The virtual account belongs to satellite " + account.satellite + " now.");
  revoke_all(context, id);
  return {};
}

Result<void> LicenseAuthority::remove_satellite(Context& context, By by, SmartAccountId id,
                                                std::string_view satellite) {
  if (Result<void> there = require(id); !there) return there;
  bool found = false;
  for (const VirtualAccountId account : virtual_accounts(id)) {
    if (satellite.empty() || state_.at(account).satellite != satellite) continue;
    state_.at(account).satellite.clear();
    found = true;
  }
  if (!found) {
    return refuse(ProblemCode::not_found,
                  "No virtual account belongs to a satellite " + std::string{satellite} + ".");
  }
  context.record(Level::change, "satellite_removed"_w,
                 {{"satellite"_w, context.intern(satellite)}});
  log(context, by, id, std::nullopt, LogCategory::satellite_removed,
      "Satellite " + std::string{satellite} + " was removed.");
  return {};
}

bool LicenseAuthority::holds_anything(VirtualAccountId id) const {
  const VirtualAccount& account = state_.at(id);
  return account.ledger.instances > 0 || account.restricted.owned > 0 ||
         std::ranges::any_of(account.ledger.records, [](const LotRecord& record) {
           return record.phase == LotPhase::planned || record.phase == LotPhase::live;
         });
}

Result<void> LicenseAuthority::delete_virtual_account(Context& context, By by, VirtualAccountId id,
                                                      bool force) {
  if (Result<void> there = require(id); !there) return there;
  VirtualAccount& account = state_.at(id);
  if (account.is_default || !account.satellite.empty()) {
    return refuse(ProblemCode::not_allowed,
                  account.is_default ? "The default virtual account cannot be deleted."
                                     : "A virtual account of a satellite cannot be deleted.");
  }
  enum class Deletion : std::uint8_t { refused, by_force };
  const bool forced =
      force && settings().choice<Deletion>(Setting::virtual_account_deletion) == Deletion::by_force;
  if (holds_anything(id) && !forced) {
    return refuse(ProblemCode::not_allowed,
                  "The virtual account " + account.name + " holds licences or product instances.");
  }
  empty_account(context, id);
  account.deleted = true;
  touch(id);
  context.record(Level::change, "virtual_account_deleted"_w,
                 {{"virtual_account"_w, account.label}, {"force"_w, force}});
  log(context, by, id, LogCategory::virtual_account_removed,
      "Virtual Account \"" + account.name + "\" was removed.");
  return {};
}

void LicenseAuthority::empty_account(Context& context, VirtualAccountId id) {
  for (const InstanceId instance : instances(id)) {
    drop_instance(context, instance, "instance_removed"_w);
  }
  const VirtualAccountId heir = default_account(state_.at(id).smart_account).value();
  for (std::uint32_t i = 0; i < state_.at(id).ledger.lots.size(); ++i) {
    const LotPhase phase = state_.at(id).ledger.records[i].phase;
    if (phase != LotPhase::planned && phase != LotPhase::live) continue;
    move_part(context, {id, i}, state_.at(id).ledger.lots[i].quantity, heir);
  }
  state_.at(heir).restricted.owned += state_.at(id).restricted.owned;
  state_.at(id).restricted = {};
  stock_changed(context, id);
  stock_changed(context, heir);
  revoke_all(context, id);
  std::erase_if(state_.alerts.live, [&](const auto& alert) { return alert.first.account == id; });
}

}  // namespace slsim
