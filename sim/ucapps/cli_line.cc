// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cli_line.h"

#include <algorithm>

#include "core/http/message.h"

namespace slsim {
namespace {

/// How many words both have in common before they differ or one ends.
std::size_t common(std::span<const std::string> words, const std::vector<std::string>& wanted) {
  std::size_t i = 0;
  while (i < words.size() && i < wanted.size() && same_ignoring_case(words[i], wanted[i])) ++i;
  return i;
}

}  // namespace

std::vector<std::string> words_of_line(std::string_view line) {
  std::vector<std::string> words;
  bool inside = false;
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
      if (!inside) words.emplace_back();
      inside = true;
    } else if (!quoted && (c == ' ' || c == '\t' || c == '\r' || c == '\n')) {
      inside = false;
    } else {
      if (!inside) words.emplace_back();
      inside = true;
      words.back() += c;
    }
  }
  return words;
}

std::string plain_line(std::span<const std::string> words) {
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line += ' ';
    for (const char c : word) line += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return line;
}

bool begins_with(std::span<const std::string> words, std::string_view command) {
  const std::vector<std::string> wanted = words_of_line(command);
  return common(words, wanted) == wanted.size();
}

bool begins(std::span<const std::string> words, std::string_view command) {
  const std::vector<std::string> wanted = words_of_line(command);
  return words.size() < wanted.size() && common(words, wanted) == words.size();
}

}  // namespace slsim
