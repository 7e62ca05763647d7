// SPDX-License-Identifier: Apache-2.0
// The licence mode: changed by the platform's interface, and in force from the next start on.
#include <fmt/format.h>

#include <utility>

#include "sim/licensing/catalog.h"
#include "sim/licensing/version.h"
#include "sim/ucapps/cluster.h"

namespace slsim {
Result<void> Cluster::set_mode(Context& context, LicenseMode mode) {
  if (auto able = reachable(); !able) return able;
  const auto version = find_version(options_.version).value_or(ProductVersion{});
  if (!has_mode(version, mode)) {
    return refuse(ProblemCode::unsupported,
                  fmt::format("release {} has no mode {}", options_.version, word(mode).text()));
  }
  if (settings_->flag(Setting::mode_change_needs_unregistered) &&
      (standing_.registration == Registration::registered || is_reserved(standing_.registration))) {
    return refuse(ProblemCode::not_allowed,
                  fmt::format("{} is registered: the mode can be changed only before", host_name_));
  }
  next_mode_ = mode;
  context.record(Level::change, "mode_chosen"_w, {{"mode"_w, word(mode)}});
  return {};
}

/// At a start: the mode that was chosen is in force, and the same users need its licences.
void Cluster::take_up_mode(Context& context) {
  if (!next_mode_ || *next_mode_ == options_.mode) return;
  options_.mode = *std::exchange(next_mode_, std::nullopt);
  options_.counts = needed();
  context.record(Level::change, "mode"_w, {{"to"_w, word(options_.mode)}});
}

}  // namespace slsim
