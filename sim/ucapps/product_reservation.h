// SPDX-License-Identifier: Apache-2.0
// License reservation on the product: enabled, requested, installed. Codes are carried by an
// administrator; the product reports to nobody meanwhile.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/time/instant.h"
#include "sim/licensing/reservation.h"

namespace slsim {

struct ProductReservation {
  enum class Stage : std::uint8_t { enabled, requested, installed };
  Stage stage = Stage::enabled;
  Instant requested_wall{};
  Instant installed_wall{};                   ///< For the first time.
  std::optional<ReservationGrant> grant{};  ///< As installed last.
  std::string confirmation{};      ///< That the last change has to be confirmed with; empty: none.
  std::int64_t license_count = 0;  ///< What an administrator noted of a universal one.
};
[[nodiscard]] Word word(ProductReservation::Stage stage);

}  // namespace slsim
