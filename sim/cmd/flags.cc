// SPDX-License-Identifier: Apache-2.0
#include "sim/cmd/flags.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>

#include "core/result/check.h"
#include "sim/scenario/mistakes.h"

namespace slsim {
namespace {

namespace po = boost::program_options;

constexpr std::string_view argument_key = "arguments";

po::options_description declare(std::span<const Flag> flags) {
  po::options_description declared;
  auto add = declared.add_options();
  add("help", "");
  for (const Flag& flag : flags) {
    const std::string name{flag.name};
    if (flag.value.empty()) {
      add(name.c_str(), "");
    } else {
      add(name.c_str(), po::value<std::string>(), "");
    }
  }
  add(std::string{argument_key}.c_str(), po::value<std::vector<std::string>>(), "");
  return declared;
}

std::string unknown_flag(std::string_view given, std::span<const Flag> flags) {
  const std::size_t name = given.find_first_not_of('-');
  given.remove_prefix(std::min(name, given.size()));
  given = given.substr(0, given.find('='));
  std::vector<std::string_view> known{"help"};
  for (const Flag& flag : flags) known.push_back(flag.name);
  std::string hint = did_you_mean(given, known);
  if (const std::size_t quote = hint.find('\''); quote != std::string::npos) {
    hint.insert(quote + 1, "--");
  }
  return fmt::format("no flag {}{}", shown("--" + std::string{given}), hint);
}

}  // namespace

const std::string& FlagValues::text(std::string_view flag) const {
  const auto found = values_.find(flag);
  CHECK(found != values_.end(), "a flag that was given");
  return found->second;
}

std::optional<std::string> FlagValues::find(std::string_view flag) const {
  const auto found = values_.find(flag);
  return found == values_.end() ? std::nullopt : std::optional{found->second};
}

tl::expected<FlagValues, std::string> parse_flags(std::span<const Flag> flags,
                                                  const std::vector<std::string>& words) try {
  const po::options_description declared = declare(flags);
  po::positional_options_description positions;
  positions.add(std::string{argument_key}.c_str(), -1);
  namespace style = po::command_line_style;
  const auto spelling = style::allow_long | style::long_allow_adjacent | style::long_allow_next;
  po::variables_map values;
  // The one short spelling that everybody's fingers know.
  std::vector<std::string> spelled = words;
  const bool follows = std::ranges::find(flags, "follow", &Flag::name) != flags.end();
  if (follows) std::ranges::replace(spelled, std::string{"-f"}, std::string{"--follow"});
  po::store(po::command_line_parser(spelled)
                .options(declared)
                .positional(positions)
                .style(spelling)
                .run(),
            values);
  FlagValues parsed;
  for (const auto& [name, value] : values) {
    if (name == argument_key) {
      parsed.arguments_ = value.as<std::vector<std::string>>();
    } else {
      const auto* text = boost::any_cast<std::string>(&value.value());
      parsed.values_.emplace(name, text == nullptr ? "" : *text);
    }
  }
  for (const std::string& argument : parsed.arguments_) {
    const bool flag = argument.size() > 1 && argument.starts_with('-');
    // Behind `--` whatever begins with a dash is an argument.
    if (!flag || std::ranges::find(words, "--") != words.end()) continue;
    return tl::make_unexpected(
        fmt::format("no flag {}; flags begin with two dashes", shown(argument)));
  }
  return parsed;
} catch (const po::unknown_option& unknown) {
  return tl::make_unexpected(unknown_flag(unknown.get_option_name(), flags));
} catch (const po::error_with_option_name& wrong) {
  const std::string name = wrong.get_option_name();
  const std::string_view bare =
      std::string_view{name}.substr(std::min<std::size_t>(2, name.size()));
  const auto flag = std::ranges::find(flags, bare, &Flag::name);
  if (dynamic_cast<const po::multiple_occurrences*>(&wrong) != nullptr) {
    return tl::make_unexpected(fmt::format("{} is there more than once", name));
  }
  if (flag == flags.end() || flag->value.empty()) {
    return tl::make_unexpected(fmt::format("{} takes no value", name));
  }
  return tl::make_unexpected(fmt::format("{} needs a value: {} {}", name, name, flag->value));
} catch (const po::error& wrong) {
  return tl::make_unexpected(std::string{wrong.what()});
}

std::string describe_flags(std::span<const Flag> flags) {
  const auto head = [](const Flag& flag) {
    return fmt::format("--{}{}{}", flag.name, flag.value.empty() ? "" : " ", flag.value);
  };
  std::size_t width = 0;
  for (const Flag& flag : flags) width = std::max(width, head(flag).size());
  std::string text;
  for (const Flag& flag : flags) {
    std::string_view help = flag.help;
    std::string left = head(flag);
    while (!help.empty()) {
      const std::size_t end = std::min(help.find('\n'), help.size());
      text += fmt::format("  {:<{}}  {}\n", left, width, help.substr(0, end));
      help.remove_prefix(std::min(end + 1, help.size()));
      left.clear();
    }
  }
  return text;
}

std::optional<std::uint64_t> parse_number(std::string_view text, std::uint64_t least,
                                          std::uint64_t most) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  if (!whole || number < least || number > most) return std::nullopt;
  return number;
}

std::string shell_quote(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"_-./:=,+@%"}.find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::ranges::all_of(text, plain)) return std::string{text};
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
  return quoted + "'";
}

}  // namespace slsim
