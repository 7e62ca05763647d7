// SPDX-License-Identifier: Apache-2.0
// Texts that came from outside our source (names of accounts, hosts, tokens), each kept once and
// named by a number.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/journal/event.h"

namespace slsim {

class Names {
 public:
  /// The number of `text`, given now if it is new. The same texts in the same order get the same
  /// numbers.
  NameId intern(std::string_view text);
  [[nodiscard]] std::string_view text(NameId id) const { return texts_[id.index]; }
  /// Of the letters, not of the number: digests do not depend on the order of interning.
  [[nodiscard]] std::uint64_t hash(NameId id) const { return hashes_[id.index]; }
  void prefetch_hash(NameId id) const { __builtin_prefetch(&hashes_[id.index]); }
  [[nodiscard]] std::size_t size() const { return texts_.size(); }

  template <class Archive>
  void persist(Archive& archive) {
    std::vector<std::uint32_t> sorted;
    sorted.reserve(index_.size());
    for (const auto& [text, id] : index_) sorted.push_back(id);
    archive(texts_, hashes_, sorted);
    if constexpr (Archive::reads) {
      index_.clear();
      for (const std::uint32_t id : sorted) {
        if (id >= texts_.size()) return archive.fail();
        index_.emplace_hint(index_.end(), texts_[id], id);
      }
    }
  }

 private:
  std::vector<std::string> texts_;
  std::vector<std::uint64_t> hashes_;  // Apart, because each event needs some and few need texts.
  std::map<std::string, std::uint32_t, std::less<>> index_;
};

}  // namespace slsim
