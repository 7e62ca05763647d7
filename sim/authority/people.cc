// SPDX-License-Identifier: Apache-2.0
// People, their roles and API clients, agreements, and the mail that people asked for.
#include <algorithm>

#include "core/time/text.h"
#include "sim/authority/authority.h"
#include "sim/licensing/catalog.h"

namespace slsim {
namespace {

constexpr Duration mail_period = days(1);

tl::unexpected<Problem> no_user(std::string_view name) {
  return refuse(ProblemCode::not_found, "There is no user " + std::string{name} + ".");
}

bool wants_mail(const User& user) {
  return user.notifications.daily_event_summary || user.notifications.status_notification;
}

}  // namespace

User* LicenseAuthority::user_of(SmartAccountId id, std::string_view name) {
  std::vector<User>& users = state_.at(id).users;
  const auto found = std::ranges::find(users, name, &User::name);
  return found == users.end() ? nullptr : &*found;
}

Result<void> LicenseAuthority::add_user(Context& context, By by, SmartAccountId id,
                                        std::string_view name) {
  if (Result<void> there = require(id); !there) return there;
  if (name.empty()) return refuse(ProblemCode::invalid_argument, "A user needs a name.");
  if (user_of(id, name) != nullptr) {
    return refuse(ProblemCode::already_exists, "There is a user " + std::string{name} + ".");
  }
  state_.at(id).users.push_back({.name = std::string{name}});
  context.record(Level::change, "user_added"_w, {{"user"_w, context.intern(name)}});
  log(context, by, id, std::nullopt, LogCategory::user_changed,
      "User " + std::string{name} + " was added.");
  return {};
}

Result<void> LicenseAuthority::grant_role(Context& context, By by, SmartAccountId id,
                                          std::string_view name, RoleGrant grant) {
  if (Result<void> there = require(id); !there) return there;
  User* user = user_of(id, name);
  if (user == nullptr) return no_user(name);
  if (grant.only) {
    if (Result<void> there = require(*grant.only); !there) return there;
  }
  if (std::ranges::find(user->grants, grant) != user->grants.end()) return {};
  user->grants.push_back(grant);
  context.record(Level::change, "role_granted"_w,
                 {{"user"_w, context.intern(name)}, {"role"_w, word(grant.role)}});
  log(context, by, id, grant.only, LogCategory::user_changed,
      "User " + user->name + " became " + std::string{word(grant.role).text()} + ".");
  return {};
}

Result<void> LicenseAuthority::revoke_role(Context& context, By by, SmartAccountId id,
                                           std::string_view name, RoleGrant grant) {
  if (Result<void> there = require(id); !there) return there;
  User* user = user_of(id, name);
  if (user == nullptr) return no_user(name);
  if (std::erase(user->grants, grant) == 0) {
    return refuse(ProblemCode::not_found, "User " + user->name + " does not have that role.");
  }
  context.record(Level::change, "role_revoked"_w,
                 {{"user"_w, context.intern(name)}, {"role"_w, word(grant.role)}});
  log(context, by, id, grant.only, LogCategory::user_changed,
      "User " + user->name + " is no longer " + std::string{word(grant.role).text()} + ".");
  return {};
}

Result<void> LicenseAuthority::add_client(Context& context, By by, SmartAccountId id,
                                          const OauthClient& client) {
  if (Result<void> there = require(id); !there) return there;
  if (client.client_id.empty() || client.secret.empty()) {
    return refuse(ProblemCode::invalid_argument, "An API client needs an id and a secret.");
  }
  if (user_of(id, client.owner) == nullptr) return no_user(client.owner);
  for (const SmartAccount& account : state_.smart_accounts) {
    if (std::ranges::find(account.clients, client.client_id, &OauthClient::client_id) ==
        account.clients.end()) {
      continue;
    }
    return refuse(ProblemCode::already_exists, "There is a client " + client.client_id + ".");
  }
  state_.at(id).clients.push_back(client);
  state_.at(id).clients.back().usable_from =
      context.now() + settings().duration(Setting::client_propagation);
  context.record(Level::change, "client_added"_w, {{"client"_w, context.intern(client.client_id)}});
  log(context, by, id, std::nullopt, LogCategory::user_changed,
      "API client " + client.client_id + " was added.");
  return {};
}

Result<void> LicenseAuthority::revoke_client(Context& context, By by, SmartAccountId id,
                                             std::string_view client_id) {
  if (Result<void> there = require(id); !there) return there;
  std::vector<OauthClient>& clients = state_.at(id).clients;
  const auto found = std::ranges::find(clients, client_id, &OauthClient::client_id);
  if (found == clients.end() || found->revoked) {
    return refuse(ProblemCode::not_found, "There is no client " + std::string{client_id} + ".");
  }
  found->revoked = true;
  context.record(Level::change, "client_revoked"_w, {{"client"_w, context.intern(client_id)}});
  log(context, by, id, std::nullopt, LogCategory::user_changed,
      "API client " + std::string{client_id} + " was revoked.");
  return {};
}

Result<void> LicenseAuthority::rotate_secret(Context& context, By by, SmartAccountId id,
                                             std::string_view client_id, std::string_view secret) {
  if (Result<void> there = require(id); !there) return there;
  std::vector<OauthClient>& clients = state_.at(id).clients;
  const auto found = std::ranges::find(clients, client_id, &OauthClient::client_id);
  if (found == clients.end() || found->revoked) {
    return refuse(ProblemCode::not_found, "There is no client " + std::string{client_id} + ".");
  }
  if (secret.empty()) return refuse(ProblemCode::invalid_argument, "A secret is not empty.");
  found->secret = secret;
  context.record(Level::change, "secret_rotated"_w, {{"client"_w, context.intern(client_id)}});
  log(context, by, id, std::nullopt, LogCategory::user_changed,
      "The secret of API client " + std::string{client_id} + " was changed.");
  return {};
}

Result<void> LicenseAuthority::set_password(Context& context, By by, SmartAccountId id,
                                            std::string_view name, std::string_view password) {
  if (Result<void> there = require(id); !there) return there;
  User* user = user_of(id, name);
  if (user == nullptr) return no_user(name);
  user->password = password;
  log(context, by, id, std::nullopt, LogCategory::user_changed,
      "User " + user->name + " changed the password.");
  return {};
}

Result<void> LicenseAuthority::publish_agreement(Context& context, SmartAccountId id) {
  if (Result<void> there = require(id); !there) return there;
  if (state_.at(id).agreement_pending) {
    return refuse(ProblemCode::already_exists, "An agreement waits to be accepted already.");
  }
  state_.at(id).agreement_pending = true;
  context.record(Level::change, "agreement_published"_w,
                 {{"smart_account"_w, context.intern(state_.at(id).domain)}});
  for (const AlertKind kind : {AlertKind::updated_agreement, AlertKind::agreement_pending}) {
    raise_alert(context, {kind, id}, state_.at(id).name);
  }
  return {};
}

Result<void> LicenseAuthority::accept_agreement(Context& context, By by, SmartAccountId id) {
  if (Result<void> there = require(id); !there) return there;
  if (!state_.at(id).agreement_pending) {
    return refuse(ProblemCode::not_found, "No agreement waits to be accepted.");
  }
  state_.at(id).agreement_pending = false;
  context.record(Level::change, "agreement_accepted"_w,
                 {{"smart_account"_w, context.intern(state_.at(id).domain)}});
  for (const AlertKind kind : {AlertKind::updated_agreement, AlertKind::agreement_pending}) {
    clear_alert(context, {kind, id});
  }
  log(context, by, id, std::nullopt, LogCategory::agreement_accepted,
      "The license agreement was accepted.");
  return {};
}

Result<void> LicenseAuthority::set_notifications(Context& context, By by, SmartAccountId id,
                                                 std::string_view name,
                                                 const NotificationPreferences& preferences) {
  if (Result<void> there = require(id); !there) return there;
  User* user = user_of(id, name);
  if (user == nullptr) return no_user(name);
  user->notifications = preferences;
  log(context, by, id, std::nullopt, LogCategory::user_changed,
      "User " + user->name + " changed the notification preferences.");
  if (state_.mail_planned || !wants_mail(*user)) return {};
  state_.mail_planned = true;
  state_.mailed_log = state_.log.size();
  context.schedule(context.now() + mail_period,
                   static_cast<std::uint32_t>(AuthorityTimer::daily_mail));
  return {};
}

void LicenseAuthority::send_daily_mail(Context& context) {
  state_.mail_planned = false;
  for (std::uint32_t i = 0; i < state_.smart_accounts.size(); ++i) {
    for (const User& user : state_.smart_accounts[i].users) {
      if (!wants_mail(user)) continue;
      state_.mail_planned = true;
      std::string body = mail_body({i}, user.notifications, context.now());
      if (body.empty()) continue;
      context.record(Level::change, "mail"_w, {{"to"_w, context.intern(user.name)}});
      state_.outbox.push_back(
          {context.now(), user.name, "Smart Software Manager notification", std::move(body)});
    }
  }
  state_.mailed_log = state_.log.size();
  if (!state_.mail_planned) return;
  context.schedule(context.now() + mail_period,
                   static_cast<std::uint32_t>(AuthorityTimer::daily_mail));
}

std::string LicenseAuthority::mail_body(SmartAccountId id,
                                        const NotificationPreferences& preferences,
                                        Instant now) const {
  std::string body;
  if (preferences.daily_event_summary) {
    for (std::size_t i = state_.mailed_log; i < state_.log.size(); ++i) {
      const LogEntry& entry = state_.log[i];
      if (entry.smart_account == id) body += print(entry.at) + " " + entry.message + "\n";
    }
  }
  if (!preferences.status_notification) return body;
  for (const VirtualAccountId account : virtual_accounts(id)) {
    for (const Lot& lot : state_.at(account).ledger.lots) {
      const bool soon = lot.end != never && lot.end - now <= preferences.warn_before;
      if (!lot.live(now) || !soon || lot.quantity == 0) continue;
      body += state_.at(account).name + ": " + std::to_string(lot.quantity) + " \"" +
              std::string{info(lot.license).display_name} + "\" licenses end at " + print(lot.end) +
              "\n";
    }
  }
  return body;
}

}  // namespace slsim
