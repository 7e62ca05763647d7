// SPDX-License-Identifier: Apache-2.0
// Flags and words of a command line, by a table that also makes the help.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace slsim {

struct MediatorFlag {
  std::string_view name;   ///< Without its dashes.
  std::string_view value;  ///< What its value is called: `FILE`; empty: it has none.
  std::string_view help;
};

class MediatorFlags {
 public:
  [[nodiscard]] bool has(std::string_view flag) const { return values_.contains(flag); }
  [[nodiscard]] std::optional<std::string> find(std::string_view flag) const;
  [[nodiscard]] std::string text(std::string_view flag, std::string_view otherwise = {}) const {
    return find(flag).value_or(std::string{otherwise});
  }
  /// A whole number from 1 to 1000; absent when it is another text.
  [[nodiscard]] std::optional<std::size_t> count(std::string_view flag,
                                                 std::size_t otherwise) const;
  [[nodiscard]] const std::vector<std::string>& all(std::string_view flag) const;
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }

 private:
  friend tl::expected<MediatorFlags, std::string> parse_mediator_flags(
      std::span<const MediatorFlag> table, const std::vector<std::string>& words);
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
  std::vector<std::string> words_;
};

/// Flags may stand anywhere, and more than once. Or a sentence that says what is wrong.
[[nodiscard]] tl::expected<MediatorFlags, std::string> parse_mediator_flags(
    std::span<const MediatorFlag> table, const std::vector<std::string>& words);

/// A line for each.
[[nodiscard]] std::string describe(std::span<const MediatorFlag> table);

}  // namespace slsim
