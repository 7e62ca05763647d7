// SPDX-License-Identifier: Apache-2.0
// What a node believes the time to be. Its wall clock has an offset, drifts, and can be stepped
// forward and back; its uptime clock drifts alike but is never stepped, so that timers fire once.
// A node whose clock was never wrong has both equal to true time.
//
// A value, asked only about times from its last change on. `never` stays never.
#pragma once

#include <cstdint>

#include "core/time/instant.h"

namespace slsim {

class NodeClock {
 public:
  /// Drift is less than this both ways, so that a clock never stands still.
  static constexpr std::int32_t drift_limit = 1'000'000;

  [[nodiscard]] Instant wall(Instant at) const {
    return at == never ? never : uptime(at) + wall_ahead_;
  }
  /// Never goes back.
  [[nodiscard]] Instant uptime(Instant at) const {
    if (at == never) return never;
    return drift_ == 0 ? anchor_uptime_ + (at - anchor_) : drifted(at);
  }
  /// When the uptime clock first shows `uptime` or more: what a timer has to be set to.
  [[nodiscard]] Instant true_of_uptime(Instant uptime) const {
    if (uptime == never) return never;
    return drift_ == 0 ? anchor_ + (uptime - anchor_uptime_) : undrifted(uptime);
  }

  /// From `now` on the wall clock is `offset` ahead of true time, or behind it if negative.
  void set_offset(Instant now, Duration offset);
  void step(Instant now, Duration by) { set_offset(now, wall(now) - now + by); }
  /// From `now` on both clocks gain so many milliseconds in a million.
  /// REQUIRES: within drift_limit.
  void set_drift(Instant now, std::int32_t parts_per_million);
  [[nodiscard]] std::int32_t drift() const { return drift_; }

  bool operator==(const NodeClock&) const = default;
  template <class Archive>
  void persist(Archive& archive) {
    archive(anchor_, anchor_uptime_, drift_, wall_ahead_);
  }

 private:
  [[nodiscard]] Instant drifted(Instant at) const;
  [[nodiscard]] Instant undrifted(Instant uptime) const;

  Instant anchor_;         // True time of the last change of drift,
  Instant anchor_uptime_;  // and what the uptime clock showed then.
  std::int32_t drift_ = 0;
  Duration wall_ahead_{};
};

}  // namespace slsim
