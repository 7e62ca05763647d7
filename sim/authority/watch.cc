// SPDX-License-Identifier: Apache-2.0
// What CSSM notices by itself: tokens that end, authorizations and certificates that lapse,
// instances that stay silent; and the alerts that come of it.
#include "sim/authority/authority.h"

namespace slsim {

void LicenseAuthority::at_token_expiry(Context& context, TokenId id) {
  if (id.index >= state_.tokens.rows.size()) return;  // Of a state that was replaced.
  const Token& token = state_.tokens.at(id);
  if (token.revoked || token.expires > context.now()) return;
  context.record(Level::change, "token_expired"_w,
                 {{"token"_w, token.label}, {"virtual_account"_w, state_.at(token.account).label}});
}

void LicenseAuthority::at_lapse(Context& context, InstanceId id) {
  if (!state_.instances.holds(id) || instance(id).mirrored) return;
  Instance& instance = state_.instances.at(id);
  if (instance.authorized_until > context.now()) {
    context.schedule(instance.authorized_until,
                     static_cast<std::uint32_t>(AuthorityTimer::authorization_lapse), pack(id));
    return;
  }
  change_demand(state_.at(instance.account).ledger, instance.demand, {});
  instance.released = true;
  context.record(Level::change, "instance_lapsed"_w,
                 {{"instance"_w, details(id).label},
                  {"virtual_account"_w, state_.at(instance.account).label}});
  settle(context, instance.account);
}

void LicenseAuthority::at_certificate_expiry(Context& context, InstanceId id) {
  if (!state_.instances.holds(id) || instance(id).mirrored) return;
  const Instant ends = instance(id).certificate.not_after;
  if (ends > context.now()) {
    context.schedule(ends, static_cast<std::uint32_t>(AuthorityTimer::certificate_expiry),
                     pack(id));
    return;
  }
  log(context, By{}, instance(id).account, LogCategory::instance_removed,
      "The product instance " + display_name(details(id)) + " was removed: it has expired.");
  drop_instance(context, id, "instance_expired"_w);
}

void LicenseAuthority::check_instances(Context& context) {
  const Instant now = context.now();
  const Duration silence = settings().duration(Setting::failed_to_connect_after);
  const Duration age = settings().duration(Setting::failed_to_renew_after);
  for (std::uint32_t slot = 0; slot < state_.instances.slots.size(); ++slot) {
    Instance& instance = state_.instances.slots[slot];
    if (!instance.live || instance.mirrored) continue;
    const InstanceId id = state_.instances.id_of(slot);
    if (reservation(id) != nullptr) continue;  // It never calls.
    if (now - instance.last_contact > silence && !instance.alerted_connect) {
      instance.alerted_connect = true;
      raise_alert(context, key_of(AlertKind::failed_to_connect, id), display_name(details(id)),
                  instance.authorized_until);
    }
    if (now - instance.certificate.not_before > age && !instance.alerted_renew) {
      instance.alerted_renew = true;
      raise_alert(context, key_of(AlertKind::failed_to_renew, id), display_name(details(id)),
                  instance.certificate.not_after);
    }
  }
  state_.checks_planned = state_.instances.count > 0;
  if (!state_.checks_planned) return;
  context.schedule(now + settings().duration(Setting::alert_check_period),
                   static_cast<std::uint32_t>(AuthorityTimer::instance_check));
}

AlertKey LicenseAuthority::key_of(AlertKind kind, InstanceId id) const {
  const VirtualAccountId account = instance(id).account;
  return {kind, state_.at(account).smart_account, account, std::nullopt, pack(id)};
}

AlertKey LicenseAuthority::key_of(AlertKind kind, LotId id) const {
  const VirtualAccount& account = state_.at(id.account);
  const License license = account.ledger.lots[id.position].license;
  return {kind, account.smart_account, id.account, license, pack(id)};
}

void LicenseAuthority::clear_alerts_of(Context& context, InstanceId id) {
  Instance& instance = state_.instances.at(id);
  instance.alerted_connect = false;
  instance.alerted_renew = false;
  for (const AlertKind kind :
       {AlertKind::failed_to_connect, AlertKind::failed_to_renew, AlertKind::duplicate_licenses,
        AlertKind::reserved_license_expired}) {
    clear_alert(context, key_of(kind, id));
  }
}

void LicenseAuthority::raise_alert(Context& context, const AlertKey& key, std::string_view source,
                                   std::optional<Instant> due) {
  const auto severity = settings().choice<Severity>(severity_setting(key.kind));
  if (severity == Severity::off) return;
  Alert alert{severity, context.now(), due, std::string{source}};
  if (!state_.alerts.live.try_emplace(key, std::move(alert)).second) return;
  ++state_.alerts.raised[static_cast<std::size_t>(key.kind)];
  record_alert(context, "alert_raised"_w, key);
}

void LicenseAuthority::clear_alert(Context& context, const AlertKey& key) {
  const auto found = state_.alerts.live.find(key);
  if (found == state_.alerts.live.end()) return;
  record_alert(context, "alert_cleared"_w, key);
  state_.alerts.live.erase(found);
}

Result<void> LicenseAuthority::dismiss_alert(Context& context, By by, const AlertKey& key) {
  const auto found = state_.alerts.live.find(key);
  if (found == state_.alerts.live.end() || found->second.dismissed) {
    return refuse(ProblemCode::not_found, "There is no such alert.");
  }
  found->second.dismissed = true;
  if (key.kind == AlertKind::licenses_expiring) {
    const LotId lot = unpack_lot(key.subject);
    state_.at(lot.account).ledger.records[lot.position].dismissed = true;
  }
  record_alert(context, "alert_dismissed"_w, key);
  log(context, by, key.smart_account, key.account, LogCategory::alert_dismissed,
      "Dismissed: " + message(key, found->second));
  return {};
}

void LicenseAuthority::record_alert(Context& context, Word event, const AlertKey& key) {
  const Alert& alert = state_.alerts.live.at(key);
  const EventField kind{"alert"_w, word(key.kind)};
  const EventField severity{"severity"_w, word(alert.severity)};
  const EventField source{"source"_w, context.intern(alert.source)};
  if (key.license) {
    context.record(Level::change, event,
                   {kind, severity, source, {"license"_w, word(*key.license)}});
  } else {
    context.record(Level::change, event, {kind, severity, source});
  }
}

}  // namespace slsim
