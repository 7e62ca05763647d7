// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/authority_fields.h"
#include "sim/scenario/cssm_satellite_verbs.h"
#include "sim/scenario/cssm_shapes.h"
#include "sim/scenario/tables.h"

namespace slsim {
namespace {

std::string_view account_label(const AuthorityState& state, std::optional<VirtualAccountId> id) {
  return id ? std::string_view{state.at(*id).name} : std::string_view{};
}

Value or_absent(std::string_view text) { return text.empty() ? Value{} : Value{text}; }
Value or_absent(Instant at) { return at == never ? Value{} : Value{at}; }

Value license_row(const LicenseRow& row) {
  Value::List substitutions;
  for (const Served& served : row.substitutions) {
    substitutions.emplace_back(Value::Map{
        {"from", word(served.from)}, {"how", word(served.how)}, {"quantity", served.quantity}});
  }
  return Value::Map{{"quantity", row.unlimited ? std::int64_t{-1} : row.quantity},
                    {"in_use", row.in_use},
                    {"available", row.available},
                    {"borrowed", row.borrowed},
                    {"lent", row.lent},
                    {"reserved", row.reserved},
                    {"balance", row.unlimited ? Value{} : Value{row.available - row.short_of}},
                    {"short", row.short_of},
                    {"status", row.in_compliance ? "in_compliance" : "out_of_compliance"},
                    {"status_text", status_text(row)},
                    {"substitutions", std::move(substitutions)}};
}

Value virtual_account(const LicenseAuthority& cssm, VirtualAccountId id) {
  const VirtualAccount& account = cssm.state().at(id);
  Value::Map licenses;
  for (const LicenseRow& row : cssm.licenses(id)) {
    licenses.emplace(word(row.license).text(), license_row(row));
  }
  return Value::Map{{"smart_account", cssm.state().at(account.smart_account).domain},
                    {"description", account.description},
                    {"default", account.is_default},
                    {"satellite", or_absent(account.satellite)},
                    {"instances", cssm.instance_count(id)},
                    {"status", cssm.in_compliance(id) ? "in_compliance" : "out_of_compliance"},
                    {"restricted_owned", account.restricted.owned},
                    {"restricted_in_use", account.restricted.in_use},
                    {"licenses", std::move(licenses)}};
}

/// By `domain/name`, as the loader spells a virtual account.
Value virtual_accounts(const World& world, const Target& target) {
  const LicenseAuthority& cssm = world.authority(target.actor);
  const AuthorityState& state = cssm.state();
  Value::Map accounts;
  for (std::uint32_t i = 0; i < state.virtual_accounts.size(); ++i) {
    const VirtualAccount& account = state.virtual_accounts[i];
    if (account.deleted) continue;
    accounts.emplace(state.at(account.smart_account).domain + "/" + account.name,
                     virtual_account(cssm, VirtualAccountId{i}));
  }
  return accounts;
}

/// What a change in transit would make of its reservation.
Value change_of(const LicenseAuthority& cssm, InstanceId id) {
  const Reservation* reserved = cssm.reservation(id);
  if (reserved == nullptr || !reserved->change) return {};
  Value::Map licenses;
  for (const Lot& lot : reserved->change->entitlements) {
    licenses.emplace(word(lot.license).text(),
                     held_at(*reserved->change, lot.start).of(lot.license));
  }
  return licenses;
}

Value instance(const LicenseAuthority& cssm, InstanceId id) {
  const Instance& row = cssm.instance(id);
  const InstanceDetails& details = cssm.details(id);
  const auto serial = static_cast<std::int64_t>(row.certificate.serial);
  Value::Map licenses;
  const Reservation* reserved = cssm.reservation(id);
  const bool heard = !row.mirrored && reserved == nullptr;
  for (const Counts::Entry& entry : cssm.counted(id)) {
    if (entry.count > 0) licenses.emplace(word(entry.license).text(), entry.count);
  }
  return Value::Map{
      {"name", display_name(details)},
      {"host_name", or_absent(details.host_name)},
      {"udi", print(details.udi)},
      {"virtual_account", cssm.state().at(row.account).name},
      {"product", word(details.product)},
      {"version", details.version},
      {"registered_at", details.registered_at},
      {"last_contact", reserved == nullptr ? Value{row.last_contact} : Value{}},
      {"certificate", heard ? Value{serial} : Value{}},
      {"certificate_expires", heard ? Value{row.certificate.not_after} : Value{}},
      {"authorization_expires", or_absent(row.authorized_until)},
      {"reservation", reserved == nullptr ? Value{} : Value{word(reserved->grant.kind)}},
      {"reservation_change", change_of(cssm, id)},
      {"rehosted", reserved != nullptr && reserved->rehosted},
      {"export_control", row.export_control_allowed ? "allowed" : "not_allowed"},
      {"licenses", std::move(licenses)}};
}

Value instances(const World& world, const Target& target) {
  Value::List list;
  for (const InstanceId id : world.authority(target.actor).instances()) {
    list.emplace_back(instance(world.authority(target.actor), id));
  }
  return list;
}

Value instance_count(const World& world, const Target& target) {
  return world.authority(target.actor).instance_count();
}

Value tokens(const World& world, const Target& target) {
  const AuthorityState& state = world.authority(target.actor).state();
  Value::Map map;
  for (const Token& token : state.tokens.rows) {
    map.emplace(
        token.name.empty() ? token.text : token.name,
        Value::Map{{"virtual_account", state.at(token.account).name},
                   {"status", word(status(token, world.now()))},
                   {"uses", token.uses},
                   {"max_uses", token.max_uses ? Value{*token.max_uses} : Value{}},
                   {"expires", token.expires},
                   {"export_control", token.export_control_allowed ? "allowed" : "not_allowed"},
                   {"created_by", or_absent(token.created_by)}});
  }
  return map;
}

Value alerts(const World& world, const Target& target) {
  const AuthorityState& state = world.authority(target.actor).state();
  Value::List list;
  for (const auto& [key, alert] : state.alerts.live) {
    list.emplace_back(Value::Map{{"kind", word(key.kind)},
                                 {"name", name(key.kind)},
                                 {"severity", word(alert.severity)},
                                 {"smart_account", state.at(key.smart_account).domain},
                                 {"virtual_account", or_absent(account_label(state, key.account))},
                                 {"license", key.license ? Value{word(*key.license)} : Value{}},
                                 {"source", or_absent(alert.source)},
                                 {"raised", alert.raised},
                                 {"due", alert.due ? Value{*alert.due} : Value{}},
                                 {"dismissed", alert.dismissed},
                                 {"message", message(key, alert)}});
  }
  return list;
}

Value event_log(const World& world, const Target& target) {
  const AuthorityState& state = world.authority(target.actor).state();
  Value::List list;
  for (const LogEntry& entry : state.log) {
    list.emplace_back(
        Value::Map{{"at", entry.at},
                   {"category", word(entry.category)},
                   {"smart_account", state.at(entry.smart_account).domain},
                   {"virtual_account", or_absent(account_label(state, entry.account))},
                   {"user", or_absent(entry.user)},
                   {"message", entry.message}});
  }
  return list;
}

Value notices(const World& world, const Target& target) {
  const AuthorityState& state = world.authority(target.actor).state();
  Value::List list;
  for (const ExpiryNotice& notice : state.notices) {
    list.emplace_back(Value::Map{{"at", notice.at},
                                 {"virtual_account", state.at(notice.lot.account).name},
                                 {"license", word(notice.license)},
                                 {"quantity", notice.quantity},
                                 {"before", notice.mark},
                                 {"ends", notice.ends}});
  }
  return list;
}

Value mails(const World& world, const Target& target) {
  Value::List list;
  for (const Mail& mail : world.authority(target.actor).state().outbox) {
    list.emplace_back(Value::Map{
        {"at", mail.at}, {"to", mail.to}, {"subject", mail.subject}, {"body", mail.body}});
  }
  return list;
}

Value user_row(const AuthorityState& state, const User& user) {
  Value::List roles;
  for (const RoleGrant& grant : user.grants) {
    const std::string_view where = account_label(state, grant.only);
    roles.emplace_back(
        Value::Map{{"role", word(grant.role)}, {"virtual_account", or_absent(where)}});
  }
  return Value::Map{{"name", user.name}, {"roles", std::move(roles)}};
}

std::int64_t pending_returns(const World& world, const Target& target, std::uint32_t account) {
  return static_cast<std::int64_t>(
      world.authority(target.actor).pending_returns(SmartAccountId{account}));
}

Value smart_accounts(const World& world, const Target& target) {
  const AuthorityState& state = world.authority(target.actor).state();
  Value::List list;
  for (std::uint32_t i = 0; i < state.smart_accounts.size(); ++i) {
    const SmartAccount& account = state.smart_accounts[i];
    Value::List users;
    for (const User& user : account.users) users.emplace_back(user_row(state, user));
    list.emplace_back(Value::Map{{"domain", account.domain},
                                 {"name", account.name},
                                 {"type", word(account.type)},
                                 {"agreement_pending", account.agreement_pending},
                                 {"users", std::move(users)},
                                 {"pending_returns", pending_returns(world, target, i)}});
  }
  return list;
}

Value lots(const World& world, const Target& target) {
  const AuthorityState& state = world.authority(target.actor).state();
  Value::List list;
  for (const VirtualAccount& account : state.virtual_accounts) {
    for (std::size_t i = 0; i < account.ledger.lots.size(); ++i) {
      const Lot& lot = account.ledger.lots[i];
      const LotRecord& record = account.ledger.records[i];
      if (record.phase == LotPhase::gone) continue;
      list.emplace_back(Value::Map{
          {"virtual_account", account.name},
          {"license", word(lot.license)},
          {"kind", word(lot.kind)},
          {"quantity", lot.quantity},
          {"phase", word(record.phase)},
          {"start", lot.start},
          {"end", or_absent(lot.end)},
          {"subscription", or_absent(lot.subscription)},
          {"release",
           lot.release ? Value{release_words[static_cast<std::size_t>(*lot.release)]} : Value{}},
          {"source", word(lot.source)},
          {"order", or_absent(record.order)}});
    }
  }
  return list;
}

constexpr Field fields[] = {
    {"virtual_accounts", Type::made_of(account_view).by_name("virtual_account"),
     "Virtual accounts with their licences.", virtual_accounts},
    {"instance_count", Type::number(), "How many product instances there are.", instance_count},
    {"instances", Type::made_of(instance_view).list(), "Product instances.", instances},
    {"tokens", Type::made_of(token_view).by_name("token"), "Registration tokens.", tokens},
    {"alerts", Type::made_of(alert_view).list(), "Alerts that stand.", alerts},
    {"event_log", Type::made_of(log_view).list(), "The event log, oldest first.", event_log},
    {"notices", Type::made_of(notice_view).list(), "Expiry notices sent.", notices},
    {"mails", Type::made_of(mail_view).list(), "Mails sent.", mails},
    {"smart_accounts", Type::made_of(smart_account_view).list(), "Smart accounts and their people.",
     smart_accounts},
    {"lots", Type::made_of(lot_view).list(), "Licences by lot, with their terms.", lots},
};

/// The same of a satellite: nothing in it is named by the plan but its tokens.
constexpr Field local_fields[] = {
    {"virtual_accounts", Type::made_of(account_view).by_name(),
     "Local virtual accounts with their licences, as account/name.", virtual_accounts},
    {"instance_count", Type::number(), "How many product instances there are.", instance_count},
    {"instances", Type::made_of(instance_view).list(), "Product instances.", instances},
    {"tokens", Type::made_of(token_view).by_name("token"), "Registration tokens.", tokens},
    {"alerts", Type::made_of(alert_view).list(), "Alerts that stand.", alerts},
    {"event_log", Type::made_of(log_view).list(), "The event log, oldest first.", event_log},
    {"lots", Type::made_of(lot_view).list(), "Licences by lot, with their terms.", lots},
};

}  // namespace

std::span<const Field> cssm_fields() {
  static const std::vector<Field> all = joined<Field>(
      {std::span<const Field>{fields}, cssm_satellite_fields(), cssm_external_fields()});
  return all;
}

std::span<const Field> local_authority_fields() { return local_fields; }

}  // namespace slsim
