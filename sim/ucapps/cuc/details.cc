// SPDX-License-Identifier: Apache-2.0
// What Unity Connection shows over its interface, in the order of the published samples (release
// 14).
#include <fmt/format.h>

#include "sim/licensing/tags.h"
#include "sim/ucapps/cuc/cupi.h"
#include "sim/ucapps/texts.h"

namespace slsim {
namespace {

constexpr std::string_view not_applicable = "Not Applicable";

class Details {
 public:
  Details(const Cluster& cluster, Instant now) : cluster_{cluster}, now_{now} {}

  [[nodiscard]] CupiElement registration() const;
  [[nodiscard]] CupiElement authorization() const;
  [[nodiscard]] CupiElement usage() const;

 private:
  [[nodiscard]] std::string wall(Instant at) const {
    return print(at, DateStyle::sql_timestamp, cluster_.options().zone);
  }
  [[nodiscard]] std::string next(Instant uptime) const {
    const bool known = cluster_.agent().identity() && uptime != never;
    return known ? wall(cluster_.shown(uptime, now_)) : std::string{not_applicable};
  }
  [[nodiscard]] std::string attempt(Operation operation) const {
    const auto& last = cluster_.agent().last(operation);
    if (!last) return std::string{not_applicable};
    return fmt::format("{} {}", last->problem ? "FAILED" : "SUCCEEDED", wall(last->wall));
  }
  [[nodiscard]] std::string evaluation_left() const;

  const Cluster& cluster_;
  Instant now_;
};

CupiElement Details::registration() const {
  const SmartAgent& agent = cluster_.agent();
  const auto& identity = agent.identity();
  const Operation last = identity ? Operation::renew_id : Operation::register_product;
  return {"Register",
          {},
          {{"Status", std::string{page_text(Product::cuc, cluster_.standing().registration)}},
           {"SmartAccount", identity ? identity->membership.smart_account : ""},
           {"VirtualAccount", identity ? identity->membership.virtual_account : ""},
           {"LastRenewalAttempt", attempt(last)},
           {"NextRenewalAttempt", next(agent.next_renewal())},
           {"LastRegistrationSuccessTime",
            identity ? wall(identity->registered_wall) : std::string{not_applicable}},
           {"ProductUDI",
            fmt::format("pid={} sn={}", cluster_.options().udi.pid, cluster_.options().udi.sn)},
           {"ExportControlFunctionality", cluster_.export_allowed() ? "Allowed" : "Not Allowed"}}};
}

/// Days, hours and minutes.
std::string Details::evaluation_left() const {
  const auto minutes = cluster_.evaluation_left(now_) / std::chrono::minutes{1};
  return fmt::format("{}:{}:{}", minutes / 1440, minutes / 60 % 24, minutes % 60);
}

CupiElement Details::authorization() const {
  const Authorization state = cluster_.standing().authorization;
  // The interface's guide says Evaluation where the pages say Evaluation Mode.
  const std::string_view text = state == Authorization::evaluation_mode
                                    ? std::string_view{"Evaluation"}
                                    : page_text(Product::cuc, state);
  const SmartAgent& agent = cluster_.agent();
  return {"Authorization",
          {},
          {{"Status", std::string{text}},
           {"LastCommunicationAttempt", attempt(Operation::authorize)},
           {"NextCommunicationAttempt", next(agent.next_authorization())},
           {"EvaluationPeriodRemaining", evaluation_left()}}};
}

CupiElement Details::usage() const {
  CupiElement all{"LicenseUsage"};
  const ProductVersion release = release_of(cluster_.options());
  for (const License license : cluster_.reported_licenses()) {
    const Counts::Entry entry{license, cluster_.counts().of(license)};
    const auto status = cluster_.entitlement(entry, now_);
    all.children.push_back({"EntitlementTag",
                            {},
                            {{"Id", std::string{tag(license, tag_release(release))}},
                             {"Count", std::to_string(entry.count)},
                             {"Status", std::string{entitlement_text(Product::cuc, status)}}},
                            true});
  }
  return all;
}

}  // namespace

CupiElement cupi_license_details(const Cluster& cluster, Instant now) {
  const Details details{cluster, now};
  return {"LicenseDetails",
          {},
          {{"SmartLicensing", "Enabled"},
           details.registration(),
           details.authorization(),
           details.usage()}};
}

}  // namespace slsim
