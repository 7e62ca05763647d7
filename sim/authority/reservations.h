// SPDX-License-Identifier: Apache-2.0
// Licences set aside for product instances that never report: what the authority knows of each
// reservation. The change of one is in transit from the code that it issued to the confirmation
// that comes back (Cisco's article 214381).
#pragma once

#include <optional>

#include "sim/licensing/reservation.h"

namespace slsim {

struct Reservation {
  ReservationGrant grant;                  ///< As last confirmed.
  std::optional<ReservationGrant> change;  ///< Its code is out and not confirmed.
  Counts held;            ///< Blocked for it: the greater of both, of what has not ended.
  bool rehosted = false;  ///< Its machine is dead, another has its licences: a return is pending.
};

/// The greater of both, of each licence, at `at`.
[[nodiscard]] Counts held_by(const Reservation& reservation, Instant at);

}  // namespace slsim
