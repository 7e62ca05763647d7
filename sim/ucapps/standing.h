// SPDX-License-Identifier: Apache-2.0
// What a product makes of the facts at one moment: its states, what it enforces, which alerts it
// shows. Pure functions; a state is never stored apart from the facts it follows from.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/ucapps/agent.h"
#include "sim/ucapps/evaluation.h"
#include "sim/ucapps/overage.h"
#include "sim/ucapps/product_reservation.h"
#include "sim/ucapps/rtmt.h"
#include "sim/ucapps/states.h"

namespace slsim {

/// All that decides, and the moment (by the box's two clocks) for which it is asked.
struct Facts {
  const SmartAgent& agent;
  const Evaluation& evaluation;
  const Overage& out_of_compliance;
  const Overage& authorization_expired;
  const Counts& counts;
  const Settings& settings;
  const ProductReservation* reservation = nullptr;  ///< Null: reservation is not enabled.
  bool mixed_mode = false;
  bool smart = true;  ///< Its release knows Smart Licensing.
  Instant now;        ///< Uptime.
  Instant wall;
};

struct Standing {
  Registration registration = Registration::unregistered;
  Authorization authorization = Authorization::no_licenses_in_use;
  Enforcement enforcement = Enforcement::none;
  EnforcementCause cause = EnforcementCause::none;
  RtmtAlerts alerts;
  bool operator==(const Standing&) const = default;
};

[[nodiscard]] Registration registration(const Facts& facts);
[[nodiscard]] Standing judge(const Facts& facts);
/// The next moment (uptime, after facts.now) at which judge() may say something else without
/// anything happening.
[[nodiscard]] Instant next_change(const Facts& facts);

/// The authority's deadline for the authorization as this box counts it (uptime); before the
/// first answer that of the registration.
[[nodiscard]] Instant authorization_deadline(const Facts& facts);
[[nodiscard]] inline bool authorization_lapsed(const Facts& facts) {
  return authorization_deadline(facts) <= facts.now;
}

/// Whether it needs more than is reserved for it; never, if that is whatever it needs.
[[nodiscard]] bool short_of_reserved(const Facts& facts);

/// Of an entry of the product's counts.
[[nodiscard]] EntitlementStatus entitlement_status(const Facts& facts, const Standing& standing,
                                                   const Counts::Entry& entry);

}  // namespace slsim
