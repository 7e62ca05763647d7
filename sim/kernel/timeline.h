// SPDX-License-Identifier: Apache-2.0
// The virtual clock and what is still to come. Timers and messages in flight are data in one queue,
// so that a copy of a Timeline is a fork of its future. Only the host of a world pops; actors
// schedule and cancel through their Context.
//
// Order is (due, order of scheduling). Time jumps from event to event and never goes back.
//
// Inside is a radix heap (docs/decisions/0001-event-queue.md), because nothing is ever due before
// the event popped last: a pending event lies in the bucket of the highest digit in which its
// instant differs from that one. Events of one instant therefore always share a bucket. Buckets are
// queues and are dealt out to lower ones in order, so that FIFO needs no serial.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/journal/event.h"
#include "core/time/instant.h"

namespace slsim {

/// Names one scheduled event. Always safe to cancel: a default one, one that has happened, one
/// cancelled before.
struct TimerId {
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;
  bool operator==(const TimerId&) const = default;
};

/// What is delivered: to whom, of which kind (the actor's own numbering), with 64 bits of the
/// actor's choice.
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
  /// O(1), amortised.
  void cancel(TimerId timer);

  /// When the next event is due; `never` when there is none.
  [[nodiscard]] Instant next_due();
  /// Takes the next event if it is due at or before `limit`, and moves the clock to it.
  std::optional<Due> pop(Instant limit);
  /// Moves the clock to `to` without events. REQUIRES: nothing is due before `to`, and `to` is not
  /// past.
  void advance_to(Instant to);

  [[nodiscard]] std::size_t pending() const { return pending_; }

  template <class Archive>
  void persist(Archive& archive) {
    archive(now_, popped_, earliest_, pending_, stale_, free_slot_, free_chunk_, used_levels_,
            used_, buckets_, chunks_, slots_);
  }

 private:
  static constexpr std::uint32_t none = 0xffff'ffff;
  static constexpr std::uint32_t digit_bits = 6;  // So one word says which digits are in use.
  static constexpr std::uint32_t digits = 1U << digit_bits;
  static constexpr std::uint32_t levels = 64 / digit_bits + 1;
  static constexpr std::size_t bucket_count = std::size_t{levels} * digits;
  static constexpr std::uint32_t chunk_size = 15;

  /// What is pending, 32 bytes. A cancelled one stays behind, stale, until it gets in the way.
  struct Entry {
    Due due;
    TimerId timer;
  };
  /// A piece of a bucket: entries from `begin` up to but without `end`.
  struct Chunk {
    std::uint32_t next = none;
    std::uint16_t begin = 0;
    std::uint16_t end = 0;
    std::array<Entry, chunk_size> entries;
  };
  /// A queue of entries. On the lowest level all of them are due at one instant.
  struct Bucket {
    std::uint32_t first = none;
    std::uint32_t last = none;
  };
  /// What a TimerId refers to. The generation is odd while the event is pending.
  struct Slot {
    std::uint32_t generation = 0;
    std::uint32_t next_free = none;
  };

  [[nodiscard]] bool alive(const Entry& entry) const {
    return slots_[entry.timer.slot].generation == entry.timer.generation;
  }
  [[nodiscard]] std::uint32_t bucket_of(Instant at) const;
  [[nodiscard]] std::uint32_t first_bucket() const;
  [[nodiscard]] Instant earliest_in(std::uint32_t bucket) const;
  Entry& append(Instant at);
  Entry take_head(std::uint32_t bucket);
  Entry take_apart(std::uint32_t bucket);
  template <class Keep>
  void deal_out(std::uint32_t bucket, Keep keep);
  void clear(std::uint32_t bucket);
  void drop_stale(std::uint32_t bucket);
  void drop_stale_ahead();
  void release(TimerId timer);
  std::uint32_t new_chunk();
  void free_chunk(std::uint32_t chunk);

  Instant now_;
  Instant popped_ = now_;            // Buckets are reckoned from it: nothing pending is due before.
  std::optional<Instant> earliest_;  // Due of the next event, where it is known.
  std::size_t pending_ = 0;
  std::size_t stale_ = 0;
  std::uint32_t free_slot_ = none;
  std::uint32_t free_chunk_ = none;
  std::uint32_t used_levels_ = 0;             // A bit for each level.
  std::array<std::uint64_t, levels> used_{};  // A bit for each digit.
  std::array<Bucket, bucket_count> buckets_{};
  std::vector<Chunk> chunks_;
  std::vector<Slot> slots_;
};

}  // namespace slsim
