// SPDX-License-Identifier: Apache-2.0
// A class that is written as bytes lists its members by hand (core/bytes/shapes.h): none is
// missing.
#include <algorithm>
#include <regex>
#include <string>

#include "tests/unit/tidy/rules.h"

namespace slsim {
namespace {

constexpr std::string_view opening = "void persist(Archive& archive) {";

/// From the bracket that `from` ends at to its counterpart.
std::string_view block(std::string_view text, std::size_t from) {
  std::size_t open = 1;
  std::size_t end = from;
  while (end < text.size() && open > 0) {
    if (text[end] == '{') ++open;
    if (text[end] == '}') --open;
    ++end;
  }
  return text.substr(from, end - from);
}

/// The class or struct of the namespace in which `at` stands.
std::string class_around(const std::string& code, std::size_t at) {
  const std::size_t begin =
      std::max(code.rfind("\nclass ", at) + 1, code.rfind("\nstruct ", at) + 1);
  return code.substr(begin, code.find("\n};", at) - begin);
}

}  // namespace

Findings persisted_classes_are_whole(const SourceFile& file) {
  static const std::regex member{
      R"(\n *(?!return\b|friend\b|using\b)[\w:<>,\* ]+ (\w+_)( = [^;(]*|\{[^;]*\})?;)"};
  Findings findings;
  for (std::size_t at = file.code.find(opening); at != std::string::npos;
       at = file.code.find(opening, at + 1)) {
    const std::string body{block(file.code, at + opening.size())};
    const std::string whole = class_around(file.code, at);
    for (std::sregex_iterator it{whole.begin(), whole.end(), member}, end; it != end; ++it) {
      const std::string name = (*it)[1];
      if (std::regex_search(body, std::regex{"\\b" + name + "\\b"})) continue;
      findings.push_back({file.path, line_at(file.code, at), "persist() leaves out " + name,
                          "name it there: what is not written is lost with the next restart"});
    }
  }
  return findings;
}

}  // namespace slsim
