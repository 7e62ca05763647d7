// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/tidy/functions.h"
#include "tests/unit/tidy/rules.h"

namespace slsim {
namespace {

constexpr std::size_t columns = 100;
constexpr std::size_t file_lines = 400;
constexpr std::size_t test_file_lines = 600;
constexpr std::size_t function_lines = 60;

/// In characters; continuation bytes of UTF-8 take no column.
std::size_t width(std::string_view line) {
  return static_cast<std::size_t>(std::ranges::count_if(
      line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool source_like(const SourceFile& file) {
  return file.cpp() || file.path.ends_with(".def") || file.path.ends_with(".cmake") ||
         file.name() == "CMakeLists.txt";
}

/// Whether each line is the inside of a raw string: a page that has to be as it is.
std::vector<bool> verbatim_lines(const SourceFile& file) {
  const std::vector<std::string_view> text = lines_of(file.text);
  const std::vector<std::string_view> code = lines_of(file.code);
  std::vector<bool> verbatim;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t first = text[i].find_first_not_of(' ');
    const bool blanked = code[i].find_first_not_of(' ') == std::string_view::npos;
    verbatim.push_back(blanked && first != std::string_view::npos &&
                       !text[i].substr(first).starts_with("//"));
  }
  return verbatim;
}

/// Nothing but literals and punctuation: a row of a table.
bool row_of_literals(std::string_view text, std::string_view code) {
  return text.find('"') != std::string_view::npos &&
         std::ranges::none_of(code, [](unsigned char c) { return std::isalnum(c) != 0; });
}

/// `case License::UCM_Basic:` alone: a switch from each enumerator to its word is a table.
bool lone_case_label(std::string_view line) {
  const std::size_t first = line.find_first_not_of(' ');
  return first != std::string_view::npos && line.substr(first).starts_with("case ") &&
         line.ends_with(':');
}

}  // namespace

Findings lines_fit(const SourceFile& file) {
  Findings findings;
  if (!source_like(file)) return findings;
  const std::vector<std::string_view> lines = lines_of(file.text);
  const std::vector<bool> verbatim = verbatim_lines(file);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (width(lines[i]) <= columns || (file.cpp() && verbatim[i])) continue;
    findings.push_back(
        {file.path, i + 1, std::to_string(width(lines[i])) + " columns",
         "at most 100: ./sl format breaks all but literals and comments at the end of a line"});
  }
  return findings;
}

Findings files_stay_short(const SourceFile& file) {
  if (!source_like(file)) return {};
  const std::size_t limit = file.under("tests") ? test_file_lines : file_lines;
  const std::size_t size = lines_of(file.text).size();
  if (size <= limit) return {};
  return {{file.path, limit + 1, std::to_string(size) + " lines",
           "at most " + std::to_string(limit) + ": find the two things in it and part them"}};
}

Findings functions_stay_short(const SourceFile& file) {
  Findings findings;
  if (!file.cpp()) return findings;
  const std::vector<bool> verbatim = verbatim_lines(file);
  const std::vector<std::string_view> text = lines_of(file.text);
  const std::vector<std::string_view> code = lines_of(file.code);
  for (const FunctionSpan& function : outline(file.code).functions) {
    std::size_t size = 0;
    for (std::size_t i = function.line - 1; i < function.line - 1 + function.lines; ++i) {
      const bool data =
          verbatim[i] || lone_case_label(code[i]) || row_of_literals(text[i], code[i]);
      if (!data) ++size;
    }
    if (size <= function_lines) continue;
    findings.push_back({file.path, function.line,
                        function.name + " has " + std::to_string(size) + " lines",
                        "at most 60: name its steps"});
  }
  return findings;
}

Findings scenarios_have_a_theme(const SourceFile& file) {
  if (!file.path.ends_with(".yaml")) return {};
  if (!file.under("scenarios")) {
    if (file.under("tests") || !file.text.starts_with("slsim:")) return {};
    return {{file.path, 1, "is a scenario outside of scenarios/", "move it to scenarios/<theme>/"}};
  }
  if (std::ranges::count(file.path, '/') < 2) {
    return {{file.path, 1, "has no theme", "move it to scenarios/<theme>/"}};
  }
  if (!file.text.starts_with("# ")) {
    return {{file.path, 1, "does not tell its story", "begin with a comment that does"}};
  }
  return {};
}

}  // namespace slsim
