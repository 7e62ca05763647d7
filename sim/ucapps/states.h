// SPDX-License-Identifier: Apache-2.0
// The states that UC applications show. Words here are ours (snake_case); what each product writes
// on its pages is its skin's.
#pragma once

#include <cstdint>

#include "core/journal/word.h"

namespace slsim {

enum class Registration : std::uint8_t {
  unregistered,
  registered,
  registration_expired,  ///< The identity certificate was not renewed in time.
  reservation_in_progress,
  specific_reservation,
  universal_reservation,
};
/// Whether licences are reserved for it: it reports to nobody.
[[nodiscard]] constexpr bool is_reserved(Registration state) {
  return state >= Registration::specific_reservation;
}

enum class Authorization : std::uint8_t {
  no_licenses_in_use,
  evaluation_mode,
  evaluation_expired,
  waiting,  ///< Registered; the first answer is still to come.
  authorized,
  out_of_compliance,
  authorization_expired,
  authorized_reserved,
  not_authorized_reserved,  ///< It needs more than is reserved for it.
};

/// What the product does about it.
enum class Enforcement : std::uint8_t { none, in_overage, no_provision };

/// Why it does so.
enum class EnforcementCause : std::uint8_t {
  none,
  evaluation_expired,
  out_of_compliance,
  authorization_expired,
  registration_expired,
  not_authorized,  ///< Of a reservation.
};

/// Of one licence that the product reports.
enum class EntitlementStatus : std::uint8_t {
  init,  ///< Nothing of it in use.
  waiting,
  in_compliance,
  out_of_compliance,
  eval,
  eval_expired,
  authorization_expired,
  invalid_tag,  ///< The authority says that it knows no such tag.
  reserved_authorized,
  not_authorized,
};

[[nodiscard]] Word word(Registration state);
[[nodiscard]] Word word(Authorization state);
[[nodiscard]] Word word(Enforcement state);
[[nodiscard]] Word word(EnforcementCause cause);
[[nodiscard]] Word word(EntitlementStatus status);

}  // namespace slsim
