// SPDX-License-Identifier: Apache-2.0
// Emergency Responder's Cisco Phone Tracking Engine: it stops for want of a licence (Administration
// Guide), and an administrator may stop and start it.
#include <fmt/format.h>

#include "sim/ucapps/cluster.h"

namespace slsim {
namespace {

enum class TrackingRestart : std::uint8_t { by_itself, by_hand };

}  // namespace

bool Cluster::tracks_phones() const {
  return reachable().has_value() && standing_.enforcement != Enforcement::no_provision &&
         !tracking_off_;
}

/// At a start of the box all services start; and where licences forbid it, this one does not.
void Cluster::take_up_tracking() {
  tracking_off_ = false;
  note_tracking();
}

/// Stopped for want of a licence, it may have to be started by hand.
void Cluster::note_tracking() {
  if (options_.product == Product::cer && standing_.enforcement == Enforcement::no_provision &&
      settings_->choice<TrackingRestart>(Setting::phone_tracking_restart) ==
          TrackingRestart::by_hand) {
    tracking_off_ = true;
  }
}

Result<void> Cluster::start_tracking(Context& context) {
  if (auto up = reachable(); !up) return up;
  if (tracks_phones()) {
    return refuse(ProblemCode::not_allowed,
                  fmt::format("Cisco Phone Tracking Engine runs on {} already", host_name_));
  }
  if (standing_.enforcement == Enforcement::no_provision) {
    return refuse(ProblemCode::no_provision,
                  fmt::format("Cisco Phone Tracking Engine cannot be started on {}: {}", host_name_,
                              word(standing_.cause).text()));
  }
  tracking_off_ = false;
  context.record(Level::change, "phone_tracking"_w, {{"to"_w, "running"_w}});
  return {};
}

Result<void> Cluster::stop_tracking(Context& context) {
  if (auto up = reachable(); !up) return up;
  if (!tracks_phones()) {
    return refuse(ProblemCode::not_allowed,
                  fmt::format("Cisco Phone Tracking Engine does not run on {}", host_name_));
  }
  tracking_off_ = true;
  context.record(Level::change, "phone_tracking"_w, {{"to"_w, "stopped"_w}});
  return {};
}

}  // namespace slsim
