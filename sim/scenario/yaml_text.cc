// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/yaml_text.h"

#include <fmt/format.h>

namespace slsim {
namespace {

std::size_t continuation_bytes(unsigned char first) {
  if (first >= 0xC2 && first <= 0xDF) return 1;
  if (first >= 0xE0 && first <= 0xEF) return 2;
  if (first >= 0xF0 && first <= 0xF4) return 3;
  return 0;
}

/// The bytes of the letter that begins at `at`; 0 when there is none in UTF-8.
std::size_t letter_size(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(at) < 0x80) return 1;
  const std::size_t more = continuation_bytes(byte(at));
  if (more == 0 || text.size() - at <= more) return 0;
  for (std::size_t i = at + 1; i <= at + more; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  }
  return more + 1;
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < ' ' && c != '\n' && c != '\r' && c != '\t') || byte == 0x7f;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = letter_size(text, i);
    if (size == 0) return false;
    i += size;
  }
  return true;
}

std::string_view without_bom(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

std::optional<Mistakes::Entry> refuse_text(std::string_view text, std::uint32_t file,
                                           std::size_t limit) {
  Mark mark{file, 1, 1};
  const auto refused = [&](std::string why) { return Mistakes::Entry{mark, std::move(why)}; };
  if (text.size() > limit) {
    return refused(fmt::format("the file has {} bytes; expected at most {}", text.size(), limit));
  }
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return refused("the file is in UTF-16; expected UTF-8");
  }
  text = without_bom(text);
  bool indenting = true;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = letter_size(text, i);
    if (size == 0) return refused("this is not a letter in UTF-8; expected a text file in UTF-8");
    if (is_control(text[i])) {
      return refused(fmt::format("a control character (byte {}); expected a text file in UTF-8",
                                 static_cast<int>(text[i])));
    }
    if (indenting && text[i] == '\t') {
      return refused("a tab in the indentation; expected spaces");
    }
    if (text[i] == '\n') {
      ++mark.line;
      mark.column = 1;
    } else {
      ++mark.column;
    }
    indenting = text[i] == '\n' || (indenting && text[i] == ' ');
    i += size;
  }
  return std::nullopt;
}

bool closes_its_quote(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      const bool doubled = quote == '\'' && i + 1 < text.size() && text[i + 1] == quote;
      if (!doubled) return true;
      ++i;
    }
  }
  return false;
}

}  // namespace slsim
