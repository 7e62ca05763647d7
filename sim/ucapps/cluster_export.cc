// SPDX-License-Identifier: Apache-2.0
// What encrypts, and what the export-controlled functionality of a registration has to do with it.
#include <fmt/format.h>

#include "sim/ucapps/cluster.h"

namespace slsim {

bool Cluster::export_allowed() const {
  const auto& identity = agent_.identity();
  return standing_.registration == Registration::registered && identity &&
         identity->membership.export_control_allowed;
}

Result<void> Cluster::set_mixed_mode(Context& context, bool mixed) {
  if (auto able = reachable(); !able) return able;
  if (mixed && !options_.mixed_mode && settings_->flag(Setting::mixed_mode_needs_export) &&
      !export_allowed()) {
    return refuse(ProblemCode::not_allowed,
                  fmt::format("{} cannot be set to mixed mode: Export-Controlled Functionality is "
                              "not allowed",
                              host_name_));
  }
  options_.mixed_mode = mixed;
  context.record(Level::change, "mixed_mode"_w, {{"to"_w, mixed}});
  settle(context);
  return {};
}

Result<void> Cluster::add_secure_trunk(Context& context) {
  if (auto able = reachable(); !able) return able;
  if (!export_allowed()) {
    return refuse(ProblemCode::not_allowed,
                  fmt::format("a secure SIP trunk cannot be deployed on {}: a token with "
                              "Export-Controlled Functionality is needed",
                              host_name_));
  }
  context.record(Level::change, "secure_trunk_added"_w);
  return {};
}

}  // namespace slsim
