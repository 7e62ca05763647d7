// SPDX-License-Identifier: Apache-2.0
// One UC application with its nodes: the publisher, on which the smart agent runs, and subscribers,
// which are refused. A plain value: every call is handed its Context.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/settings/settings.h"
#include "core/time/text.h"
#include "sim/kernel/node_clock.h"
#include "sim/ucapps/agent.h"
#include "sim/ucapps/soap.h"
#include "sim/ucapps/standing.h"

namespace slsim {

struct Estate;
struct Backup;
struct BackupLicensing;
struct Migration;
struct Rebuild;
struct Upgrade;

/// What a cluster is when its scenario begins.
struct ClusterOptions {
  Counts counts;  ///< Of licences of the mode; those left out are added with zero.
  NodeClock clock;
  HostId publisher;
  NameId roots;  ///< Name of the host from which it fetches missing roots.
  Product product = Product::cucm;
  LicenseMode mode = LicenseMode::enterprise;
  bool installed = true;  ///< Whether it is there from the beginning.
  bool share_host_name = true;
  bool mixed_mode = false;  ///< Whether it encrypts; Unity Connection calls it encryption.
  Transport transport;      ///< To whom the product reports, and by which way.
  std::string name;
  std::string version = "12.5";
  std::shared_ptr<const Estate> estate;  ///< From which counts follow; null: they are given.
  Udi udi;
  Zone zone;  ///< In which the product's texts show the time.
  std::vector<std::string> subscribers;
  std::vector<std::string> packages;            ///< Installed, whatever good they do.
  BasicLogin admin{"admin", "admin"};           ///< Of the application's administrator.
  BasicLogin platform{"platform", "platform"};  ///< Of the operating system's.
  int platform_privilege = 4;                   ///< Of that one, at the command line.
};

class Cluster {
 public:
  using Ticket = SmartAgent::Ticket;
  /// Why a node does nothing, if so.
  enum class Condition : std::uint8_t {
    running,
    powered_off,
    suspended,
    service_stopped,
    not_installed
  };
  /// The node through which an administrator works.
  enum class Via : std::uint8_t { publisher, subscriber };
  enum class Change : std::uint8_t { addition, deletion };

  Cluster(ClusterOptions options, std::shared_ptr<const Settings> settings);

  /// The first moment of its life: licences that are configured count from now. One that is not
  /// installed yet waits for set_up().
  void install(Context& context);
  void on_timer(Context& context, std::uint32_t kind);
  void on_answer(Context& context, const AnswerArrival& arrival);

  // Operations of the agent. A ticket is what take_result() is asked for later.
  Result<Ticket> register_product(Context& context, std::string token, bool force);
  Result<Ticket> deregister(Context& context);
  Result<Ticket> renew_authorization(Context& context);
  Result<Ticket> renew_registration(Context& context);
  /// Counts anew and reports at once, if it is registered.
  Result<Ticket> update_usage(Context& context);
  /// How an operation ended.
  struct Finished {
    Ticket ticket{};
    std::optional<Problem> problem{};  ///< Absent: it succeeded.
    bool orphan_left = false;          ///< It let go, and the authority has not heard of it.
  };
  /// Once; absent while it goes on.
  std::optional<Finished> take_result(Ticket ticket);

  /// A call over HTTP that is answered when an operation has ended.
  struct WaitingCall {
    Ticket ticket;
    ExchangeId exchange;
    std::string operation;
    std::string dialect;  ///< Schema or media type in which it was asked.
  };
  [[nodiscard]] std::vector<WaitingCall>& waiting_calls() { return waiting_calls_; }

  /// A login to the administration pages.
  struct WebSession {
    std::string cookie;
    Instant used;
  };
  [[nodiscard]] std::vector<WebSession>& web_sessions() { return web_sessions_; }

  /// What the command line has to remember.
  struct Terminal {
    struct Line {
      Ticket ticket;
      Operation operation;
    };
    std::vector<Line> waiting;  ///< For the ends of these operations.
    std::string printed;        ///< By the last line that was typed.
  };
  [[nodiscard]] Terminal& terminal() { return terminal_; }
  [[nodiscard]] const Terminal& terminal() const { return terminal_; }

  // License reservation (cluster_reservation.cc): codes that an administrator carries.
  Result<void> enable_reservation(Context& context);
  Result<void> disable_reservation(Context& context);
  /// The request code.
  Result<std::string> request_reservation(Context& context);
  Result<void> cancel_reservation(Context& context);
  /// The confirmation code of a change; empty for a first reservation.
  Result<std::string> install_authorization(Context& context, std::string_view code);
  /// The return code; nothing is reserved any more.
  Result<std::string> return_reservation(Context& context);
  /// The return code of an authorization code that was never installed.
  Result<std::string> return_authorization(Context& context, std::string_view code);
  /// A remark on a universal reservation.
  Result<void> set_license_count(Context& context, std::int64_t count);

  // The way to the authority.
  /// Refused while the product is registered.
  Result<void> set_transport(Context& context, Transport transport);
  Result<void> trust(Context& context, NameId root);
  Result<void> distrust(Context& context, NameId root);
  /// Installed is one thing; which roots it brings is another.
  Result<void> install_package(Context& context, std::string package,
                               std::span<const NameId> roots);

  // Licences that the configuration needs.
  Result<void> use(Context& context, const Counts& counts);
  /// `more` users or devices of one licence (or of none); refused when provisioning has ended.
  Result<void> provision(Context& context, std::optional<License> license, std::int32_t more,
                         Via via = Via::publisher);
  Result<void> remove(Context& context, std::optional<License> license, std::int32_t fewer,
                      Via via = Via::publisher);
  /// The users and devices from now on, from which the licences follow; refused as those two are,
  /// and where licences are given directly.
  Result<void> configure(Context& context, Estate to, Change change, Via via = Via::publisher);
  /// Whether an administrator may now; the refusal otherwise.
  [[nodiscard]] Result<void> may_change(Instant true_now, Change change, Via via) const;

  // The box.
  Result<void> power_off(Context& context) { return halt(context, Condition::powered_off); }
  Result<void> power_on(Context& context) { return resume(context, Condition::powered_off); }
  Result<void> suspend(Context& context) { return halt(context, Condition::suspended); }
  Result<void> wake(Context& context) { return resume(context, Condition::suspended); }
  Result<void> stop_service(Context& context) { return halt(context, Condition::service_stopped); }
  Result<void> start_service(Context& context) {
    return resume(context, Condition::service_stopped);
  }
  /// Away for `how_long`, then back by itself.
  Result<void> reboot(Context& context, Duration how_long);
  /// The same behind everything that is due now, for as long as the setting has it.
  void restart_soon(Context& context);
  /// In force from the next start on; the same users then need the licences of that mode.
  Result<void> set_mode(Context& context, LicenseMode mode);

  // Its life (cluster_life.cc). Most of it leaves the box away for a while, and back by itself.
  /// A box that was not installed before, of that release unless the text is empty.
  Result<void> set_up(Context& context, std::string version);
  Result<void> upgrade(Context& context, const Upgrade& to);
  Result<void> migrate(Context& context, const Migration& to);
  /// A fresh installation on the same host, whatever state the box is in.
  Result<void> rebuild(Context& context, const Rebuild& as);
  /// Keeps a backup under a name; a later one of that name takes its place.
  Result<void> back_up(Context& context, std::string name);
  [[nodiscard]] std::shared_ptr<const Backup> find_backup(std::string_view name) const;
  Result<void> restore(Context& context, const Backup& backup, Duration away);
  /// To the release that ran before the last upgrade or switch, with what was configured then.
  Result<void> switch_version(Context& context, Duration away);
  /// Empty when there is none.
  [[nodiscard]] std::string_view inactive_version() const;
  /// A box that was not installed before becomes a copy of another, identity and all.
  Result<void> become_clone_of(Context& context, const Cluster& original);
  /// Another device identity: to the authority another device.
  Result<void> reset_udi(Context& context);
  /// Later migrations carry the licence state, whatever the release.
  void carry_licensing() { carries_licensing_ = true; }

  void step_clock(Context& context, Duration by);
  void set_clock_offset(Context& context, Duration offset);
  void set_clock_drift(Context& context, std::int32_t parts_per_million);
  /// Forgets the registration, not the evaluation that was used (CLI reference: `license smart
  /// factory reset`).
  Result<void> factory_reset(Context& context);
  void set_share_host_name(Context& context, bool share);
  void rename(Context& context, std::string host_name);
  /// On only with export-controlled functionality, if the setting has it so.
  Result<void> set_encryption(Context& context, bool encrypts);
  /// Emergency Responder's Cisco Phone Tracking Engine; not started while licences forbid it.
  Result<void> start_tracking(Context& context);
  Result<void> stop_tracking(Context& context);
  /// A SIP trunk that encrypts; refused without export-controlled functionality.
  Result<void> add_secure_trunk(Context& context);
  void set(Context& context, Setting setting, std::int64_t value);

  // What can be seen of it.
  [[nodiscard]] const ClusterOptions& options() const { return options_; }
  [[nodiscard]] const std::string& host_name() const { return host_name_; }
  [[nodiscard]] const Settings& settings() const { return *settings_; }
  [[nodiscard]] const SmartAgent& agent() const { return agent_; }
  [[nodiscard]] const Counts& counts() const { return options_.counts; }
  /// Those that the product in its mode and version knows, in its order of listing.
  [[nodiscard]] std::span<const License> reported_licenses() const;
  [[nodiscard]] const Evaluation& evaluation() const { return evaluation_; }
  [[nodiscard]] Condition condition() const { return condition_; }
  /// Whether an administrator can reach the box; its refusal otherwise.
  [[nodiscard]] Result<void> reachable() const;
  /// Whether its release knows Smart Licensing.
  [[nodiscard]] bool smart() const { return smart_; }
  /// Null: license reservation is not enabled.
  [[nodiscard]] const ProductReservation* reservation() const { return reservation_.get(); }
  [[nodiscard]] EntitlementStatus entitlement(const Counts::Entry& entry, Instant true_now) const {
    return entitlement_status(facts(true_now), standing_, entry);
  }
  /// Whether its token or reservation allowed what is export-controlled, and that holds.
  [[nodiscard]] bool export_allowed() const;
  /// Whether Emergency Responder's Cisco Phone Tracking Engine runs.
  [[nodiscard]] bool tracks_phones() const;
  /// Since when the publisher is down; `never` while it is up.
  [[nodiscard]] Instant down_since() const { return down_since_; }
  /// As last settled.
  [[nodiscard]] const Standing& standing() const { return standing_; }
  /// As it would be settled now; the same unless something is overdue.
  [[nodiscard]] Standing judged(Instant true_now) const { return judge(facts(true_now)); }
  [[nodiscard]] Duration evaluation_left(Instant true_now) const;
  [[nodiscard]] Duration overage_spent(Instant true_now) const;
  [[nodiscard]] Duration overage_left(Instant true_now) const;
  [[nodiscard]] Instant wall(Instant true_now) const { return options_.clock.wall(true_now); }
  /// A moment of the agent's (uptime) as the box would write it now.
  [[nodiscard]] Instant shown(Instant uptime, Instant true_now) const;
  /// Moments of the agent as instants of the world.
  [[nodiscard]] Instant true_of(Instant uptime) const {
    return options_.clock.true_of_uptime(uptime);
  }

  template <class Archive>
  void persist(Archive& archive) {
    archive(settings_, alarm_at_, alarm_, power_timer_, last_ticket_, condition_, smart_, standing_,
            waiting_calls_, reservation_, out_of_compliance_, authorization_expired_, evaluation_,
            counted_from_, options_, agent_, carries_licensing_, tracking_off_, wakes_stopped_,
            next_mode_, next_version_, host_name_, down_since_, backups_, inactive_, results_,
            web_sessions_, terminal_);
  }

 private:
  friend struct Blank;
  Cluster() = default;

  // Kinds of timers.
  static constexpr std::uint32_t alarm_kind = 0;
  static constexpr std::uint32_t power_on_kind = 1;
  static constexpr std::uint32_t restart_kind = 2;
  static constexpr std::uint32_t service_start_kind = 3;

  [[nodiscard]] Facts facts(Instant true_now) const;
  [[nodiscard]] Box box(Context& context) const;
  /// Whether the agent can be asked anything; its refusal otherwise.
  [[nodiscard]] Result<void> ready() const;
  [[nodiscard]] Result<void> ready_for(Operation operation) const;
  Result<Ticket> start(Context& context, Operation operation);
  void start_registration(Context& context, std::string token, bool force, Ticket ticket);
  void register_again(Context& context);

  /// Draws the conclusions from whatever has just changed, records them, and sets the alarm for the
  /// next moment.
  void settle(Context& context);
  /// The same without the alarm.
  void conclude(Context& context, const Facts& known);
  void follow_answer(const Facts& known);
  void follow_deadlines(const Facts& known);
  void show(Context& context, const Standing& standing);
  void rearm(Context& context, const Facts& known);
  void ended(Context& context, const SmartAgent::Ended& ended);
  Result<void> halt(Context& context, Condition condition);
  Result<void> resume(Context& context, Condition condition);
  /// What was chosen for the next start is in force.
  void take_up(Context& context);
  void take_up_mode(Context& context);
  void take_up_encryption(Context& context);
  void take_up_tracking();
  void note_tracking();
  Result<void> restart_license_manager(Context& context);
  /// What is configured, and with it what the agent knows.
  [[nodiscard]] Backup put_aside(Context& context, std::string name) const;
  [[nodiscard]] std::shared_ptr<const BackupLicensing> licensing_aside(Context& context) const;
  void take_back(Context& context, const Backup& backup);
  void take_back_licensing(Context& context, const BackupLicensing& licensing);
  /// Away for `how_long`, with what has changed meanwhile.
  void come_back(Context& context, Duration how_long);
  void set_version(std::string version);
  /// What users and devices need, or what was given, in the licences that are reported.
  [[nodiscard]] Counts needed() const;
  void set_counts(Context& context, const Counts& counts);
  [[nodiscard]] Result<void> may_transcribe(const Counts& wanted) const;
  void forget_registration(Context& context);
  /// Whether no reservation forbids what registered products do; its refusal otherwise.
  [[nodiscard]] Result<void> not_reserving() const;
  [[nodiscard]] Result<void> ready_to_reserve() const;
  void keep_reservation(Context& context, ProductReservation reservation, Word event);
  void end_reservation(Context& context, Word event);
  [[nodiscard]] Result<void> fits_release(const ReservationGrant& grant) const;
  void take_new_udi(Context& context);

  // What each exchange reads stands first: among many instances each line of it is waited for.
  std::shared_ptr<const Settings> settings_;
  Instant alarm_at_ = never;
  TimerId alarm_;
  TimerId power_timer_;
  Ticket last_ticket_ = 0;
  Condition condition_ = Condition::running;
  bool smart_ = true;  ///< Of options_.version.
  Standing standing_;
  std::vector<WaitingCall> waiting_calls_;
  std::shared_ptr<const ProductReservation> reservation_;  ///< Null: not enabled.
  Overage out_of_compliance_;
  Overage authorization_expired_;
  Evaluation evaluation_;
  Instant counted_from_;  ///< Recounts happen at multiples of `usage_recount` after this (uptime).
  ClusterOptions options_;
  SmartAgent agent_;
  bool carries_licensing_ = false;
  bool tracking_off_ = false;   ///< Until Cisco Phone Tracking Engine is started.
  bool wakes_stopped_ = false;  ///< The licence service was stopped when suspended.
  std::optional<LicenseMode> next_mode_;
  std::string next_version_;  ///< Empty: as it is.
  std::string host_name_;
  Instant down_since_ = never;
  std::vector<std::shared_ptr<const Backup>> backups_;
  std::shared_ptr<const Backup> inactive_;  ///< What its other release has; null: there is none.
  std::vector<Finished> results_;
  std::vector<WebSession> web_sessions_;
  Terminal terminal_;
};

[[nodiscard]] Word word(Cluster::Condition condition);
[[nodiscard]] ProductVersion release_of(const ClusterOptions& options);
/// Where it reports to unless somebody says otherwise.
[[nodiscard]] std::string_view default_receiver_of(const ClusterOptions& options);

}  // namespace slsim
