// SPDX-License-Identifier: Apache-2.0
#include "client/cmd/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

std::string cell(const Json& value) {
  if (value.is_null()) return "";
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  return value.is_string() ? value.get<std::string>() : value.dump();
}

void end_line(std::string& text) {
  while (text.ends_with(' ')) text.pop_back();
  text += '\n';
}

std::string table(const Json& rows) {
  if (rows.empty()) return "none\n";
  std::vector<std::vector<std::string>> lines(1);
  for (const auto& [name, value] : rows.front().items()) lines.front().push_back(name);
  for (const Json& row : rows) {
    lines.emplace_back();
    for (const auto& [name, value] : row.items()) lines.back().push_back(cell(value));
  }
  std::vector<std::size_t> widths(lines.front().size(), 0);
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < widths.size() && i < line.size(); ++i) {
      widths[i] = std::max(widths[i], line[i].size());
    }
  }
  std::string text;
  for (const auto& line : lines) {
    std::string one;
    for (std::size_t i = 0; i < line.size() && i < widths.size(); ++i) {
      one += fmt::format("{:<{}}  ", line[i], widths[i]);
    }
    end_line(one);
    text += one;
  }
  return text;
}

}  // namespace

std::string as_text(const Json& value) {
  if (value.is_array()) return table(value);
  std::string text;
  std::string below;
  for (const auto& [name, member] : value.items()) {
    if (member.is_array()) {
      below += '\n' + name + '\n' + table(member);
    } else {
      text += fmt::format("{:<18} {}", name, cell(member));
      end_line(text);
    }
  }
  return text + below;
}

}  // namespace slsim
