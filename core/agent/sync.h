// SPDX-License-Identifier: Apache-2.0
// What a satellite and the licence server in the cloud tell each other, as values: once to register
// a local account, then at each synchronization. The same values travel over the network and in
// files that somebody carries; only a file has bytes (core/agent/sync_file.h). The vendor's formats
// are not public: these are ours.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/agent/license.h"
#include "core/agent/udi.h"
#include "core/journal/word.h"
#include "core/time/instant.h"

namespace slsim {

/// partial: what changed since the answer that was loaded last. full: everything.
enum class SyncScope : std::uint8_t { full, partial };
[[nodiscard]] Word word(SyncScope scope);

/// Licences that the virtual account in the cloud owns, with their terms.
struct Entitlement {
  License license = License::UCM_CUWL;
  std::uint8_t kind = 0;  ///< LotKind of the licensing rules.
  std::int64_t quantity = 0;
  Instant start;
  Instant end = never;
  std::string subscription;
  std::uint8_t source = 0;   ///< LotSource.
  std::uint8_t release = 0;  ///< 0: version independent; else one more than TagRelease.
  bool operator==(const Entitlement&) const = default;
};

/// A product instance as the satellite has it. It never gives a number twice.
struct SyncInstance {
  std::uint64_t number = 0;
  Udi udi;
  std::string host_name;  ///< Empty: not shared.
  Product product = Product::cucm;
  std::string version;
  Instant registered;
  Instant last_contact;
  bool export_control_allowed = false;
  Counts demand;
  bool operator==(const SyncInstance&) const = default;
};

/// A registration token that is active at the satellite: the cloud lists it and gives none out.
struct SyncToken {
  std::string description;
  Instant expires;
  bool export_control_allowed = false;
  bool operator==(const SyncToken&) const = default;
};

/// From a satellite that wants a local account to be one virtual account in the cloud. In a file it
/// is the registration file.
struct SatelliteRegistration {
  std::string satellite;  ///< Its name.
  std::string uuid;       ///< Of the installation: a rebuilt one has another.
  std::string version;
  std::string local_account;
  std::string email;
  std::string smart_account;    ///< By its domain.
  std::string virtual_account;  ///< In it.
  bool create = false;          ///< The virtual account is made if it is not there.
  std::string user;             ///< Whose credentials are shown; empty in a file.
  Instant written;
  bool operator==(const SatelliteRegistration&) const = default;
};

/// Its answer; in a file the authorization file.
struct SatelliteAuthorization {
  std::string satellite;
  std::string uuid;
  std::string local_account;
  std::uint64_t registration = 0;  ///< Number of it; 0 is none.
  std::string key;                 ///< By which both sides sign from now on. Never journaled.
  std::string smart_account;       ///< By its name.
  std::string virtual_account;
  Instant credential_ends;  ///< From when on the network asks for credentials again.
  Instant answered;
  Instant due;  ///< Until when to synchronize.
  std::vector<Entitlement> entitlements;
  bool operator==(const SatelliteAuthorization&) const = default;
};

struct SyncRequest {
  std::uint64_t registration = 0;
  std::uint64_t number = 0;  ///< Grows with each request of the registration.
  std::uint64_t base = 0;    ///< Number of the answer that was loaded last; 0: none.
  SyncScope scope = SyncScope::full;
  Instant written;
  std::string satellite;
  std::string local_account;
  std::string version;
  std::string user;  ///< Whose credentials are shown to renew the network's; else empty.
  std::vector<SyncInstance> instances;
  std::vector<std::uint64_t> gone;  ///< Numbers of those that were told before and are no more.
  std::vector<SyncToken> tokens;
  bool operator==(const SyncRequest&) const = default;
};

struct SyncReply {
  std::uint64_t registration = 0;
  std::uint64_t number = 0;   ///< Grows with each answer.
  std::uint64_t request = 0;  ///< Number of the request that it answers.
  std::string satellite;
  std::string local_account;
  std::string smart_account;  ///< Both by their present names.
  std::string virtual_account;
  Instant answered;
  Instant due;
  Instant credential_ends;
  bool all_entitlements = true;  ///< Else nothing changed, and the list is empty.
  std::vector<Entitlement> entitlements;
  std::vector<std::uint64_t> removed;  ///< Instances that the cloud no longer has.
  bool operator==(const SyncReply&) const = default;
};

}  // namespace slsim
