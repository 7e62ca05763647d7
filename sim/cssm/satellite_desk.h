// SPDX-License-Identifier: Apache-2.0
// CSSM's Satellites page: who registered which virtual account, what each reported last and when it
// has to report again. A plain value beside the accounts, which it changes by what satellites say.
//
// Everything that a satellite sends is taken whole or refused whole. What came is ordered by when
// it was written, then by its number: what is not later than the last is a replay or stale.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/agent/sync.h"
#include "core/result/problem.h"
#include "sim/authority/authority.h"

namespace slsim {

/// Due::kind of the desk's timers: above those of the accounts.
enum class DeskTimer : std::uint32_t {
  deadline = 100,       ///< Of a registration: one of its instants has come.
  authorization_ready,  ///< Of a registration by file.
};

struct SatelliteRecord {
  std::uint64_t registration = 0;
  std::string satellite;
  std::string shown;  ///< What the satellite called itself last: another name than that renames it.
  std::string uuid;
  std::string version;
  std::string local_account;
  SmartAccountId smart_account;
  VirtualAccountId account;
  std::string key;  ///< Never printed nor journaled.
  Instant registered;
  Instant asked;            ///< When its registration was written, by the satellite's clock.
  Instant last_sync;        ///< When the last request was accepted; at first the registration.
  Instant credential_ends;  ///< Of the network; `registered` when it never was shown any.
  Duration sync_every{};    ///< What CSSM asks of this one.
  Instant last_written;     ///< Of the last request, with its number.
  std::uint64_t last_number = 0;
  std::uint64_t answers = 0;
  bool authorization_ready = true;  ///< Its authorization file can be fetched.
  bool removed = false;
  std::vector<Lot> told;          ///< What the last answer said is owned.
  MirrorIndex instances;          ///< By the satellite's numbers.
  std::vector<SyncToken> tokens;  ///< As it reported them.
  TimerId timer{};

  [[nodiscard]] bool later_than_last(const SyncRequest& request) const {
    return request.written > last_written ||
           (request.written == last_written && request.number > last_number);
  }
};

class SatelliteDesk {
 public:
  // --- What satellites ask, by network ---
  Result<SatelliteAuthorization> enroll(LicenseAuthority&, Context&, const SatelliteRegistration&);
  /// The same without credentials: for a world that begins with it.
  Result<SatelliteAuthorization> install(LicenseAuthority&, Context&, const SatelliteRegistration&);
  Result<SyncReply> synchronize(LicenseAuthority&, Context&, const SyncRequest&);

  // --- What people do at the portal ---
  /// Takes a registration file. Its authorization file is ready at once or after the setting
  /// satellite_authorization_delay, of which an alert tells.
  Result<std::uint64_t> add_satellite(LicenseAuthority&, Context&, By, std::string_view file);
  /// The authorization file of a satellite's local account `name`; it ends the alert.
  Result<std::string> authorization_file(LicenseAuthority&, Context&, std::string_view satellite,
                                         std::string_view name);
  /// Takes a request file and gives the response file.
  Result<std::string> exchange_files(LicenseAuthority&, Context&, std::string_view file);
  /// How often it has to synchronize, from its last time on.
  Result<void> set_schedule(LicenseAuthority&, Context&, By, std::string_view satellite, Duration);
  Result<void> rename_satellite(LicenseAuthority&, Context&, By, std::string_view from,
                                std::string_view to);
  /// With all its registrations: its virtual accounts are CSSM's own again and empty of instances.
  Result<void> remove_satellite(LicenseAuthority&, Context&, By, SmartAccountId,
                                std::string_view satellite);

  void on_timer(LicenseAuthority&, Context&, DeskTimer, std::uint64_t registration);

  [[nodiscard]] const std::vector<SatelliteRecord>& records() const { return records_; }

  template <class Archive>
  void persist(Archive& archive) {
    archive(records_);
  }

 private:
  /// Whether whoever shows credentials may speak for the account.
  [[nodiscard]] static Result<void> check_user(const LicenseAuthority&, SmartAccountId,
                                               std::string_view name);
  [[nodiscard]] static AlertKey alert_of(AlertKind, const SatelliteRecord&);
  [[nodiscard]] SatelliteRecord* find(std::uint64_t registration);
  /// Of any local account when that has no name.
  [[nodiscard]] SatelliteRecord* find(std::string_view satellite, std::string_view name);
  Result<VirtualAccountId> account_for(LicenseAuthority&, Context&, SmartAccountId,
                                       const SatelliteRegistration&) const;
  Result<SatelliteRecord*> enter(LicenseAuthority&, Context&, By, const SatelliteRegistration&);
  [[nodiscard]] SatelliteAuthorization authorization(LicenseAuthority&, Context&, SatelliteRecord&);
  void take_name(LicenseAuthority&, Context&, By, SatelliteRecord&, std::string_view shown);
  Result<SyncReply> take(LicenseAuthority&, Context&, SatelliteRecord&, const SyncRequest&);
  SyncReply reply_to(LicenseAuthority&, Context&, SatelliteRecord&, const SyncRequest&,
                     std::vector<std::uint64_t> removed);
  void plan(const LicenseAuthority&, Context&, SatelliteRecord&);
  void at_deadline(LicenseAuthority&, Context&, SatelliteRecord&);
  void end(LicenseAuthority&, Context&, SatelliteRecord&);
  void clear_alerts(LicenseAuthority&, Context&, const SatelliteRecord&) const;

  std::vector<SatelliteRecord> records_;  ///< By registration number, from 1 on.
};

}  // namespace slsim
