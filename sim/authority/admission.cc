// SPDX-License-Identifier: Apache-2.0
// Letting products in: rows for new instances, new certificates for known ones, limits of both.
#include "sim/authority/authority.h"

namespace slsim {
namespace {

enum class LapsedInstances : std::uint8_t { keep, release };
enum class ExpiredInstances : std::uint8_t { keep, remove };

/// Names are labels: what is the same device is decided by its UDI.
void set_host_name(Context& context, InstanceDetails& details, const std::string& host_name) {
  details.host_name = host_name;
  details.label = context.intern(host_name.empty() ? print(details.udi) : host_name);
}

}  // namespace

InstanceId LicenseAuthority::admit_new(Context& context, const RegisterRequest& request,
                                       TokenId token_id) {
  const Token& token = state_.tokens.at(token_id);
  const InstanceId id = add_instance(state_.instances, request.udi);
  Instance& instance = state_.instances.at(id);
  instance.account = token.account;
  state_.instances.details_of(id).registered_at = context.now();
  ++state_.at(token.account).ledger.instances;
  touch(token.account);
  describe(context, id, request, token_id);
  context.record(Level::change, "instance_registered"_w,
                 {{"instance"_w, details(id).label},
                  {"virtual_account"_w, state_.at(token.account).label},
                  {"token"_w, token.label},
                  {"export_control"_w, token.export_control_allowed}});
  log(context, By{}, token.account, LogCategory::instance_added,
      "The product instance " + display_name(details(id)) + " was added.");
  return id;
}

void LicenseAuthority::admit_again(Context& context, InstanceId id, const RegisterRequest& request,
                                   TokenId token_id) {
  const Token& token = state_.tokens.at(token_id);
  const Instance& instance = state_.instances.at(id);
  describe(context, id, request, token_id);
  context.record(Level::change, "instance_registered_again"_w,
                 {{"instance"_w, details(id).label},
                  {"virtual_account"_w, state_.at(token.account).label},
                  {"token"_w, token.label},
                  {"export_control"_w, token.export_control_allowed},
                  {"force"_w, request.force}});
  if (instance.account == token.account) return;
  log(context, By{}, token.account, LogCategory::instance_transferred,
      "The product instance " + display_name(details(id)) + " moved here by its registration.");
  move_instance(context, id, token.account);
}

void LicenseAuthority::describe(Context& context, InstanceId id, const RegisterRequest& request,
                                TokenId token) {
  InstanceDetails& details = state_.instances.details_of(id);
  details.product = request.product;
  details.version = request.version;
  details.token = token;
  set_host_name(context, details, request.host_name);
  Instance& instance = state_.instances.at(id);
  instance.export_control_allowed = state_.tokens.at(token).export_control_allowed;
  instance.authorized_until = authorized_until(context.now());
  instance.mirrored = false;
  details.registered_last = context.now();
  heard_of(context, id);
}

void LicenseAuthority::rename_instance(Context& context, InstanceId id,
                                       const std::string& host_name) {
  const NameId before = details(id).label;
  set_host_name(context, state_.instances.details_of(id), host_name);
  context.record(Level::change, "instance_renamed"_w,
                 {{"from"_w, before}, {"to"_w, details(id).label}});
}

void LicenseAuthority::count_use(Context& context, TokenId id) {
  Token& token = state_.tokens.at(id);
  ++token.uses;
  ++state_.generation;
  context.record(Level::change, "token_used"_w,
                 {{"token"_w, token.label}, {"uses"_w, std::int64_t{token.uses}}});
}

void LicenseAuthority::certify(Context& context, InstanceId id) {
  const Instant begins = context.now() - settings().duration(Setting::certificate_backdate);
  const Instant ends = begins + settings().duration(Setting::certificate_validity);
  issue_certificate(state_.instances, id, begins, ends);
  Instance& instance = state_.instances.at(id);
  context.record(Level::change, "certificate_issued"_w,
                 {{"instance"_w, details(id).label},
                  {"serial"_w, static_cast<std::int64_t>(instance.certificate.serial)},
                  {"not_after"_w, ends}});
  if (!instance.alerted_renew) return;
  instance.alerted_renew = false;
  clear_alert(context, key_of(AlertKind::failed_to_renew, id));
}

void LicenseAuthority::heard_of(Context& context, InstanceId id) {
  Instance& instance = state_.instances.at(id);
  instance.last_contact = context.now();
  if (!instance.alerted_connect) return;
  instance.alerted_connect = false;
  clear_alert(context, key_of(AlertKind::failed_to_connect, id));
}

Instant LicenseAuthority::authorized_until(Instant now) const {
  return now - settings().duration(Setting::authorization_backdate) +
         settings().duration(Setting::authorization_validity);
}

void LicenseAuthority::plan_limits(Context& context, InstanceId id) {
  const Instance& instance = state_.instances.at(id);
  if (settings().choice<LapsedInstances>(Setting::lapsed_instances) == LapsedInstances::release) {
    context.schedule(instance.authorized_until,
                     static_cast<std::uint32_t>(AuthorityTimer::authorization_lapse), pack(id));
  }
  if (settings().choice<ExpiredInstances>(Setting::expired_instances) == ExpiredInstances::remove) {
    context.schedule(instance.certificate.not_after,
                     static_cast<std::uint32_t>(AuthorityTimer::certificate_expiry), pack(id));
  }
  const Duration period = settings().duration(Setting::alert_check_period);
  if (state_.checks_planned || period == Duration::zero()) return;
  state_.checks_planned = true;
  context.schedule(context.now() + period,
                   static_cast<std::uint32_t>(AuthorityTimer::instance_check));
}

}  // namespace slsim
