// SPDX-License-Identifier: Apache-2.0
// A satellite: Smart Software Manager On-Prem. Products register with it as with the cloud; what it
// may give them it learns when it synchronizes, over the network or by files that somebody carries.
// A plain value. Its own authority judges by what it learned last; two hops lie between a purchase
// in the cloud and an answer to a product.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/http/message.h"
#include "sim/authority/authority.h"
#include "sim/kernel/context.h"
#include "sim/licensing/satellite_version.h"
#include "sim/satellite/local_account.h"
#include "sim/satellite/machines.h"

namespace slsim {

/// Due::kind of the satellite's timers: above those of its authority.
enum class SatelliteTimer : std::uint32_t {
  sync = 200,           ///< Of a local account: its schedule, or a retry.
  deadline,             ///< Of a local account: due, or the limit.
  started,              ///< The services are up again.
  registration_served,  ///< The oldest registration in flight.
  failover,             ///< The active machine has been silent for long.
};

struct SatelliteOptions {
  std::string name;  ///< SSM On-Prem Name, as the cloud lists it.
  std::string version = "8-202404";
  std::string uuid;
  HostId host{};                 ///< Of the machine that serves.
  std::string host_common_name;  ///< Of its certificate.
  NameId root{};                 ///< At which its certificate ends.
  std::optional<ProxyUse> proxy{};
  std::optional<HostId> standby{};  ///< The second machine, with high availability.
  std::vector<NameId> addresses{};  ///< What leads to whichever machine serves.
};

/// What a backup holds, and what an upgrade takes along.
struct SatelliteState {
  LicenseAuthority authority{};
  std::vector<LocalAccount> accounts;
  std::string version;
};

class Satellite {
 public:
  using Ticket = std::uint32_t;

  Satellite(SatelliteOptions options, const Settings& settings);

  void on_request(Context&, const RequestArrival&);
  void on_answer(Context&, const AnswerArrival&);
  void on_timer(Context&, std::uint32_t kind, std::uint64_t argument);

  // --- Local accounts: local_accounts.cc ---
  Result<void> request_account(Context&, By, const LocalAccountTerms&);
  /// By the system administrator; before it the account cannot be registered.
  Result<void> approve_account(Context&, By, std::string_view name);
  /// Over the network, with somebody's credentials. The end comes to take_result().
  Result<Ticket> register_account(Context&, std::string_view name, std::string_view user);
  Result<std::string> registration_file(Context&, std::string_view name);
  Result<void> load_authorization(Context&, std::string_view file);
  void accept(Context&, LocalAccount&, const SatelliteAuthorization&);

  // --- Synchronization: synchronization.cc, sync_files.cc ---
  /// Over the network; with credentials the network's credential is renewed.
  Result<Ticket> synchronize(Context&, std::string_view name, SyncScope, std::string_view user);
  Result<std::string> request_file(Context&, std::string_view name, SyncScope);
  Result<void> load_response(Context&, std::string_view file);
  Result<void> set_mode(Context&, std::string_view name, SyncMode);
  Result<void> set_schedule(Context&, std::string_view name, Duration every,
                            std::optional<Duration> at);
  /// Once: absent while it is under way; the problem that ended it, or a default one for none.
  [[nodiscard]] std::optional<Result<void>> take_result(Ticket ticket);
  /// Nobody will ask how it ended.
  void forget(Ticket ticket) { results_.erase(ticket); }

  // --- The machine: machine.cc ---
  /// Services are down for the setting satellite_start_time.
  void restart(Context&);
  Result<void> upgrade(Context&, std::string_view text);
  void set_host_common_name(Context&, std::string_view name);
  /// What CSSM learns of it at the next synchronization.
  void rename(Context&, std::string_view name);
  void set_proxy(std::optional<ProxyUse> proxy) { options_.proxy = std::move(proxy); }
  /// Keeps the present state under a name.
  Result<void> back_up(Context&, std::string_view name);
  /// Everything is as it was then; numbers that were given since are given again.
  Result<void> restore(Context&, std::string_view name);
  /// A new machine of the version `text` with what the backup `name` holds.
  Result<void> rebuild(Context&, std::string_view text, std::string_view name);

  // --- High availability: high_availability.cc ---
  /// The machine goes down. When it is the one that serves, the other takes over after the setting
  /// satellite_failover_time.
  Result<void> fail_machine(Context&, MachineRole);
  /// Whatever has failed is there again; of two, the other goes on serving.
  Result<void> repair_machine(Context&);
  /// The machines change places now.
  Result<void> fail_over(Context&);
  Result<void> set_up_high_availability(Context&);
  Result<void> take_down_high_availability(Context&);

  // --- Questions ---
  [[nodiscard]] LicenseAuthority& authority() { return state_.authority; }
  [[nodiscard]] const LicenseAuthority& authority() const { return state_.authority; }
  [[nodiscard]] const std::vector<LocalAccount>& accounts() const { return state_.accounts; }
  [[nodiscard]] LocalAccount* find_account(std::string_view name);
  [[nodiscard]] const LocalAccount* find_account(std::string_view name) const;
  /// Whether products may report by that path: it depends on the version.
  [[nodiscard]] Result<void> accepts_path(std::string_view path) const;
  [[nodiscard]] Result<void> accepts_registration(const RegisterRequest& request) const;
  [[nodiscard]] const SatelliteOptions& options() const { return options_; }
  [[nodiscard]] const std::string& version() const { return state_.version; }
  [[nodiscard]] bool serving(Instant now) const {
    return machines_.active_up && !stopped_ && now >= started_at_;
  }
  [[nodiscard]] const Machines& machines() const { return machines_; }
  /// Whether it gave up under too many registrations and waits for a restart.
  [[nodiscard]] bool stopped() const { return stopped_; }
  [[nodiscard]] std::size_t registrations_in_flight() const { return in_flight_.size(); }

  template <class Archive>
  void persist(Archive& archive) {
    archive(options_, machines_, state_, backups_, in_flight_, registrations_, started_at_,
            stopped_, next_ticket_, results_);
  }

 private:
  friend struct Blank;
  Satellite() = default;

  struct Waiting {
    std::uint64_t number = 0;
    ExchangeId exchange;
    RegisterRequest request;
    std::string from;
  };

  // Products: products.cc.
  void admit_later(Context&, const RequestArrival&);
  void serve_registration(Context&, std::uint64_t number);
  void fall_over(Context&);
  void drop_in_flight(Context&, const Problem& why);

  // High availability.
  void lose_active(Context&);
  void take_over(Context&);
  void on_failover_timer(Context&, std::uint64_t failure);
  void record_machine(Context&, Level, Word event, HostId machine) const;

  [[nodiscard]] const Settings& settings() const { return state_.authority.settings(); }
  [[nodiscard]] Result<LocalAccount*> account_for_sync(std::string_view name);
  [[nodiscard]] std::uint64_t index_of(const LocalAccount&) const;
  SyncRequest write_request(Context&, LocalAccount&, SyncScope, std::string_view user);
  void send_request(Context&, LocalAccount&, SyncScope, std::string_view user, Ticket);
  [[nodiscard]] ToldInstances tell(const LocalAccount&, SyncRequest&) const;
  void load(Context&, LocalAccount&, const SyncReply&);
  void sync_failed(Context&, LocalAccount&, const Problem&);
  void unregister(Context&, LocalAccount&, Word why);
  void plan_sync(Context&, LocalAccount&, bool retry);
  void plan_deadline(Context&, LocalAccount&);
  void at_deadline(Context&, LocalAccount&);
  void send(Context&, AgentRequest, std::uint32_t tag);
  void end_ticket(Ticket, Result<void>);
  void drop_pending(LocalAccount&, std::string why);
  void record(Context&, Word event, const LocalAccount&) const;
  void present_certificate(Context&) const;
  void take_on(Context&);
  void set_limits();

  SatelliteOptions options_;
  Machines machines_;
  SatelliteState state_;
  std::map<std::string, std::shared_ptr<const SatelliteState>, std::less<>> backups_;
  std::vector<Waiting> in_flight_;
  std::uint64_t registrations_ = 0;  ///< That have been taken in so far.
  Instant started_at_{};
  bool stopped_ = false;
  Ticket next_ticket_ = 1;
  std::map<Ticket, std::optional<Result<void>>> results_;
};

}  // namespace slsim
