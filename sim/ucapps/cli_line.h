// SPDX-License-Identifier: Apache-2.0
// One line of a command line in words.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slsim {

/// Longer lines are no commands. A reservation's authorization code has some 1,500 characters.
inline constexpr std::size_t cli_line_limit = 8192;

/// What blanks part; quotes (`"`) hold together what they are around, and are not part of it.
[[nodiscard]] std::vector<std::string> words_of_line(std::string_view line);
/// With one blank between them, in small letters.
[[nodiscard]] std::string plain_line(std::span<const std::string> words);
/// Whether `words` begin with those of `command`, in any case of letters.
[[nodiscard]] bool begins_with(std::span<const std::string> words, std::string_view command);
/// Whether more words could make it one that begins with `command`.
[[nodiscard]] bool begins(std::span<const std::string> words, std::string_view command);

}  // namespace slsim
