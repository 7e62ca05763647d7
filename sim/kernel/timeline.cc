// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/timeline.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "core/result/check.h"

namespace slsim {
namespace {

/// Instants as unsigned numbers of the same order.
std::uint64_t key(Instant at) {
  return static_cast<std::uint64_t>(at.time_since_epoch().count()) ^ (std::uint64_t{1} << 63);
}

}  // namespace

TimerId Timeline::schedule(const Due& due) {
  if (free_slot_ == none) {
    free_slot_ = static_cast<std::uint32_t>(slots_.size());
    slots_.emplace_back();
  }
  const TimerId timer{free_slot_, ++slots_[free_slot_].generation};
  free_slot_ = slots_[free_slot_].next_free;
  const Instant at = std::max(due.at, now_);
  append(at) = {{at, due.actor, due.kind, due.argument}, timer};
  ++pending_;
  if (earliest_) earliest_ = std::min(*earliest_, at);
  return timer;
}

void Timeline::cancel(TimerId timer) {
  const bool pending = timer.slot < slots_.size() && timer.generation % 2 == 1 &&
                       slots_[timer.slot].generation == timer.generation;
  if (!pending) return;
  release(timer);
  ++stale_;
  earliest_.reset();
  if (stale_ <= pending_) return;
  for (std::uint32_t level = 0; level < levels; ++level) {
    for (std::uint64_t in_use = used_[level]; in_use != 0; in_use &= in_use - 1) {
      drop_stale(level * digits + static_cast<std::uint32_t>(std::countr_zero(in_use)));
    }
  }
}

Instant Timeline::next_due() {
  if (pending_ == 0) return never;
  if (!earliest_) {
    if (stale_ != 0) drop_stale_ahead();
    earliest_ = earliest_in(first_bucket());
  }
  return *earliest_;
}

std::optional<Due> Timeline::pop(Instant limit) {
  const Instant at = next_due();
  if (pending_ == 0 || at > limit) return std::nullopt;
  now_ = at;
  popped_ = at;
  earliest_.reset();
  const std::uint32_t bucket = first_bucket();
  const Entry entry = bucket < digits ? take_head(bucket) : take_apart(bucket);
  release(entry.timer);
  return entry.due;
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

std::uint32_t Timeline::first_bucket() const {
  CHECK(used_levels_ != 0, "what is pending is in a bucket");
  const auto level = static_cast<std::uint32_t>(std::countr_zero(used_levels_));
  return level * digits + static_cast<std::uint32_t>(std::countr_zero(used_[level]));
}

Instant Timeline::earliest_in(std::uint32_t bucket) const {
  const Chunk* chunk = &chunks_[buckets_[bucket].first];
  Instant earliest = chunk->entries[chunk->begin].due.at;
  if (bucket < digits) return earliest;
  while (true) {
    for (std::uint32_t i = chunk->begin; i < chunk->end; ++i) {
      earliest = std::min(earliest, chunk->entries[i].due.at);
    }
    if (chunk->next == none) return earliest;
    chunk = &chunks_[chunk->next];
  }
}

/// A place for an entry that is due then, behind all that are in its bucket.
Timeline::Entry& Timeline::append(Instant at) {
  const std::uint32_t index = bucket_of(at);
  Bucket& bucket = buckets_[index];
  if (bucket.first == none) {
    bucket.first = bucket.last = new_chunk();
    used_[index / digits] |= std::uint64_t{1} << (index % digits);
    used_levels_ |= 1U << (index / digits);
  } else if (chunks_[bucket.last].end == chunk_size) {
    const std::uint32_t more = new_chunk();
    chunks_[bucket.last].next = more;
    bucket.last = more;
  }
  Chunk& chunk = chunks_[bucket.last];
  return chunk.entries[chunk.end++];
}

Timeline::Entry Timeline::take_head(std::uint32_t bucket) {
  const std::uint32_t first = buckets_[bucket].first;
  Chunk& chunk = chunks_[first];
  const Entry head = chunk.entries[chunk.begin++];
  if (chunk.begin == chunk.end) {
    buckets_[bucket].first = chunk.next;
    if (chunk.next == none) clear(bucket);
    free_chunk(first);
  }
  return head;
}

/// Takes the first entry that is due now, and deals the others out to lower buckets.
Timeline::Entry Timeline::take_apart(std::uint32_t bucket) {
  Entry taken;
  deal_out(bucket, [this, &taken](const Entry& entry) {
    if (taken.timer.generation != 0 || entry.due.at != now_) return true;
    taken = entry;
    return false;
  });
  return taken;
}

/// Empties a bucket and appends what is to be kept anew, in order.
template <class Keep>
void Timeline::deal_out(std::uint32_t bucket, Keep keep) {
  std::uint32_t chunk = buckets_[bucket].first;
  clear(bucket);
  while (chunk != none) {
    for (std::uint32_t i = chunks_[chunk].begin; i < chunks_[chunk].end; ++i) {
      const Entry entry = chunks_[chunk].entries[i];  // A copy, as appending may move the chunks.
      if (keep(entry)) append(entry.due.at) = entry;
    }
    const std::uint32_t next = chunks_[chunk].next;
    free_chunk(chunk);
    chunk = next;
  }
}

void Timeline::clear(std::uint32_t bucket) {
  buckets_[bucket] = Bucket{};
  std::uint64_t& in_use = used_[bucket / digits];
  in_use &= ~(std::uint64_t{1} << (bucket % digits));
  if (in_use == 0) used_levels_ &= ~(1U << (bucket / digits));
}

void Timeline::drop_stale(std::uint32_t bucket) {
  deal_out(bucket, [this](const Entry& entry) {
    const bool keep = alive(entry);
    if (!keep) --stale_;
    return keep;
  });
}

/// Until the first bucket has a live head and, above the lowest level, nothing stale at all.
/// REQUIRES: something is pending.
void Timeline::drop_stale_ahead() {
  while (true) {
    const std::uint32_t bucket = first_bucket();
    if (bucket >= digits) {
      drop_stale(bucket);
      if (buckets_[bucket].first != none) return;
    } else {
      const Chunk& chunk = chunks_[buckets_[bucket].first];
      if (alive(chunk.entries[chunk.begin])) return;
      take_head(bucket);
      --stale_;
    }
  }
}

void Timeline::release(TimerId timer) {
  --pending_;
  // A slot that has used up its generations is not used again: an old id must not fit a new event.
  const std::uint32_t spent = timer.generation + 1;
  slots_[timer.slot] = {spent, free_slot_};
  if (spent != 0) free_slot_ = timer.slot;
}

std::uint32_t Timeline::new_chunk() {
  if (free_chunk_ == none) {
    chunks_.emplace_back();
    return static_cast<std::uint32_t>(chunks_.size() - 1);
  }
  const std::uint32_t chunk = std::exchange(free_chunk_, chunks_[free_chunk_].next);
  chunks_[chunk].next = none;
  chunks_[chunk].begin = chunks_[chunk].end = 0;
  return chunk;
}

void Timeline::free_chunk(std::uint32_t chunk) {
  chunks_[chunk].next = free_chunk_;
  free_chunk_ = chunk;
}

}  // namespace slsim
