// SPDX-License-Identifier: Apache-2.0
// Words (core/journal/word.h) among bytes: each is written out where it occurs first, and goes by
// its number from then on. Words that are read have their letters in a store, since those of the
// source cannot be found by their text; whoever keeps such words keeps the store.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "core/journal/word.h"

namespace slsim {

/// Numbers words in the order in which they come.
class WordNumbers {
 public:
  /// The number of `word`, which is count() the first time.
  std::uint32_t operator()(Word word) {
    if (std::size_t{2} * (count_ + 1) > slots_.size()) grow();
    Slot& slot = find(word.hash());
    if (slot.number == none) slot = {word.hash(), count_++};
    return slot.number;
  }
  [[nodiscard]] std::uint32_t count() const { return count_; }

 private:
  static constexpr std::uint32_t none = 0xffff'ffff;
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t number = none;
  };
  /// The one of that hash, or the free one where it belongs.
  Slot& find(std::uint64_t hash) {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].number != none && slots_[at].hash != hash)
      at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }
  void grow() {
    std::vector<Slot> before(slots_.empty() ? 256 : 2 * slots_.size());
    before.swap(slots_);
    for (const Slot& slot : before) {
      if (slot.number != none) find(slot.hash) = slot;
    }
  }

  std::vector<Slot> slots_;  // A power of two, half of them free.
  std::uint32_t count_ = 0;
};

/// Words by such numbers.
class WordStore {
 public:
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  void add(std::string text) {
    texts_.push_back(std::move(text));
    entries_.push_back({texts_.back(), stable_hash(texts_.back())});
  }
  /// REQUIRES: below size().
  [[nodiscard]] Word at(std::size_t number) const { return Word{entries_[number]}; }

 private:
  std::deque<std::string> texts_;  // Deques, since what is in them stays where it is.
  std::deque<WordEntry> entries_;
};

}  // namespace slsim
