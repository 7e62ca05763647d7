// SPDX-License-Identifier: Apache-2.0
// How long to wait before asking again a server that says slow down: what it says, else twice as
// long each time, less a random part, so that many clients do not come back together.
#pragma once

#include <optional>

#include "core/chance/chance.h"
#include "core/http/message.h"
#include "core/time/instant.h"

namespace slsim {

struct BackOffLimits {
  Duration first = seconds(2);
  Duration longest = minutes(5);
  int attempts = 8;  ///< With the first.
};

class BackOff {
 public:
  BackOff(const BackOffLimits& limits, RandomStream& stream) : limits_{limits}, stream_{&stream} {}

  /// Absent when it has been tried often enough. `asked`: what the server wants.
  [[nodiscard]] std::optional<Duration> next(std::optional<Duration> asked);

 private:
  BackOffLimits limits_;
  RandomStream* stream_;
  int tried_ = 1;
};

/// Whether the answer says slow down: 429, 502 to 504, and the gateway's 403 with a page in HTML,
/// which looks like a refused credential and is none.
[[nodiscard]] bool is_throttling(const HttpResponse& answer);
/// Its Retry-After in seconds, when it has a sensible one.
[[nodiscard]] std::optional<Duration> retry_after(const HttpResponse& answer);

}  // namespace slsim
