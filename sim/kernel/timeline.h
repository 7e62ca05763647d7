// SPDX-License-Identifier: Apache-2.0
// The virtual clock and what is still to come. Timers and messages in flight are data in one queue, so that a copy of a
// Timeline is a fork of its future. Only the host of a world pops; actors schedule and cancel through their Context.
//
// Order is (due, order of scheduling). Time jumps from event to event and never goes back.
#pragma once

#include <cstdint>
#include <optional>

#include "core/journal/event.h"
#include "core/time/instant.h"

namespace slsim {

/// Names one scheduled event. Always safe to cancel: a default one, one that has happened, one cancelled before.
struct TimerId {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;
  bool operator==(const TimerId&) const = default;
};

/// What is delivered: to whom, of which kind (the actor's own numbering), with 64 bits of the actor's choice.
struct Due {
  Instant at;
  ActorId actor;
  std::uint32_t kind = 0;
  std::uint64_t argument = 0;
};

class Timeline {
 public:
  explicit Timeline(Instant start = Instant{}) : now_{start} {}

  [[nodiscard]] Instant now() const { return now_; }
  /// Due before now is due now. Behind everything already due at that instant.
  TimerId schedule(const Due& due);
  /// O(1).
  void cancel(TimerId timer);

  /// When the next event is due; `never` when there is none.
  [[nodiscard]] Instant next_due();
  /// Takes the next event if it is due at or before `limit`, and moves the clock to it.
  std::optional<Due> pop(Instant limit);
  /// Moves the clock to `to` without events. REQUIRES: nothing is due before `to`, and `to` is not past.
  void advance_to(Instant to);

  [[nodiscard]] std::size_t pending() const;

 private:
  Instant now_;
};

}  // namespace slsim
