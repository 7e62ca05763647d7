// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/authority.h"

#include <algorithm>

namespace slsim {

LicenseAuthority::LicenseAuthority(const Settings& settings, RestSurface surface) {
  state_.settings = settings;
  state_.surface = surface;
}

void LicenseAuthority::on_timer(Context& context, std::uint32_t kind, std::uint64_t argument) {
  switch (static_cast<AuthorityTimer>(kind)) {
    case AuthorityTimer::lot_boundary:
      return at_boundary(context, {static_cast<std::uint32_t>(argument)});
    case AuthorityTimer::expiry_notice:
      return at_notice(context, unpack_lot(argument));
    case AuthorityTimer::token_expiry:
      return at_token_expiry(context, {static_cast<std::uint32_t>(argument)});
    case AuthorityTimer::authorization_lapse:
      return at_lapse(context, unpack_instance(argument));
    case AuthorityTimer::certificate_expiry:
      return at_certificate_expiry(context, unpack_instance(argument));
    case AuthorityTimer::instance_check:
      return check_instances(context);
    case AuthorityTimer::daily_mail:
      return send_daily_mail(context);
  }
}

Result<SmartAccountId> LicenseAuthority::find_smart_account(std::string_view domain_or_name) const {
  for (const auto member : {&SmartAccount::domain, &SmartAccount::name}) {
    const auto found = std::ranges::find(state_.smart_accounts, domain_or_name, member);
    if (found == state_.smart_accounts.end()) continue;
    return SmartAccountId{static_cast<std::uint32_t>(found - state_.smart_accounts.begin())};
  }
  return refuse(ProblemCode::not_found,
                "There is no smart account " + std::string{domain_or_name} + ".");
}

Result<VirtualAccountId> LicenseAuthority::find_virtual_account(std::string_view name,
                                                                std::string_view domain) const {
  std::optional<SmartAccountId> within;
  if (!domain.empty()) {
    const Result<SmartAccountId> found = find_smart_account(domain);
    if (!found) return tl::make_unexpected(found.error());
    within = *found;
  }
  std::optional<VirtualAccountId> found;
  for (std::uint32_t i = 0; i < state_.virtual_accounts.size(); ++i) {
    const VirtualAccount& account = state_.virtual_accounts[i];
    if (account.deleted || account.name != name) continue;
    if (within && account.smart_account != *within) continue;
    if (found) {
      return refuse(ProblemCode::invalid_argument,
                    "Several smart accounts have a virtual account " + std::string{name} +
                        ": name the domain.");
    }
    found = VirtualAccountId{i};
  }
  if (found) return *found;
  return refuse(ProblemCode::not_found, "There is no virtual account " + std::string{name} + ".");
}

std::optional<VirtualAccountId> LicenseAuthority::default_account(SmartAccountId id) const {
  for (std::uint32_t i = 0; i < state_.virtual_accounts.size(); ++i) {
    const VirtualAccount& account = state_.virtual_accounts[i];
    if (account.smart_account == id && account.is_default) return VirtualAccountId{i};
  }
  return std::nullopt;
}

std::vector<VirtualAccountId> LicenseAuthority::virtual_accounts(SmartAccountId id) const {
  std::vector<VirtualAccountId> found;
  for (std::uint32_t i = 0; i < state_.virtual_accounts.size(); ++i) {
    const VirtualAccount& account = state_.virtual_accounts[i];
    if (account.smart_account == id && !account.deleted) found.push_back({i});
  }
  return found;
}

Result<TokenId> LicenseAuthority::find_token(std::string_view name_or_text) const {
  if (const auto found = slsim::find_token(state_.tokens, name_or_text)) return *found;
  return refuse(ProblemCode::not_found, "There is no token " + std::string{name_or_text} + ".");
}

Result<InstanceId> LicenseAuthority::find_instance(std::string_view name) const {
  if (const auto found = slsim::find_instance(state_.instances, name)) return *found;
  return refuse(ProblemCode::not_found, "There is no product instance " + std::string{name} + ".");
}

Result<InstanceId> LicenseAuthority::find_instance(const Udi& udi) const {
  if (const auto found = slsim::find_instance(state_.instances, udi)) return *found;
  return refuse(ProblemCode::not_found, "There is no product instance " + print(udi) + ".");
}

std::vector<InstanceId> LicenseAuthority::instances(std::optional<VirtualAccountId> account) const {
  std::vector<InstanceId> found;
  for (std::uint32_t slot = 0; slot < state_.instances.slots.size(); ++slot) {
    const Instance& instance = state_.instances.slots[slot];
    if (!instance.live || (account && instance.account != *account)) continue;
    found.push_back(state_.instances.id_of(slot));
  }
  return found;
}

Membership LicenseAuthority::membership(InstanceId id) const {
  const VirtualAccount& account = state_.at(instance(id).account);
  return {state_.at(account.smart_account).name, account.name, instance(id).export_control_allowed};
}

Result<void> LicenseAuthority::require(VirtualAccountId id) const {
  if (id.index < state_.virtual_accounts.size() && !state_.at(id).deleted) return {};
  return refuse(ProblemCode::not_found, "There is no such virtual account.");
}

Result<void> LicenseAuthority::require(SmartAccountId id) const {
  if (id.index < state_.smart_accounts.size()) return {};
  return refuse(ProblemCode::not_found, "There is no such smart account.");
}

Result<void> LicenseAuthority::require(InstanceId id) const {
  if (state_.instances.holds(id)) return {};
  return refuse(ProblemCode::not_found, "There is no such product instance.");
}

RandomStream& LicenseAuthority::stream(Context& context, std::string_view purpose) {
  const std::string_view name = context.kernel().journal.actor_name(context.self());
  return context.chance(std::string{name} + "/" + std::string{purpose});
}

void LicenseAuthority::log(Context& context, By by, SmartAccountId smart_account,
                           std::optional<VirtualAccountId> account, LogCategory category,
                           std::string message) {
  state_.log.push_back(
      {context.now(), smart_account, account, category, std::string{by.user}, std::move(message)});
}

void LicenseAuthority::log(Context& context, By by, VirtualAccountId account, LogCategory category,
                           std::string message) {
  log(context, by, state_.at(account).smart_account, account, category, std::move(message));
}

}  // namespace slsim
