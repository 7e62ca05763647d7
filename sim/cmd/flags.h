// SPDX-License-Identifier: Apache-2.0
// Flags of a command line, by a table that also makes the help. Every flag is spelled out, values
// follow a space or `=`, and everything else is an argument, wherever it stands.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace slsim {

struct Flag {
  std::string_view name;   ///< Without its dashes.
  std::string_view value;  ///< What its value is called: `FILE`; empty: it has none.
  std::string_view help;   ///< A sentence, or several lines.
};

class FlagValues {
 public:
  [[nodiscard]] bool has(std::string_view flag) const { return values_.contains(flag); }
  /// REQUIRES: it is there.
  [[nodiscard]] const std::string& text(std::string_view flag) const;
  [[nodiscard]] std::optional<std::string> find(std::string_view flag) const;
  [[nodiscard]] const std::vector<std::string>& arguments() const { return arguments_; }

 private:
  friend tl::expected<FlagValues, std::string> parse_flags(std::span<const Flag> flags,
                                                           const std::vector<std::string>& words);
  std::map<std::string, std::string, std::less<>> values_;
  std::vector<std::string> arguments_;
};

/// Or a sentence that says what is wrong, with the nearest flag where one was misspelled. `--help`
/// is always known.
[[nodiscard]] tl::expected<FlagValues, std::string> parse_flags(
    std::span<const Flag> flags, const std::vector<std::string>& words);

/// A line for each flag, and for each further line of its help.
[[nodiscard]] std::string describe_flags(std::span<const Flag> flags);

/// A whole number from `least` to `most`, in digits alone.
[[nodiscard]] std::optional<std::uint64_t> parse_number(std::string_view text, std::uint64_t least,
                                                        std::uint64_t most);

/// As a shell reads it back: in quotes where that is needed.
[[nodiscard]] std::string shell_quote(std::string_view text);

}  // namespace slsim
