// SPDX-License-Identifier: Apache-2.0
// What Unified CM shows over AXL, element by element in the order of the schema.
#include <fmt/format.h>

#include "sim/licensing/tags.h"
#include "sim/licensing/version.h"
#include "sim/ucapps/cucm/axl.h"
#include "sim/ucapps/texts.h"
#include "sim/ucapps/transport_form.h"

namespace slsim {
namespace {

constexpr std::string_view succeeded = "Successful.";

class Details {
 public:
  Details(const Cluster& cluster, Instant now) : cluster_{cluster}, now_{now} {}

  [[nodiscard]] SoapElement registration() const;
  [[nodiscard]] SoapElement authorization() const;
  [[nodiscard]] SoapElement licenses() const;

 private:
  [[nodiscard]] std::string wall(Instant at) const {
    return print(at, DateStyle::java_date, cluster_.options().zone);
  }
  [[nodiscard]] std::string date(Instant uptime) const {
    return uptime == never ? "" : wall(cluster_.shown(uptime, now_));
  }
  [[nodiscard]] std::string attempted(Operation operation) const {
    const auto& last = cluster_.agent().last(operation);
    return last ? wall(last->wall) : "";
  }
  [[nodiscard]] std::string result(Operation operation) const {
    const auto& last = cluster_.agent().last(operation);
    return !last ? "" : last->problem ? "FAILED" : "SUCCEEDED";
  }
  [[nodiscard]] std::string reason(Operation operation) const {
    const auto& last = cluster_.agent().last(operation);
    const bool failed = last && last->problem;
    return std::string{failed ? failure_text(operation, *last->problem) : succeeded};
  }

  const Cluster& cluster_;
  Instant now_;
};

SoapElement Details::registration() const {
  const auto& identity = cluster_.agent().identity();
  // An unregistered product has tried to register, if anything.
  const Operation last = identity ? Operation::renew_id : Operation::register_product;
  const Udi& udi = cluster_.options().udi;
  const bool allowed = cluster_.export_allowed();
  return {"Registration",
          {},
          {{"Status", std::string{page_text(Product::cucm, cluster_.standing().registration)}},
           {"SmartAccount", identity ? identity->membership.smart_account : ""},
           {"VirtualAccount", identity ? identity->membership.virtual_account : ""},
           {"LastRenewalAttempt", attempted(last)},
           {"NextRenewalAttempt", identity ? date(cluster_.agent().next_renewal()) : ""},
           {"LastRenewalStatus", result(last)},
           {"RegistrationFailedReason", reason(Operation::register_product)},
           {"RegistrationExpires", identity ? wall(identity->certificate.not_after) : ""},
           {"ProductUDI", fmt::format("UDI: PID:{},SN:{},UUID:{}", udi.pid, udi.sn, udi.uuid)},
           {"ExportControlFunctionality", allowed ? "ALLOWED" : "NOT ALLOWED"}}};
}

SoapElement Details::authorization() const {
  const auto& answer = cluster_.agent().answer();
  const bool registered = cluster_.agent().identity().has_value();
  const auto left =
      std::chrono::duration_cast<std::chrono::days>(cluster_.evaluation_left(now_)).count();
  return {
      "Authorization",
      {},
      {{"Status", std::string{page_text(Product::cucm, cluster_.standing().authorization)}},
       {"LastCommunicationAttempt", attempted(Operation::authorize)},
       {"NextCommunicationAttempt", registered ? date(cluster_.agent().next_authorization()) : ""},
       {"LastCommunicationStatus", result(Operation::authorize)},
       {"AuthorizationFailedReason", reason(Operation::authorize)},
       {"AuthorizationExpires", answer ? wall(answer->expires) : ""},
       {"EvaluationPeriodRemaining", std::to_string(left)}}};
}

SoapElement Details::licenses() const {
  SoapElement all{"LicenseStatus", {}, {}};
  const auto version = find_version(cluster_.options().version).value_or(ProductVersion{});
  for (const License license : cluster_.reported_licenses()) {
    const Counts::Entry entry{license, cluster_.counts().of(license)};
    const auto status = cluster_.entitlement(entry, now_);
    all.children.push_back({"Entitlement",
                            {},
                            {{"Tag", std::string{tag(license, tag_release(version))}},
                             {"Count", std::to_string(entry.count)},
                             {"Status", std::string{entitlement_text(Product::cucm, status)}}}});
  }
  return all;
}

}  // namespace

SoapElement axl_license_details(const Cluster& cluster, Instant now) {
  const Details details{cluster, now};
  return {"LicenseDetails",
          {},
          {{"SmartLicensing", "ENABLED"},
           details.registration(),
           details.authorization(),
           details.licenses()}};
}

SoapElement axl_transport_settings(const Cluster& cluster, Context& context,
                                   std::string_view schema) {
  const TransportForm form = shown_transport(context, cluster);
  SoapElement settings{"TransportSettings",
                       {},
                       {{"transportmode", form.mode},
                        {"transportUrl", form.url},
                        {"transportGatewayUrl", cluster.options().transport.url},
                        {"httpHost", form.http_host},
                        {"httpPort", form.http_port}}};
  if (!schema.starts_with("12")) {
    settings.children.push_back(
        {"proxyAuthenticationEnabled", form.proxy_login ? "true" : "false"});
    settings.children.push_back({"proxyUserName", form.proxy_login ? form.proxy_login->user : ""});
    settings.children.push_back({"proxyPassword"});
  }
  return settings;
}

}  // namespace slsim
