// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/node_clock.h"

#include "core/result/check.h"

namespace slsim {
namespace {

constexpr std::int64_t million = 1'000'000;

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

/// The greatest whole number that is at most n * multiplier / divisor. Split, because the product
/// of a time and a million does not fit 64 bits.
constexpr std::int64_t scale(std::int64_t n, std::int64_t multiplier, std::int64_t divisor) {
  const std::int64_t whole = floor_div(n, divisor);
  return whole * multiplier + floor_div((n - whole * divisor) * multiplier, divisor);
}

}  // namespace

Instant NodeClock::drifted(Instant at) const {
  return anchor_uptime_ + Duration{scale((at - anchor_).count(), million + drift_, million)};
}

Instant NodeClock::undrifted(Instant uptime) const {
  // The least n with floor(n * rate / million) >= shown, which is shown * million / rate rounded
  // up.
  const std::int64_t shown = (uptime - anchor_uptime_).count();
  return anchor_ - Duration{scale(-shown, million, million + drift_)};
}

void NodeClock::set_offset(Instant now, Duration offset) {
  wall_ahead_ = now + offset - uptime(now);
}

void NodeClock::set_drift(Instant now, std::int32_t parts_per_million) {
  CHECK(-drift_limit < parts_per_million && parts_per_million < drift_limit,
        "a clock gains or loses less than all");
  anchor_uptime_ = uptime(now);
  anchor_ = now;
  drift_ = parts_per_million;
}

}  // namespace slsim
