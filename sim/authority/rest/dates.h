// SPDX-License-Identifier: Apache-2.0
// Dates as the REST interface writes them: in three styles, sometimes in one answer.
#pragma once

#include <string>

#include "core/time/instant.h"

namespace slsim {

/// `2019-05-20`
[[nodiscard]] std::string rest_date(Instant at);
/// `2019-01-18T01:07:36.000Z`
[[nodiscard]] std::string rest_instant(Instant at);
/// `Jun 10, 2019`
[[nodiscard]] std::string rest_day(Instant at);

}  // namespace slsim
