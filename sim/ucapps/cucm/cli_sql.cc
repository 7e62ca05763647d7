// SPDX-License-Identifier: Apache-2.0
// `run sql select … from slminfo`: the licensing columns of Unified CM's database, and no others.
#include <fmt/format.h>

#include <algorithm>

#include "core/http/message.h"
#include "sim/ucapps/cli_commands.h"
#include "sim/ucapps/cucm/slminfo.h"

namespace slsim {
namespace {

using Columns = std::vector<std::pair<std::string_view, std::string>>;

/// `a, b,c` in words: the names, in whatever way commas and blanks part them.
std::vector<std::string> names_in(std::span<const std::string> words) {
  std::vector<std::string> names(1);
  for (const std::string& word : words) {
    for (const char c : word + ",") {
      if (c != ',') {
        names.back() += c;
      } else if (!names.back().empty()) {
        names.emplace_back();
      }
    }
  }
  names.pop_back();
  return names;
}

CliOutcome wrong(std::string why) {
  return refused_command({ProblemCode::invalid_argument, std::move(why)});
}

/// A table of one row, as the database's command prints it.
std::string table(const Columns& shown) {
  std::string names;
  std::string lines;
  std::string values;
  for (const auto& [name, value] : shown) {
    const std::size_t width = std::max(name.size(), value.size());
    names += fmt::format("{:<{}} ", name, width);
    lines += std::string(width, '=') + " ";
    values += fmt::format("{:<{}} ", value, width);
  }
  return names + "\n" + lines + "\n" + values + "\n";
}

CliOutcome select(Typing& typing) {
  const auto from = std::ranges::find_if(
      typing.arguments, [](const std::string& word) { return same_ignoring_case(word, "from"); });
  const auto asked = static_cast<std::size_t>(from - typing.arguments.begin());
  if (typing.arguments.size() != asked + 2) return wrong("A syntax error has occurred.");
  const std::string& source = typing.arguments.back();
  if (source != "slminfo" && source != "slmserver") {
    return wrong(fmt::format("The specified table ({}) is not in the database.", source));
  }
  const Columns all = columns(slm_info(typing.cluster, typing.context.now()));
  const std::vector<std::string> names = names_in(typing.arguments.first(asked));
  if (names == std::vector<std::string>{"*"}) return said(table(all));
  Columns shown;
  for (const std::string& name : names) {
    const auto found = std::ranges::find(all, name, &Columns::value_type::first);
    if (found == all.end()) {
      return wrong(fmt::format(
          "Column ({}) not found in any table in the query (or SLV is undefined).", name));
    }
    shown.push_back(*found);
  }
  return shown.empty() ? wrong("A syntax error has occurred.") : said(table(shown));
}

constexpr CliCommand commands[] = {
    {"run sql select", 1, 3, 60, select, {}, only(Product::cucm)},
};

}  // namespace

std::span<const CliCommand> database_commands() { return commands; }

}  // namespace slsim
