// SPDX-License-Identifier: Apache-2.0
#include "sim/cssm/satellite_desk.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/agent/sync_file.h"
#include "sim/authority/entitlements.h"
#include "sim/licensing/satellite_version.h"

namespace slsim {
namespace {

constexpr std::size_t key_letters = 32;

std::string draw_key(RandomStream& stream) {
  constexpr std::string_view letters = "0123456789abcdef";
  std::string key;
  for (std::size_t i = 0; i < key_letters; ++i) key += letters[stream.below(letters.size())];
  return key;
}

std::string quoted(const SatelliteRecord& record) {
  return fmt::format("Satellite {} ({})", record.satellite, record.local_account);
}

}  // namespace

/// An administrator of it. Where an account has no people at all, anybody is.
Result<void> SatelliteDesk::check_user(const LicenseAuthority& authority, SmartAccountId id,
                                       std::string_view name) {
  const SmartAccount& account = authority.state().at(id);
  if (account.users.empty()) return {};
  const User* user = find_user(account, name);
  if (user != nullptr && may(*user, Right::manage_accounts)) return {};
  return refuse(ProblemCode::not_allowed,
                fmt::format("{} is no administrator of {}.", name, account.domain));
}

AlertKey SatelliteDesk::alert_of(AlertKind kind, const SatelliteRecord& record) {
  return {kind, record.smart_account, record.account, std::nullopt, record.registration};
}

SatelliteRecord* SatelliteDesk::find(std::uint64_t registration) {
  if (registration == 0 || registration > records_.size()) return nullptr;
  return &records_[registration - 1];
}

SatelliteRecord* SatelliteDesk::find(std::string_view satellite, std::string_view name) {
  for (SatelliteRecord& record : records_) {
    if (record.removed || record.satellite != satellite) continue;
    if (name.empty() || record.local_account == name) return &record;
  }
  return nullptr;
}

/// Its own, empty of instances and of no other local account's.
Result<VirtualAccountId> SatelliteDesk::account_for(LicenseAuthority& authority, Context& context,
                                                    SmartAccountId smart_account,
                                                    const SatelliteRegistration& asked) const {
  const std::string& domain = authority.state().at(smart_account).domain;
  auto found = authority.find_virtual_account(asked.virtual_account, domain);
  if (!found) {
    if (!asked.create) return found;
    return authority.create_virtual_account(
        context, By{asked.user}, smart_account,
        {.name = asked.virtual_account, .satellite = asked.satellite});
  }
  const VirtualAccount& account = authority.state().at(*found);
  for (const SatelliteRecord& record : records_) {
    if (record.removed || record.account != *found) continue;
    if (record.uuid == asked.uuid && record.local_account == asked.local_account) return found;
    return refuse(ProblemCode::not_allowed,
                  fmt::format("The virtual account {} belongs to local account {} of satellite {}.",
                              account.name, record.local_account, record.satellite));
  }
  if (account.ledger.instances > 0) {
    return refuse(ProblemCode::not_allowed,
                  fmt::format("The virtual account {} holds product instances.", account.name));
  }
  if (account.satellite == asked.satellite) return found;
  if (account.satellite == account.name) authority.take_back(context, *found);
  const auto given = authority.give_to_satellite(context, By{asked.user}, *found, asked.satellite);
  if (!given) return tl::make_unexpected(given.error());
  return found;
}

Result<SatelliteRecord*> SatelliteDesk::enter(LicenseAuthority& authority, Context& context, By by,
                                              const SatelliteRegistration& asked) {
  const auto version = find_satellite_version(asked.version);
  if (!version) {
    return refuse(ProblemCode::invalid_argument,
                  fmt::format("There is no satellite version {}.", asked.version));
  }
  const auto smart_account = authority.find_smart_account(asked.smart_account);
  if (!smart_account) return tl::make_unexpected(smart_account.error());
  const auto taken = std::ranges::find_if(records_, [&](const SatelliteRecord& record) {
    return !record.removed && record.smart_account == *smart_account &&
           record.satellite == asked.satellite && record.uuid != asked.uuid;
  });
  if (taken != records_.end()) {
    return refuse(ProblemCode::already_exists,
                  fmt::format("Another satellite is named {} already.", asked.satellite));
  }
  const auto account = account_for(authority, context, *smart_account, asked);
  if (!account) return tl::make_unexpected(account.error());
  for (SatelliteRecord& old : records_) {
    if (!old.removed && old.account == *account) end(authority, context, old);
  }
  if (authority.state().at(*account).satellite.empty()) {
    auto given = authority.give_to_satellite(context, by, *account, asked.satellite);
    if (!given) return tl::make_unexpected(given.error());
  }
  SatelliteRecord record;
  record.registration = records_.size() + 1;
  record.satellite = record.shown = asked.satellite;
  record.uuid = asked.uuid;
  record.asked = asked.written;
  record.version = asked.version;
  record.local_account = asked.local_account;
  record.smart_account = *smart_account;
  record.account = *account;
  record.key = draw_key(authority.stream(context, "satellites"));
  record.registered = record.last_sync = record.credential_ends = context.now();
  record.sync_every = authority.settings().duration(Setting::satellite_sync_due);
  records_.push_back(std::move(record));
  SatelliteRecord& entered = records_.back();
  authority.note(context, by, *account, LogCategory::satellite_added,
                 quoted(entered) + " was registered.");
  context.record(Level::change, "satellite_registered"_w,
                 {{"satellite"_w, context.intern(entered.satellite)},
                  {"local_account"_w, context.intern(entered.local_account)},
                  {"virtual_account"_w, authority.state().at(*account).label},
                  {"version"_w, context.intern(entered.version)}});
  for (const AlertKind kind : {AlertKind::satellite_expired, AlertKind::satellite_unregistered}) {
    for (const SatelliteRecord& old : records_) {
      if (old.account == *account) authority.clear_alert(context, alert_of(kind, old));
    }
  }
  plan(authority, context, entered);
  return &entered;
}

SatelliteAuthorization SatelliteDesk::authorization(LicenseAuthority& authority, Context& context,
                                                    SatelliteRecord& record) {
  record.told = authority.holdings(record.account);
  return {.satellite = record.satellite,
          .uuid = record.uuid,
          .local_account = record.local_account,
          .registration = record.registration,
          .key = record.key,
          .smart_account = authority.state().at(record.smart_account).name,
          .virtual_account = authority.state().at(record.account).name,
          .credential_ends = record.credential_ends,
          .answered = context.now(),
          .due = record.last_sync + record.sync_every,
          .entitlements = entitlements_of(record.told)};
}

Result<SatelliteAuthorization> SatelliteDesk::enroll(LicenseAuthority& authority, Context& context,
                                                     const SatelliteRegistration& asked) {
  const auto smart_account = authority.find_smart_account(asked.smart_account);
  if (!smart_account) return tl::make_unexpected(smart_account.error());
  if (auto fit = check_user(authority, *smart_account, asked.user); !fit) {
    return tl::make_unexpected(fit.error());
  }
  return install(authority, context, asked);
}

Result<SatelliteAuthorization> SatelliteDesk::install(LicenseAuthority& authority, Context& context,
                                                      const SatelliteRegistration& asked) {
  const auto entered = enter(authority, context, By{asked.user}, asked);
  if (!entered) return tl::make_unexpected(entered.error());
  SatelliteRecord& record = **entered;
  record.credential_ends = context.now() + credential_life(authority.settings(), asked.version);
  return authorization(authority, context, record);
}

Result<std::uint64_t> SatelliteDesk::add_satellite(LicenseAuthority& authority, Context& context,
                                                   By by, std::string_view file) {
  const auto asked = read_registration_file(file);
  if (!asked) return tl::make_unexpected(asked.error());
  const bool again = std::ranges::any_of(records_, [&](const SatelliteRecord& record) {
    return record.uuid == asked->uuid && record.local_account == asked->local_account &&
           asked->written <= record.asked;
  });
  if (again) {
    return refuse(ProblemCode::sync_replayed, "This registration file was taken before.");
  }
  const auto entered = enter(authority, context, by, *asked);
  if (!entered) return tl::make_unexpected(entered.error());
  SatelliteRecord& record = **entered;
  record.authorization_ready = false;
  const Duration delay = authority.settings().duration(Setting::satellite_authorization_delay);
  context.schedule(context.now() + delay,
                   static_cast<std::uint32_t>(DeskTimer::authorization_ready), record.registration);
  return record.registration;
}

Result<std::string> SatelliteDesk::authorization_file(LicenseAuthority& authority, Context& context,
                                                      std::string_view satellite,
                                                      std::string_view name) {
  SatelliteRecord* record = find(satellite, name);
  if (record == nullptr) {
    return refuse(ProblemCode::not_found, fmt::format("There is no satellite {}.", satellite));
  }
  if (!record->authorization_ready) {
    return refuse(ProblemCode::in_progress, "The authorization file is not ready yet.");
  }
  authority.clear_alert(context, alert_of(AlertKind::authorization_file_ready, *record));
  return write_file(authorization(authority, context, *record));
}

Result<void> SatelliteDesk::set_schedule(LicenseAuthority& authority, Context& context, By by,
                                         std::string_view satellite, Duration every) {
  bool found = false;
  for (SatelliteRecord& record : records_) {
    if (record.removed || record.satellite != satellite) continue;
    found = true;
    record.sync_every = every;
    clear_alerts(authority, context, record);
    plan(authority, context, record);
    authority.note(context, by, record.account, LogCategory::account_property_changed,
                   quoted(record) + " has another schedule.");
  }
  if (found) return {};
  return refuse(ProblemCode::not_found, fmt::format("There is no satellite {}.", satellite));
}

Result<void> SatelliteDesk::rename_satellite(LicenseAuthority& authority, Context& context, By by,
                                             std::string_view from, std::string_view to) {
  if (to.empty() || find(to, {}) != nullptr) {
    return refuse(ProblemCode::already_exists, fmt::format("The name {} is not free.", to));
  }
  if (find(from, {}) == nullptr) {
    return refuse(ProblemCode::not_found, fmt::format("There is no satellite {}.", from));
  }
  for (SatelliteRecord& record : records_) {
    if (record.removed || record.satellite != from) continue;
    record.satellite = to;
    authority.take_back(context, record.account);
    if (auto given = authority.give_to_satellite(context, by, record.account, to); !given) {
      return given;
    }
  }
  return {};
}

Result<void> SatelliteDesk::remove_satellite(LicenseAuthority& authority, Context& context, By by,
                                             SmartAccountId id, std::string_view satellite) {
  for (SatelliteRecord& record : records_) {
    if (record.removed || record.smart_account != id || record.satellite != satellite) continue;
    authority.drop_mirrored(context, record.account, record.instances);
    clear_alerts(authority, context, record);
    record.removed = true;
    context.cancel(record.timer);
  }
  return authority.remove_satellite(context, by, id, satellite);
}

void SatelliteDesk::clear_alerts(LicenseAuthority& authority, Context& context,
                                 const SatelliteRecord& record) const {
  for (const AlertKind kind :
       {AlertKind::satellite_sync_deadline, AlertKind::synchronization_overdue}) {
    authority.clear_alert(context, alert_of(kind, record));
  }
}

/// It is registered no longer: its instances are nobody's, and its account is CSSM's own.
void SatelliteDesk::end(LicenseAuthority& authority, Context& context, SatelliteRecord& record) {
  record.removed = true;
  context.cancel(record.timer);
  clear_alerts(authority, context, record);
  authority.drop_mirrored(context, record.account, record.instances);
  authority.take_back(context, record.account);
}

void SatelliteDesk::on_timer(LicenseAuthority& authority, Context& context, DeskTimer timer,
                             std::uint64_t registration) {
  SatelliteRecord* record = find(registration);
  if (record == nullptr || record->removed) return;
  if (timer == DeskTimer::deadline) return at_deadline(authority, context, *record);
  record->authorization_ready = true;
  authority.raise_alert(context, alert_of(AlertKind::authorization_file_ready, *record),
                        record->satellite);
}

}  // namespace slsim
