// SPDX-License-Identifier: Apache-2.0
// Event queues that Timeline could have been, as far as the hold model needs them: schedule, and
// pop of the next event; each can find out that an event was cancelled, except the baseline. What
// came of the comparison is in docs/decisions/0001-event-queue.md.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <queue>
#include <vector>

#include "core/result/check.h"
#include "sim/kernel/timeline.h"

namespace slsim {

/// The baseline: std::priority_queue with a serial for FIFO, and no cancelling.
class PriorityQueue {
 public:
  void schedule(const Due& due) { queue_.push({due, serial_++}); }
  Due pop() {
    const Due due = queue_.top().due;
    queue_.pop();
    return due;
  }

 private:
  struct Entry {
    Due due;
    std::uint64_t serial;
    bool operator<(const Entry& other) const {
      return due.at != other.due.at ? due.at > other.due.at : serial > other.serial;
    }
  };
  std::priority_queue<Entry> queue_;
  std::uint64_t serial_ = 0;
};

/// Slots with generations: what tells an entry that is alive from one that was cancelled.
class Generations {
 public:
  TimerId take() {
    if (free_.empty()) {
      free_.push_back(static_cast<std::uint32_t>(generations_.size()));
      generations_.push_back(0);
    }
    const std::uint32_t slot = free_.back();
    free_.pop_back();
    return {slot, ++generations_[slot]};
  }
  /// Whether the entry was alive.
  bool release(TimerId timer) {
    if (generations_[timer.slot] != timer.generation) return false;
    ++generations_[timer.slot];
    free_.push_back(timer.slot);
    return true;
  }

 private:
  std::vector<std::uint32_t> generations_;
  std::vector<std::uint32_t> free_;
};

/// A 4-ary heap in one vector, with a serial for FIFO.
class QuaternaryHeap {
 public:
  void schedule(const Due& due) {
    const Entry entry{due, serial_++, generations_.take()};
    std::size_t hole = heap_.size();
    heap_.push_back(entry);
    while (hole > 0 && entry.before(heap_[(hole - 1) / 4])) {
      heap_[hole] = heap_[(hole - 1) / 4];
      hole = (hole - 1) / 4;
    }
    heap_[hole] = entry;
  }
  Due pop() {
    while (true) {
      const Entry first = heap_.front();
      remove_first();
      if (generations_.release(first.timer)) return first.due;
    }
  }

 private:
  struct Entry {
    Due due;
    std::uint64_t serial;
    TimerId timer;
    [[nodiscard]] bool before(const Entry& other) const {
      return due.at != other.due.at ? due.at < other.due.at : serial < other.serial;
    }
  };
  void remove_first() {
    const Entry last = heap_.back();
    heap_.pop_back();
    if (heap_.empty()) return;
    std::size_t hole = 0;
    for (std::size_t child = 1; child < heap_.size(); child = 4 * hole + 1) {
      const std::size_t end = std::min(child + 4, heap_.size());
      std::size_t least = child;
      for (std::size_t i = child + 1; i < end; ++i) {
        if (heap_[i].before(heap_[least])) least = i;
      }
      if (!heap_[least].before(last)) break;
      heap_[hole] = heap_[least];
      hole = least;
    }
    heap_[hole] = last;
  }

  std::vector<Entry> heap_;
  Generations generations_;
  std::uint64_t serial_ = 0;
};

/// Where a radix heap with digits of `Bits` bits puts an instant, and which buckets are in use.
template <std::uint32_t Bits>
class RadixPlaces {
 public:
  static constexpr std::uint32_t digits = 1U << Bits;
  static constexpr std::uint32_t levels = (63 + Bits) / Bits;
  static constexpr std::size_t buckets = std::size_t{levels} * digits;

  [[nodiscard]] std::uint32_t bucket_of(Instant at) const {
    const auto k = static_cast<std::uint64_t>(at.time_since_epoch().count());
    const auto differing = static_cast<std::uint32_t>(std::bit_width(k ^ popped_));
    const std::uint32_t level = (differing == 0 ? 0 : differing - 1) / Bits;
    return level * digits + static_cast<std::uint32_t>(k >> (level * Bits)) % digits;
  }
  [[nodiscard]] std::uint32_t first() const {
    CHECK(used_levels_ != 0, "there is something to pop");
    const auto level = static_cast<std::uint32_t>(std::countr_zero(used_levels_));
    return level * digits + static_cast<std::uint32_t>(std::countr_zero(used_[level]));
  }
  void use(std::uint32_t bucket) {
    used_[bucket / digits] |= std::uint64_t{1} << (bucket % digits);
    used_levels_ |= std::uint64_t{1} << (bucket / digits);
  }
  void clear(std::uint32_t bucket) {
    used_[bucket / digits] &= ~(std::uint64_t{1} << (bucket % digits));
    if (used_[bucket / digits] == 0) used_levels_ &= ~(std::uint64_t{1} << (bucket / digits));
  }
  void set_popped(Instant at) {
    popped_ = static_cast<std::uint64_t>(at.time_since_epoch().count());
  }

 private:
  std::uint64_t popped_ = 0;
  std::uint64_t used_levels_ = 0;
  std::array<std::uint64_t, levels> used_{};
};

/// A radix heap whose buckets are vectors.
template <std::uint32_t Bits>
class VectorRadixHeap {
 public:
  void schedule(const Due& due) { append({due, generations_.take()}); }
  Due pop() {
    while (true) {
      const std::uint32_t bucket = places_.first();
      if (bucket >= places_.digits) {
        take_apart(bucket);
        continue;
      }
      const Entry head = buckets_[bucket][head_++];
      if (head_ == buckets_[bucket].size()) clear(bucket);
      if (generations_.release(head.timer)) return head.due;
    }
  }

 private:
  struct Entry {
    Due due;
    TimerId timer;
  };
  void append(const Entry& entry) {
    const std::uint32_t bucket = places_.bucket_of(entry.due.at);
    buckets_[bucket].push_back(entry);
    places_.use(bucket);
  }
  void clear(std::uint32_t bucket) {
    buckets_[bucket].clear();
    places_.clear(bucket);
    head_ = 0;
  }
  void take_apart(std::uint32_t bucket) {
    const auto earlier = [](const Entry& a, const Entry& b) { return a.due.at < b.due.at; };
    const std::vector<Entry>& entries = buckets_[bucket];
    places_.set_popped(std::min_element(entries.begin(), entries.end(), earlier)->due.at);
    for (const Entry& entry : entries) append(entry);
    clear(bucket);
  }

  RadixPlaces<Bits> places_;
  std::array<std::vector<Entry>, RadixPlaces<Bits>::buckets> buckets_;
  std::size_t head_ = 0;  // Of the bucket in use on the lowest level.
  Generations generations_;
};

/// A radix heap whose buckets are doubly linked lists through one pool: cancelling would unlink.
template <std::uint32_t Bits>
class ListRadixHeap {
 public:
  void schedule(const Due& due) {
    if (free_ == none) {
      free_ = static_cast<std::uint32_t>(nodes_.size());
      nodes_.emplace_back();
    }
    const std::uint32_t node = free_;
    free_ = nodes_[node].next;
    nodes_[node].due = due;
    ++nodes_[node].generation;
    append(node);
  }
  Due pop() {
    const std::uint32_t bucket = places_.first();
    const std::uint32_t node = earliest_in(bucket);
    const Due due = nodes_[node].due;
    places_.set_popped(due.at);
    unlink(node, bucket);
    if (buckets_[bucket].first == none) {
      places_.clear(bucket);
    } else if (bucket >= places_.digits) {
      take_apart(bucket);
    }
    ++nodes_[node].generation;
    nodes_[node].next = free_;
    free_ = node;
    return due;
  }

 private:
  static constexpr std::uint32_t none = 0xffff'ffff;
  struct Node {
    Due due;
    std::uint32_t generation = 0;
    std::uint32_t next = none;
    std::uint32_t previous = none;
  };
  struct Bucket {
    std::uint32_t first = none;
    std::uint32_t last = none;
  };
  [[nodiscard]] std::uint32_t earliest_in(std::uint32_t bucket) const {
    std::uint32_t earliest = buckets_[bucket].first;
    if (bucket < places_.digits) return earliest;
    for (std::uint32_t node = nodes_[earliest].next; node != none; node = nodes_[node].next) {
      if (nodes_[node].due.at < nodes_[earliest].due.at) earliest = node;
    }
    return earliest;
  }
  void append(std::uint32_t node) {
    const std::uint32_t index = places_.bucket_of(nodes_[node].due.at);
    Bucket& bucket = buckets_[index];
    nodes_[node].previous = bucket.last;
    nodes_[node].next = none;
    (bucket.last == none ? bucket.first : nodes_[bucket.last].next) = node;
    bucket.last = node;
    places_.use(index);
  }
  void unlink(std::uint32_t node, std::uint32_t index) {
    const auto [due, generation, next, previous] = nodes_[node];
    Bucket& bucket = buckets_[index];
    (previous == none ? bucket.first : nodes_[previous].next) = next;
    (next == none ? bucket.last : nodes_[next].previous) = previous;
  }
  void take_apart(std::uint32_t bucket) {
    std::uint32_t node = buckets_[bucket].first;
    buckets_[bucket] = Bucket{};
    places_.clear(bucket);
    while (node != none) {
      const std::uint32_t next = nodes_[node].next;
      append(node);
      node = next;
    }
  }

  RadixPlaces<Bits> places_;
  std::array<Bucket, RadixPlaces<Bits>::buckets> buckets_{};
  std::vector<Node> nodes_;
  std::uint32_t free_ = none;
};

}  // namespace slsim
