// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/tidy/source_text.h"

#include <algorithm>
#include <cctype>
#include <regex>
#include <utility>

namespace slsim {
namespace {

bool part_of_a_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Copies `text` while spaces take the place of what is not code.
class Blanker {
 public:
  explicit Blanker(std::string_view text) : text_{text}, code_{text} {}

  std::string run() {
    while (at_ < text_.size()) step();
    return std::move(code_);
  }

 private:
  void step() {
    if (starts("//")) {
      blank_to(text_.find('\n', at_));
    } else if (starts("/*")) {
      blank_past(text_.find("*/", at_ + 2), 2);
    } else if (starts("R\"") && (at_ == 0 || !part_of_a_word(text_[at_ - 1]))) {
      blank_raw_string();
    } else if (text_[at_] == '"' || opens_a_character()) {
      blank_literal(text_[at_]);
    } else {
      ++at_;
    }
  }

  [[nodiscard]] bool starts(std::string_view with) const {
    return text_.substr(at_).starts_with(with);
  }

  /// And not a digit separator, as in 86'400.
  [[nodiscard]] bool opens_a_character() const {
    return text_[at_] == '\'' && (at_ == 0 || !part_of_a_word(text_[at_ - 1]));
  }

  void blank_to(std::size_t end) {
    end = std::min(end, text_.size());
    for (; at_ < end; ++at_) {
      if (text_[at_] != '\n') code_[at_] = ' ';
    }
  }

  void blank_past(std::size_t found, std::size_t length) {
    blank_to(found == std::string_view::npos ? found : found + length);
  }

  void blank_raw_string() {
    const std::size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) return blank_to(open);
    const std::string close = ")" + std::string{text_.substr(at_ + 2, open - at_ - 2)} + "\"";
    blank_past(text_.find(close, open), close.size());
  }

  void blank_literal(char quote) {
    ++at_;
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
      blank_to(at_ + (text_[at_] == '\\' ? 2 : 1));
    }
    if (at_ < text_.size()) ++at_;
  }

  std::string_view text_;
  std::string code_;
  std::size_t at_ = 0;
};

}  // namespace

SourceFile::SourceFile(std::string where, std::string what)
    : path{std::move(where)}, text{std::move(what)}, code{blank_comments_and_literals(text)} {}

bool SourceFile::under(std::string_view folder) const { return lies_under(path, folder); }

std::string_view SourceFile::name() const {
  return std::string_view{path}.substr(path.find_last_of('/') + 1);
}

std::string blank_comments_and_literals(std::string_view text) { return Blanker{text}.run(); }

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::vector<Include> includes_of(const SourceFile& file) {
  static const std::regex directive{R"re(^\s*#\s*include\s*(["<])([^">]+)[">])re"};
  const std::vector<std::string_view> lines = lines_of(file.text);
  const std::vector<std::string_view> code = lines_of(file.code);
  std::vector<Include> found;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (code[i].find('#') == std::string_view::npos) continue;  // In a comment or a string.
    const std::string line{lines[i]};
    std::smatch match;
    if (std::regex_search(line, match, directive)) {
      found.push_back({.line = i + 1, .path = match[2], .quoted = match[1] == "\""});
    }
  }
  return found;
}

std::size_t line_at(std::string_view text, std::size_t offset) {
  const auto upto = text.substr(0, offset);
  return 1 + static_cast<std::size_t>(std::count(upto.begin(), upto.end(), '\n'));
}

bool lies_under(std::string_view path, std::string_view folder) {
  return path == folder ||
         (path.starts_with(folder) && path.substr(folder.size()).starts_with('/'));
}

}  // namespace slsim
