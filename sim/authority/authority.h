// SPDX-License-Identifier: Apache-2.0
// A licence authority: products register with it, and administrators tell it who owns what. Cisco
// Smart Software Manager in the cloud is one, and each satellite another with local accounts for
// smart accounts. A plain value; nothing of it outlives a call.
//
// Products and timers come in through on_request() and on_timer(). Administration is by methods
// that take the Context, so that they can record, and who acts, for the event log. They change
// everything that they promise or nothing. Reading is by const methods and by state().
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result/problem.h"
#include "core/settings/settings.h"
#include "sim/authority/mirror.h"
#include "sim/authority/requests.h"
#include "sim/authority/reservations.h"
#include "sim/authority/state.h"
#include "sim/kernel/context.h"

namespace slsim {

struct SyncInstance;
struct SyncRequest;

/// An authorization code, and the row that it is of.
struct IssuedCode {
  InstanceId instance;
  std::string code;
};

class LicenseAuthority {
 public:
  explicit LicenseAuthority(const Settings& settings = Settings(),
                            RestSurface surface = RestSurface::cssm);

  // --- Products, and time ---
  void on_request(Context& context, const RequestArrival& arrival);
  /// The same for what came another way; `from` is for the journal.
  [[nodiscard]] AgentReply answer_product(Context&, const AgentRequest&, std::string_view from);
  void on_timer(Context& context, std::uint32_t kind, std::uint64_t argument);

  // --- Accounts ---
  /// With one virtual account, which is its default.
  Result<SmartAccountId> create_smart_account(Context&, By, const SmartAccountTerms&);
  Result<void> rename_smart_account(Context&, By, SmartAccountId, std::string_view name);
  Result<VirtualAccountId> create_virtual_account(Context&, By, SmartAccountId,
                                                  const VirtualAccountTerms&);
  /// Instances learn the new name at their next contact.
  Result<void> rename_virtual_account(Context&, By, VirtualAccountId, std::string_view name);
  /// Not one that belongs to a satellite.
  Result<void> make_default(Context&, By, VirtualAccountId);
  /// From now on its tokens and instances are that satellite's business. There is no way back but
  /// remove_satellite(). Its tokens here are revoked.
  Result<void> give_to_satellite(Context&, By, VirtualAccountId, std::string_view satellite);
  /// Its virtual accounts are CSSM's own again.
  Result<void> remove_satellite(Context&, By, SmartAccountId, std::string_view satellite);
  /// The default is never deleted. One that holds licences or instances only by force, if the
  /// setting virtual_account_deletion has it: then instances are removed and lots go to the
  /// default.
  Result<void> delete_virtual_account(Context&, By, VirtualAccountId, bool force = false);

  // --- People and API clients ---
  Result<void> add_user(Context&, By, SmartAccountId, std::string_view name);
  Result<void> grant_role(Context&, By, SmartAccountId, std::string_view name, RoleGrant);
  Result<void> revoke_role(Context&, By, SmartAccountId, std::string_view name, RoleGrant);
  Result<void> set_notifications(Context&, By, SmartAccountId, std::string_view name,
                                 const NotificationPreferences&);
  /// For the password grant of API clients; empty: no longer.
  Result<void> set_password(Context&, By, SmartAccountId, std::string_view name,
                            std::string_view password);
  Result<void> add_client(Context&, By, SmartAccountId, const OauthClient&);
  Result<void> revoke_client(Context&, By, SmartAccountId, std::string_view client_id);
  /// Access tokens that are out already stay good.
  Result<void> rotate_secret(Context&, By, SmartAccountId, std::string_view client_id,
                             std::string_view secret);
  /// A new licence agreement that an administrator or approver has to accept.
  Result<void> publish_agreement(Context&, SmartAccountId);
  Result<void> accept_agreement(Context&, By, SmartAccountId);

  // --- Registration tokens ---
  /// Refused for a virtual account of a satellite.
  Result<TokenId> create_token(Context&, By, VirtualAccountId, const TokenTerms&);
  Result<void> revoke_token(Context&, By, TokenId);

  // --- Licences ---
  Result<LotId> add_licenses(Context&, By, VirtualAccountId, const Lot&);
  /// Out of lots that end soonest first.
  Result<void> remove_licenses(Context&, By, VirtualAccountId, License, std::int64_t quantity);
  Result<void> place_order(Context&, By, const Order&);
  /// Lots keep their terms. At most ten licences a request; lines fail one by one.
  Result<TransferReport> transfer_licenses(Context&, By, VirtualAccountId source,
                                           std::span<const LicenseMove>);

  // --- Product instances ---
  /// Its licences stay behind: what it needs counts against the new account from now on.
  Result<void> transfer_instance(Context&, By, InstanceId, VirtualAccountId target);
  /// Frees its licences at once; the product is told at its next contact. Refused while it holds a
  /// restricted licence.
  Result<void> remove_instance(Context&, By, InstanceId);
  /// Refused, with an alert, when the virtual account has none left.
  Result<void> hold_restricted_license(Context&, By, InstanceId);
  Result<void> return_restricted_license(Context&, By, InstanceId);

  // --- License reservation: reservations.cc ---
  /// Sets licences aside for a device that is not known yet; not in an account of a satellite.
  Result<IssuedCode> reserve(Context&, By, VirtualAccountId, const ReservationRequest&);
  /// Other quantities, in transit until they are confirmed; one change at a time.
  Result<IssuedCode> change_reservation(Context&, By, InstanceId, std::span<const ReservationLine>,
                                        bool export_control_allowed);
  Result<void> confirm_reservation(Context&, By, InstanceId, std::string_view confirmation_code);
  Result<void> cancel_reservation_change(Context&, By, InstanceId);
  /// The row goes, and its licences are free.
  Result<void> return_reservation(Context&, By, InstanceId, std::string_view return_code);
  /// The same by Cisco's support, for a machine that will give no code.
  Result<void> release_reservation(Context&, By, InstanceId);
  /// Another device gets the same licences; the return of the failed one is pending from now on.
  Result<IssuedCode> rehost(Context&, By, InstanceId failed, std::string_view request_code);

  // --- Between authorities ---
  /// Lots that are live or planned.
  [[nodiscard]] std::vector<Lot> holdings(VirtualAccountId) const;
  /// Makes all virtual accounts of the smart account together hold just these.
  void take_entitlements(Context&, SmartAccountId, const std::vector<Lot>& owned);
  /// Takes a satellite's report of its instances. The numbers of those that are no more here.
  std::vector<std::uint64_t> mirror(Context&, VirtualAccountId, const SyncRequest& report,
                                    MirrorIndex&);
  /// All rows of the index: their reporter is no more.
  void drop_mirrored(Context&, VirtualAccountId, MirrorIndex&);
  /// The cloud does not have it any more: nor has this authority.
  void forget_instance(Context&, InstanceId);
  /// It is a satellite's no longer.
  void take_back(Context&, VirtualAccountId);
  /// Nothing works in the smart account until it is told otherwise.
  void suspend(Context&, SmartAccountId, bool suspended);
  void set_limits(const AuthorityLimits& limits) { state_.limits = limits; }
  void set_hierarchy(Context&, bool on);
  /// After its state was replaced by an older one: timers that are missing are set again.
  void resume(Context&);
  void note(Context&, By, VirtualAccountId, LogCategory, std::string message);
  /// Its own, by the name of the actor that it is.
  [[nodiscard]] static RandomStream& stream(Context&, std::string_view purpose);

  // --- Alerts ---
  Result<void> dismiss_alert(Context&, By, const AlertKey&);
  /// For causes that lie outside: satellites and reservations.
  void raise_alert(Context&, const AlertKey&, std::string_view source,
                   std::optional<Instant> due = {});
  void clear_alert(Context&, const AlertKey&);

  // --- The REST interface: what it keeps between calls ---
  /// A new access token for that client, in the name of `user`; its text.
  std::string grant_access(Context&, const OauthClient&, std::string_view user);
  /// Whom the token stands for; absent when it is unknown, expired, or its client revoked.
  [[nodiscard]] const AccessToken* access(std::string_view token, Instant now) const;
  /// Work that is accepted and done later; its poll_id.
  std::int64_t accept_work(Context&, PendingWork);
  [[nodiscard]] const PendingWork* work(std::int64_t poll_id) const;
  /// False when the same usage report came before.
  bool take_usage_report(Context&, std::string_view report);
  void keep_removed(Context&, RemovedRow);

  // --- Questions ---
  [[nodiscard]] const AuthorityState& state() const { return state_; }
  [[nodiscard]] const Settings& settings() const { return state_.settings; }
  /// By domain, or else by name.
  [[nodiscard]] Result<SmartAccountId> find_smart_account(std::string_view domain_or_name) const;
  /// By name, which must be clear without the domain if none is given. not_found, or
  /// invalid_argument when several smart accounts have one of that name.
  [[nodiscard]] Result<VirtualAccountId> find_virtual_account(std::string_view name,
                                                              std::string_view domain = {}) const;
  [[nodiscard]] std::optional<VirtualAccountId> default_account(SmartAccountId) const;
  [[nodiscard]] std::vector<VirtualAccountId> virtual_accounts(SmartAccountId) const;
  /// By given name or by text.
  [[nodiscard]] Result<TokenId> find_token(std::string_view name_or_text) const;
  [[nodiscard]] const Token& token(TokenId id) const { return state_.tokens.at(id); }
  /// By host name, serial number or UDI as printed.
  [[nodiscard]] Result<InstanceId> find_instance(std::string_view name) const;
  [[nodiscard]] Result<InstanceId> find_instance(const Udi& udi) const;
  [[nodiscard]] const Instance& instance(InstanceId id) const { return state_.instances.at(id); }
  [[nodiscard]] const InstanceDetails& details(InstanceId id) const {
    return state_.instances.details_of(id);
  }
  /// Of one virtual account, or of all; in the order of their slots.
  [[nodiscard]] std::vector<InstanceId> instances(std::optional<VirtualAccountId> = {}) const;
  [[nodiscard]] std::uint32_t instance_count() const { return state_.instances.count; }
  [[nodiscard]] std::uint32_t instance_count(VirtualAccountId id) const {
    return state_.at(id).ledger.instances;
  }
  [[nodiscard]] LicenseRow license(VirtualAccountId, License) const;
  /// Of all licences that the account owns, owned, or needs.
  [[nodiscard]] std::vector<LicenseRow> licenses(VirtualAccountId) const;
  /// Who is served from what; explain() of sim/licensing prints it.
  [[nodiscard]] const Allocation& allocation(VirtualAccountId id) const {
    return state_.at(id).ledger.allocation;
  }
  [[nodiscard]] bool in_compliance(VirtualAccountId id) const {
    return state_.at(id).ledger.short_of.empty();
  }
  [[nodiscard]] Membership membership(InstanceId) const;
  /// Null: it has none, but reports.
  [[nodiscard]] const Reservation* reservation(InstanceId) const;
  /// Rehosted reservations whose return code has not come.
  [[nodiscard]] std::size_t pending_returns(SmartAccountId) const;
  /// What it counts for: what is reserved for it, or what it reported last.
  [[nodiscard]] const Counts& counted(InstanceId id) const {
    const Reservation* reserved = reservation(id);
    return reserved == nullptr ? instance(id).demand : reserved->held;
  }

  template <class Archive>
  void persist(Archive& archive) {
    archive(state_);
  }

 private:
  // What products ask: product_side.cc, admission.cc.
  AgentReply answer(Context&, const RegisterRequest&);
  AgentReply answer(Context&, const RenewIdRequest&);
  AgentReply answer(Context&, const AuthorizeRequest&);
  AgentReply answer(Context&, const DeregisterRequest&);
  AgentReply answer(Context&, const FetchRootsRequest&);
  AgentReply answer(Context&, const SatelliteRegistrationCall&);
  AgentReply answer(Context&, const SyncCall&);
  AgentReply answer(Context&, const HttpCall&);  ///< None of it: its service has the routes.
  [[nodiscard]] Result<void> check_clock(Instant now, Instant sent) const;
  Result<InstanceId> identified(Instant now, std::uint64_t serial, Instant sent);
  InstanceId admit_new(Context&, const RegisterRequest&, TokenId);
  void admit_again(Context&, InstanceId, const RegisterRequest&, TokenId);
  void describe(Context&, InstanceId, const RegisterRequest&, TokenId);
  void rename_instance(Context&, InstanceId, const std::string& host_name);
  void count_use(Context&, TokenId);
  void revoke(Context&, TokenId);
  void revoke_all(Context&, VirtualAccountId);
  void certify(Context&, InstanceId);
  void heard_of(Context&, InstanceId);
  void plan_limits(Context&, InstanceId);
  [[nodiscard]] Instant authorized_until(Instant now) const;

  // Sums, and what follows from their changes: compliance.cc.
  Result<void> report_demand(Context&, InstanceId, const Counts&);
  void settle(Context&, VirtualAccountId);
  void move_instance(Context&, InstanceId, VirtualAccountId target);
  void drop_instance(Context&, InstanceId, Word event);
  void give_back_restricted(Context&, InstanceId);
  [[nodiscard]] AllocationRules rules() const;
  void touch(VirtualAccountId);

  // Reservations: reservations.cc.
  [[nodiscard]] Result<void> may_reserve(VirtualAccountId) const;
  [[nodiscard]] Result<void> require_reservation(InstanceId) const;
  [[nodiscard]] Result<void> check_supply(VirtualAccountId, std::span<const ReservationLine>,
                                          const Counts& instead_of) const;
  [[nodiscard]] std::vector<Lot> parts_for(VirtualAccountId, const ReservationLine&,
                                           std::optional<InstanceId> except) const;
  [[nodiscard]] bool spare_for(VirtualAccountId, const Reservation&) const;
  ReservationGrant grant(Context&, const Udi&, ReservationKind);
  IssuedCode admit_reserved(Context&, By, VirtualAccountId, ReservationGrant);
  void hold(Context&, InstanceId);
  void log_difference(Context&, By, InstanceId, const Counts& before, const Counts& after);
  void give_back(Context&, By, InstanceId, Word event);
  void end_reserved(Context&, VirtualAccountId);
  void move_reserved(Context&, InstanceId, VirtualAccountId target);

  // What others report: mirror.cc, entitlements.cc.
  [[nodiscard]] bool mirrors(VirtualAccountId, InstanceId) const;
  bool mirror_one(Context&, VirtualAccountId, const SyncInstance&, MirrorIndex&);
  bool take_over(Context&, VirtualAccountId, InstanceId known, const SyncInstance&, MirrorIndex&);
  void copy_row(Context&, InstanceId, const SyncInstance&);
  void forget_mirrored(Context&, VirtualAccountId, std::uint64_t number, MirrorIndex&);
  std::int64_t take_lots(Context&, VirtualAccountId, const Lot& wanted);

  // Lots, their starts and ends: lots.cc, transfers.cc, notices.cc.
  LotId put_lot(Context&, VirtualAccountId, const Lot&, std::string_view order);
  void take_from_lot(Context&, LotId, std::int64_t quantity);
  /// Of a licence, those that are live, in the order of their ends.
  [[nodiscard]] std::vector<LotId> lots_of(VirtualAccountId, License, Precedence) const;
  void stock_changed(Context&, VirtualAccountId);
  void at_boundary(Context&, VirtualAccountId);
  void lot_ended(Context&, LotId);
  void record_lot(Context&, Word event, LotId);
  void plan_notice(Context&, LotId);
  void at_notice(Context&, LotId);
  [[nodiscard]] Result<void> check_move(VirtualAccountId source, const LicenseMove&) const;
  void move_licenses(Context&, VirtualAccountId source, const LicenseMove&);
  void move_part(Context&, LotId, std::int64_t quantity, VirtualAccountId target);

  // What it watches: watch.cc.
  void at_token_expiry(Context&, TokenId);
  void at_lapse(Context&, InstanceId);
  void at_certificate_expiry(Context&, InstanceId);
  void check_instances(Context&);
  void send_daily_mail(Context&);
  [[nodiscard]] AlertKey key_of(AlertKind, InstanceId) const;
  [[nodiscard]] AlertKey key_of(AlertKind, LotId) const;
  void clear_alerts_of(Context&, InstanceId);
  void record_alert(Context&, Word event, const AlertKey&);

  // Accounts and people: account_admin.cc, people.cc.
  VirtualAccount& put_account(Context&, By, SmartAccountId, const VirtualAccountTerms&);
  [[nodiscard]] Result<void> require_free(SmartAccountId, std::string_view name) const;
  [[nodiscard]] bool holds_anything(VirtualAccountId) const;
  void empty_account(Context&, VirtualAccountId);
  [[nodiscard]] User* user_of(SmartAccountId, std::string_view name);
  [[nodiscard]] std::string mail_body(SmartAccountId, const NotificationPreferences&,
                                      Instant now) const;

  [[nodiscard]] Result<void> require(SmartAccountId) const;
  [[nodiscard]] Result<void> require(VirtualAccountId) const;
  [[nodiscard]] Result<void> require(InstanceId) const;
  void log(Context&, By, SmartAccountId, std::optional<VirtualAccountId>, LogCategory,
           std::string message);
  void log(Context&, By, VirtualAccountId, LogCategory, std::string message);

  AuthorityState state_;
};

}  // namespace slsim
