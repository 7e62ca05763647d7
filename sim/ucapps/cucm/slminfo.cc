// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cucm/slminfo.h"

#include "sim/ucapps/cli.h"
#include "sim/ucapps/skin.h"
#include "sim/ucapps/texts.h"

namespace slsim {
namespace {

constexpr std::string_view successful = "Successful.";

std::int64_t whole_days(Duration time) { return time / days(1); }

std::string reason(const Cluster& cluster, Operation operation) {
  const auto& last = cluster.agent().last(operation);
  return std::string{last && last->problem ? failure_text(operation, *last->problem) : successful};
}

bool failed(const Cluster& cluster, Operation operation) {
  const auto& last = cluster.agent().last(operation);
  return last && last->problem;
}

std::string flag(bool value) { return value ? "t" : "f"; }

std::string time_of(const std::optional<Instant>& at) {
  return at ? std::to_string(at->time_since_epoch() / seconds(1)) : std::string{};
}

}  // namespace

SlmInfo slm_info(const Cluster& cluster, Instant now) {
  const bool in_overage = cluster.standing().enforcement == Enforcement::in_overage;
  const Duration spent = cluster.overage_spent(now);
  SlmInfo info;
  info.days_left =
      whole_days(in_overage ? cluster.overage_left(now) : cluster.evaluation_left(now));
  info.overage_days = whole_days(spent);
  if (info.overage_days > 0) info.overage_days_updated = cluster.wall(now) - spent % days(1);
  info.provision_allowed = cluster.standing().enforcement != Enforcement::no_provision;
  info.registration_failed = failed(cluster, Operation::register_product);
  info.authorization_failed = failed(cluster, Operation::authorize);
  info.registration_failed_reason = reason(cluster, Operation::register_product);
  info.authorization_failed_reason = reason(cluster, Operation::authorize);
  info.deployment_mode = deployment_mode_text(cluster.options().mode);
  info.transport_gateway_url = cluster.options().transport.url;
  info.product_instance_name =
      cluster.options().share_host_name ? cluster.host_name() : print_udi(cluster.options().udi);
  info.export_controlled_allow = cluster.export_allowed();
  const ProductReservation* reservation = cluster.reservation();
  info.reservation_requested =
      reservation != nullptr && reservation->stage == ProductReservation::Stage::requested;
  if (const auto ended = cluster.evaluation().ended()) {
    info.evaluation_expired = cluster.shown(*ended, now);
  }
  return info;
}

std::vector<std::pair<std::string_view, std::string>> columns(const SlmInfo& info) {
  return {{"daysleft", std::to_string(info.days_left)},
          {"overagedays", std::to_string(info.overage_days)},
          {"overagedaysupdatedtime", time_of(info.overage_days_updated)},
          {"isprovisionallowed", flag(info.provision_allowed)},
          {"isregistrationfailed", flag(info.registration_failed)},
          {"isauthorizationfailed", flag(info.authorization_failed)},
          {"registrationfailedreason", info.registration_failed_reason},
          {"authorizationfailedreason", info.authorization_failed_reason},
          {"deploymentmode", info.deployment_mode},
          {"transportgatewayurl", info.transport_gateway_url},
          {"productinstancename", info.product_instance_name},
          {"exportcontrolledallow", flag(info.export_controlled_allow)},
          {"reservationrequested", flag(info.reservation_requested)},
          {"evaluationexpiredtime", time_of(info.evaluation_expired)}};
}

}  // namespace slsim
