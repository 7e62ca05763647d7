// SPDX-License-Identifier: Apache-2.0
// Who owns what at the portal: smart accounts (one a company), the virtual accounts within them,
// people with roles, and API clients. Values only; what may be done with them is
// LicenseAuthority's.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/agent/messages.h"
#include "core/journal/event.h"

namespace slsim {

struct SmartAccountId {
  std::uint32_t index = 0;
  auto operator<=>(const SmartAccountId&) const = default;
};

/// Never given twice: a deleted virtual account keeps its place.
struct VirtualAccountId {
  std::uint32_t index = 0;
  auto operator<=>(const VirtualAccountId&) const = default;
};

/// Who acts, as the event log names them. Empty: the system itself.
struct By {
  std::string_view user;
};

enum class AccountType : std::uint8_t { customer, holding };
[[nodiscard]] Word word(AccountType type);

/// Roles as the portal lists them; the same family exists for a smart account and for one virtual
/// account.
enum class Role : std::uint8_t {
  administrator,  ///< Everything.
  approver,       ///< Legal agreements only.
  user,           ///< Assets; neither virtual accounts nor people.
  viewer,         ///< Reads.
};
[[nodiscard]] Word word(Role role);

struct RoleGrant {
  Role role = Role::viewer;
  std::optional<VirtualAccountId> only;  ///< Absent: the whole smart account.
  bool operator==(const RoleGrant&) const = default;
};

/// What a role may be asked for.
enum class Right : std::uint8_t { read, manage_assets, manage_accounts, accept_agreements };

/// Mail that a person asked for. A lot is named in the mails from the day on which it enters
/// `warn_before`.
struct NotificationPreferences {
  bool daily_event_summary = false;
  bool status_notification = false;
  Duration warn_before = days(90);
  bool operator==(const NotificationPreferences&) const = default;
};

struct User {
  std::string name;
  std::vector<RoleGrant> grants{};
  NotificationPreferences notifications{};
  std::string password{};  ///< For the password grant; empty: none. Never printed nor journaled.
};

/// An application that calls the REST interface with its own credentials on behalf of a user.
struct OauthClient {
  std::string client_id;
  std::string secret;  ///< Never printed nor journaled.
  std::string owner;   ///< The user whose roles it has.
  bool revoked = false;
  bool subscribed = true;  ///< To the licensing API; without it tokens work and calls do not.
  bool native = false;     ///< Of the kind Native, which needs a user's credentials too.
  Instant usable_from{};   ///< Refused before, by the setting client_propagation.
};

struct SmartAccount {
  std::string domain;
  std::string name;
  AccountType type = AccountType::customer;
  std::vector<User> users{};
  std::vector<OauthClient> clients{};
  bool agreement_pending = false;  ///< A licence agreement that nobody has accepted yet.
};

[[nodiscard]] const User* find_user(const SmartAccount& account, std::string_view name);
/// Whether `user` has `right`, over the whole account or, if given, over the virtual account
/// `where`.
[[nodiscard]] bool may(const User& user, Right right, std::optional<VirtualAccountId> where = {});

}  // namespace slsim
