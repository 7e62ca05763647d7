// SPDX-License-Identifier: Apache-2.0
// A name out of our own source (`"out_of_compliance"_w`): one pointer wide, hashed by the compiler,
// so that journals can be written and digested without touching text. Words are equal when their
// letters are.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace slsim {

struct WordEntry {
  std::string_view text;
  std::uint64_t hash;
};

/// FNV-1a, 64 bits: the same on every machine and compiler.
constexpr std::uint64_t stable_hash(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  return hash;
}

class Word {
 public:
  constexpr explicit Word(const WordEntry& entry) : entry_{&entry} {}
  [[nodiscard]] constexpr std::string_view text() const { return entry_->text; }
  [[nodiscard]] constexpr std::uint64_t hash() const { return entry_->hash; }
  [[nodiscard]] constexpr const WordEntry& entry() const { return *entry_; }
  constexpr bool operator==(const Word& other) const { return entry_->hash == other.entry_->hash; }

 private:
  const WordEntry* entry_;
};

/// A string literal as a template argument.
template <std::size_t N>
struct Literal {
  char letters[N];                                                             // NOLINT
  consteval Literal(const char (&text)[N]) { std::copy_n(text, N, letters); }  // NOLINT
};

template <Literal L>
inline constexpr WordEntry word_entry{{L.letters, sizeof(L.letters) - 1},
                                      stable_hash({L.letters, sizeof(L.letters) - 1})};

template <Literal L>
constexpr Word operator""_w() {
  return Word{word_entry<L>};
}

}  // namespace slsim
