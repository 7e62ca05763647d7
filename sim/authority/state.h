// SPDX-License-Identifier: Apache-2.0
// All that a CSSM remembers, as one value: copying it copies the service. LicenseAuthority alone
// changes it; everybody may read it, and tests of invariants damage copies of it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/journal/event.h"
#include "core/settings/settings.h"
#include "sim/authority/accounts.h"
#include "sim/authority/alerts.h"
#include "sim/authority/event_log.h"
#include "sim/authority/instances.h"
#include "sim/authority/ledger.h"
#include "sim/authority/reservations.h"
#include "sim/authority/rest/state.h"
#include "sim/authority/tokens.h"
#include "sim/kernel/timeline.h"

namespace slsim {

/// Due::kind of CSSM's own timers.
enum class AuthorityTimer : std::uint32_t {
  lot_boundary,         ///< Of a virtual account: a lot starts or ends.
  expiry_notice,        ///< Of a lot.
  token_expiry,         ///< Of a token.
  authorization_lapse,  ///< Of an instance, if lapsing frees licences.
  certificate_expiry,   ///< Of an instance, if expiry removes it.
  instance_check,
  daily_mail,
};

/// Who sees a virtual account when ordering: `commerceAccessLevel` of the interface.
enum class AccessLevel : std::uint8_t { public_access, private_access };
[[nodiscard]] Word word(AccessLevel level);

/// Licences that allow export-controlled functions to those whose account may not have them freely.
struct RestrictedLicenses {
  std::int64_t owned = 0;
  std::int64_t in_use = 0;  ///< One for each instance that holds one.
};

struct VirtualAccount {
  std::string name;
  std::string description;
  SmartAccountId smart_account;
  AccessLevel access = AccessLevel::public_access;
  bool is_default = false;
  bool deleted = false;
  std::string satellite;    ///< Whose it is; empty: CSSM's own.
  NameId label;             ///< Its name in the journal.
  std::uint32_t names = 0;  ///< Number of its present names; another one after each renaming.
  bool suspended = false;   ///< Neither tokens nor answers to products: nobody vouches for it.
  Ledger ledger{};
  RestrictedLicenses restricted{};
  TimerId boundary{};         ///< Of the next start or end of a lot.
  std::uint64_t changed = 0;  ///< AuthorityState::generation when its sums last changed.
};

struct LotId {
  VirtualAccountId account;
  std::uint32_t position = 0;
  auto operator<=>(const LotId&) const = default;
};

/// Ids as the arguments of timers and the subjects of alerts; never 0.
[[nodiscard]] constexpr std::uint64_t pack(InstanceId id) {
  return std::uint64_t{id.generation} << 32U | id.slot;
}
[[nodiscard]] constexpr InstanceId unpack_instance(std::uint64_t bits) {
  return {static_cast<std::uint32_t>(bits), static_cast<std::uint32_t>(bits >> 32U)};
}
[[nodiscard]] constexpr std::uint64_t pack(LotId id) {
  return (std::uint64_t{id.account.index} + 1) << 32U | id.position;
}
[[nodiscard]] constexpr LotId unpack_lot(std::uint64_t bits) {
  return {{static_cast<std::uint32_t>(bits >> 32U) - 1}, static_cast<std::uint32_t>(bits)};
}

/// A warning that went out before a lot's end.
struct ExpiryNotice {
  Instant at;
  LotId lot;
  License license = License::UCM_CUWL;
  std::int64_t quantity = 0;
  Duration mark{};  ///< Which of the settings expiry_notice_1 to _7.
  Instant ends;
};

struct Mail {
  Instant at;
  std::string to;
  std::string subject;
  std::string body;
};

/// A line of an order that gave the right to use something and no licence: CSSM never lists it.
struct RightToUse {
  Instant at;
  SmartAccountId smart_account;
  std::string order;
  std::string product;
  std::int64_t quantity = 0;
};

/// What an authority of a lesser version or size cannot do.
struct AuthorityLimits {
  bool export_control = true;       ///< Whether its tokens may allow it.
  std::int64_t most_instances = 0;  ///< 0: any number.
};

struct AuthorityState {
  Settings settings;
  std::vector<SmartAccount> smart_accounts;
  std::vector<VirtualAccount> virtual_accounts;
  Tokens tokens;
  Instances instances;
  Alerts alerts;
  EventLog log;
  std::vector<ExpiryNotice> notices;
  std::vector<Mail> outbox;
  std::vector<RightToUse> rights_to_use;
  RestState rest;
  RestSurface surface = RestSurface::cssm;
  AuthorityLimits limits;
  /// When rows of others were dropped here, by pack(InstanceId): until the other knows.
  std::map<std::uint64_t, Instant> mirrored_removed;

  std::map<std::uint64_t, Reservation> reservations;  ///< By pack(InstanceId).
  std::uint64_t reservations_issued = 0;              ///< Codes, so far.

  std::uint32_t names_given = 0;  ///< Last number of VirtualAccount::names.
  std::uint64_t generation = 0;   ///< Moves whenever a sum, a lot, a token or an instance does.
  bool checks_planned = false;    ///< The daily look at instances is on its way;
  bool mail_planned = false;      ///< likewise the daily mail.
  std::size_t mailed_log = 0;     ///< How much of the log the daily mails have told.

  [[nodiscard]] const SmartAccount& at(SmartAccountId id) const { return smart_accounts[id.index]; }
  [[nodiscard]] SmartAccount& at(SmartAccountId id) { return smart_accounts[id.index]; }
  [[nodiscard]] const VirtualAccount& at(VirtualAccountId id) const {
    return virtual_accounts[id.index];
  }
  [[nodiscard]] VirtualAccount& at(VirtualAccountId id) { return virtual_accounts[id.index]; }
};

}  // namespace slsim
