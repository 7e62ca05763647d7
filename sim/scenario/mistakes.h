// SPDX-License-Identifier: Apache-2.0
// What is wrong with a scenario file, said to the person who wrote it: where, what, and what was
// expected instead. All mistakes of a file are collected and shown at once, in the order of the
// text.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slsim {

/// A place in one of the files that a scenario is made of. Lines and columns count from 1.
struct Mark {
  std::uint32_t file = 0;  ///< 0 is the scenario itself, then what it includes, in order.
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  auto operator<=>(const Mark&) const = default;
};

struct Mistake {
  std::string path;
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  std::string text;
  bool operator==(const Mistake&) const = default;
};

/// `path:line:column: text`
[[nodiscard]] std::string print(const Mistake& mistake);

class Mistakes {
 public:
  struct Entry {
    Mark mark;
    std::string text;
    auto operator<=>(const Entry&) const = default;
  };
  /// More than a person reads; a file that is wrong throughout is not worth the memory.
  static constexpr std::size_t most = 1000;

  void add(Mark mark, std::string text);
  [[nodiscard]] bool none() const { return entries_.empty(); }
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  /// Sorted by place, each once; `paths` are the files by number.
  [[nodiscard]] std::vector<Mistake> sorted(std::span<const std::string> paths) const;

 private:
  std::vector<Entry> entries_;
};

/// A word of a file as messages show it: in quotes, cut to fit a line, without control characters.
[[nodiscard]] std::string shown(std::string_view word);
/// `a, b or c`; only the first dozen of many.
[[nodiscard]] std::string one_of(std::span<const std::string_view> words);
/// `; did you mean 'register'?` when one of `known` is near `word` or has it among its words, else
/// empty.
[[nodiscard]] std::string did_you_mean(std::string_view word,
                                       std::span<const std::string_view> known);

}  // namespace slsim
