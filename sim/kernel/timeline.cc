// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/timeline.h"

#include <algorithm>
#include <bit>

#include "core/result/check.h"

namespace slsim {
namespace {

/// Instants as unsigned numbers of the same order.
std::uint64_t key(Instant at) {
  return static_cast<std::uint64_t>(at.time_since_epoch().count()) ^ (std::uint64_t{1} << 63);
}

}  // namespace

TimerId Timeline::schedule(const Due& due) {
  std::uint32_t slot = free_;
  if (slot == none) {
    slot = static_cast<std::uint32_t>(slots_.size());
    slots_.emplace_back();
  } else {
    free_ = slots_[slot].next;
  }
  Slot& s = slots_[slot];
  s.due = due;
  s.due.at = std::max(due.at, now_);
  ++s.generation;
  append(slot);
  ++pending_;
  return {slot, s.generation};
}

void Timeline::cancel(TimerId timer) {
  if (timer.slot >= slots_.size() || slots_[timer.slot].generation != timer.generation) return;
  if (timer.generation % 2 == 0) return;
  unlink(timer.slot, bucket_of(slots_[timer.slot].due.at));
  release(timer.slot);
}

Instant Timeline::next_due() {
  return pending_ == 0 ? never : slots_[earliest_in(first_bucket())].due.at;
}

std::optional<Due> Timeline::pop(Instant limit) {
  if (pending_ == 0) return std::nullopt;
  const std::uint32_t bucket = first_bucket();
  const std::uint32_t slot = earliest_in(bucket);
  const Due due = slots_[slot].due;
  if (due.at > limit) return std::nullopt;
  unlink(slot, bucket);
  now_ = due.at;
  popped_ = due.at;
  if (bucket >= digits) take_apart(bucket);
  release(slot);
  return due;
}

void Timeline::advance_to(Instant to) {
  CHECK(to >= now_, "time does not go back");
  CHECK(next_due() >= to, "no event is skipped");
  now_ = to;
}

std::uint32_t Timeline::bucket_of(Instant at) const {
  const std::uint64_t k = key(at);
  const auto differing = static_cast<std::uint32_t>(std::bit_width(k ^ key(popped_)));
  const std::uint32_t level = (differing == 0 ? 0 : differing - 1) / digit_bits;
  return level * digits + static_cast<std::uint32_t>(k >> (level * digit_bits)) % digits;
}

/// REQUIRES: something is pending.
std::uint32_t Timeline::first_bucket() const {
  const auto level = static_cast<std::uint32_t>(std::countr_zero(used_levels_));
  return level * digits + static_cast<std::uint32_t>(std::countr_zero(used_[level]));
}

std::uint32_t Timeline::earliest_in(std::uint32_t bucket) const {
  std::uint32_t earliest = buckets_[bucket].first;
  if (bucket < digits) return earliest;  // The lowest digit: all at one instant.
  for (std::uint32_t slot = slots_[earliest].next; slot != none; slot = slots_[slot].next) {
    if (slots_[slot].due.at < slots_[earliest].due.at) earliest = slot;
  }
  return earliest;
}

void Timeline::append(std::uint32_t slot) {
  const std::uint32_t index = bucket_of(slots_[slot].due.at);
  Bucket& bucket = buckets_[index];
  slots_[slot].previous = bucket.last;
  slots_[slot].next = none;
  if (bucket.last == none) {
    bucket.first = slot;
    used_[index / digits] |= std::uint64_t{1} << (index % digits);
    used_levels_ |= 1U << (index / digits);
  } else {
    slots_[bucket.last].next = slot;
  }
  bucket.last = slot;
}

void Timeline::unlink(std::uint32_t slot, std::uint32_t bucket) {
  Bucket& b = buckets_[bucket];
  const Slot& s = slots_[slot];
  (s.previous == none ? b.first : slots_[s.previous].next) = s.next;
  (s.next == none ? b.last : slots_[s.next].previous) = s.previous;
  if (b.first != none) return;
  used_[bucket / digits] &= ~(std::uint64_t{1} << (bucket % digits));
  if (used_[bucket / digits] == 0) used_levels_ &= ~(1U << (bucket / digits));
}

/// Deals a bucket out to lower ones, in order, after popped_ has moved into its span.
void Timeline::take_apart(std::uint32_t bucket) {
  std::uint32_t slot = buckets_[bucket].first;
  if (slot == none) return;
  buckets_[bucket] = Bucket{};
  used_[bucket / digits] &= ~(std::uint64_t{1} << (bucket % digits));
  if (used_[bucket / digits] == 0) used_levels_ &= ~(1U << (bucket / digits));
  while (slot != none) {
    const std::uint32_t next = slots_[slot].next;
    append(slot);
    slot = next;
  }
}

void Timeline::release(std::uint32_t slot) {
  --pending_;
  // A slot whose generations are used up is never used again: an old id must not fit a new event.
  if (++slots_[slot].generation == 0) return;
  slots_[slot].next = free_;
  free_ = slot;
}

}  // namespace slsim
