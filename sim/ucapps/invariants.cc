// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/invariants.h"

#include <fmt/format.h>

#include "core/time/text.h"

namespace slsim {
namespace {

ClusterView view_of(const Cluster& cluster, Instant now) {
  return {cluster.options().name,
          cluster.standing(),
          cluster.judged(now),
          cluster.condition() == Cluster::Condition::running,
          cluster.agent().identity().has_value(),
          cluster.agent().answer().has_value(),
          cluster.evaluation_left(now),
          cluster.settings().duration(Setting::evaluation_period),
          cluster.evaluation().running(),
          cluster.overage_spent(now),
          cluster.true_of(cluster.agent().next_attempt())};
}

}  // namespace

std::vector<std::string> broken_invariants(const ClusterView& view, Instant now) {
  std::vector<std::string> broken;
  const auto require = [&](bool holds, std::string_view what) {
    if (!holds) broken.push_back(fmt::format("{}: {} (at {})", view.name, what, print(now)));
  };
  const bool registered = view.shown.registration == Registration::registered;
  require(!view.running || view.shown == view.judged,
          "shows a state that does not follow from what it knows");
  require(!registered || view.has_identity, "is registered without an identity certificate");
  require(!view.has_answer || view.has_identity, "is authorized without an identity certificate");
  require(
      view.evaluation_left >= Duration::zero() && view.evaluation_left <= view.evaluation_period,
      "has an evaluation period outside what was given");
  require(!registered || !view.running || !view.evaluation_running,
          "uses up its evaluation period while registered");
  require(view.overage_spent >= Duration::zero(), "has spent a negative overage");
  require(!registered || !view.running || view.next_attempt >= now,
          "has let the time of an attempt pass");
  require(view.shown.enforcement != Enforcement::no_provision ||
              view.shown.cause != EnforcementCause::none,
          "stops provisioning without a cause");
  return broken;
}

std::vector<std::string> broken_invariants(const Cluster& cluster, Instant now) {
  return broken_invariants(view_of(cluster, now), now);
}

}  // namespace slsim
