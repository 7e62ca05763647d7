// SPDX-License-Identifier: Apache-2.0
#include "client/cmd/flags.h"

#include <fmt/format.h>

#include <boost/program_options.hpp>
#include <charconv>

namespace slsim {
namespace {

namespace po = boost::program_options;

po::options_description described(std::span<const MediatorFlag> table) {
  po::options_description options;
  for (const MediatorFlag& flag : table) {
    const std::string name{flag.name};
    if (flag.value.empty()) {
      options.add_options()(name.c_str(), "");
    } else {
      options.add_options()(name.c_str(), po::value<std::vector<std::string>>(), "");
    }
  }
  options.add_options()("word", po::value<std::vector<std::string>>(), "");
  return options;
}

}  // namespace

std::optional<std::string> MediatorFlags::find(std::string_view flag) const {
  const auto found = values_.find(flag);
  if (found == values_.end() || found->second.empty()) return std::nullopt;
  return found->second.back();
}

std::optional<std::size_t> MediatorFlags::count(std::string_view flag,
                                                std::size_t otherwise) const {
  const auto text = find(flag);
  if (!text) return otherwise;
  std::size_t value = 0;
  const char* end = text->data() + text->size();
  const auto [stopped, error] = std::from_chars(text->data(), end, value);
  if (error != std::errc{} || stopped != end || value < 1 || value > 1000) return std::nullopt;
  return value;
}

const std::vector<std::string>& MediatorFlags::all(std::string_view flag) const {
  static const std::vector<std::string> none;
  const auto found = values_.find(flag);
  return found == values_.end() ? none : found->second;
}

tl::expected<MediatorFlags, std::string> parse_mediator_flags(
    std::span<const MediatorFlag> table, const std::vector<std::string>& words) {
  namespace style = po::command_line_style;
  const po::options_description options = described(table);
  po::positional_options_description positions;
  positions.add("word", -1);
  try {
    po::variables_map map;
    po::store(po::command_line_parser(words)
                  .options(options)
                  .positional(positions)
                  .style(style::allow_long | style::long_allow_adjacent | style::long_allow_next)
                  .run(),
              map);
    MediatorFlags flags;
    for (const auto& [name, value] : map) {
      const auto* texts = boost::any_cast<std::vector<std::string>>(&value.value());
      const std::vector<std::string> given = texts == nullptr ? std::vector<std::string>{} : *texts;
      if (name == "word") {
        flags.words_ = given;
      } else {
        flags.values_[name] = given;
      }
    }
    return flags;
  } catch (const po::error& wrong) {
    return tl::make_unexpected(std::string{wrong.what()});
  }
}

std::string describe(std::span<const MediatorFlag> table) {
  std::string text;
  for (const MediatorFlag& flag : table) {
    const std::string left =
        fmt::format("--{}{}{}", flag.name, flag.value.empty() ? "" : " ", flag.value);
    constexpr std::size_t width = 26;
    if (left.size() > width) text += fmt::format("  {}\n", left);
    text += fmt::format("  {:<{}} {}\n", left.size() > width ? "" : left, width, flag.help);
  }
  return text;
}

}  // namespace slsim
