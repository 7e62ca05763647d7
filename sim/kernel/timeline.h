// SPDX-License-Identifier: Apache-2.0
// The virtual clock and what is still to come. Timers and messages in flight are data in one queue, so that a copy of a
// Timeline is a fork of its future. Only the host of a world pops; actors schedule and cancel through their Context.
//
// Order is (due, order of scheduling). Time jumps from event to event and never goes back.
//
// Inside is a radix heap (docs/decisions/0001-event-queue.md). It uses that nothing is ever due before the event popped
// last: a pending event lies in the bucket of the highest digit in which its instant differs from that one. Equal
// instants therefore share a bucket, and since buckets are queues that are taken apart in order, FIFO needs no serial.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

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

  [[nodiscard]] std::size_t pending() const { return pending_; }

 private:
  static constexpr std::uint32_t none = 0xffff'ffff;
  static constexpr std::uint32_t digit_bits = 6;  // So that one word says which buckets of a level are in use.
  static constexpr std::uint32_t digits = 1U << digit_bits;
  static constexpr std::uint32_t levels = 64 / digit_bits + 1;

  /// A pending event in the list of its bucket, or a free slot in the list of those.
  struct Slot {
    Due due;
    std::uint32_t generation = 0;  // Odd while pending, so that no id in use fits a free slot.
    std::uint32_t next = none;
    std::uint32_t previous = none;
  };
  struct Bucket {
    std::uint32_t first = none;
    std::uint32_t last = none;
  };

  [[nodiscard]] std::uint32_t bucket_of(Instant at) const;
  [[nodiscard]] std::uint32_t first_bucket() const;
  [[nodiscard]] std::uint32_t earliest_in(std::uint32_t bucket) const;
  void append(std::uint32_t slot);
  void unlink(std::uint32_t slot, std::uint32_t bucket);
  void take_apart(std::uint32_t bucket);
  void release(std::uint32_t slot);

  Instant now_;
  Instant popped_ = now_;  // What buckets are reckoned from: no pending event is due before it.
  std::size_t pending_ = 0;
  std::uint32_t free_ = none;
  std::uint32_t used_levels_ = 0;                  // Bit by level.
  std::array<std::uint64_t, levels> used_{};       // Bit by digit.
  std::array<Bucket, levels * digits> buckets_{};
  std::vector<Slot> slots_;
};

}  // namespace slsim
