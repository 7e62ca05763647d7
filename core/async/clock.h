// SPDX-License-Identifier: Apache-2.0
// The time in which a coroutine lives: the wall's, a scaled one or one that is stepped. It cannot
// tell.
#pragma once

#include "core/async/answer.h"
#include "core/time/instant.h"

namespace slsim {

class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;

  [[nodiscard]] virtual Instant now() const = 0;
  /// Answers with the instant at which it woke: `when` or later.
  [[nodiscard]] virtual Answer<Instant> wait_until(Instant when) = 0;
};

}  // namespace slsim
