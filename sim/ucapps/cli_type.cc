// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cli_type.h"

#include <algorithm>
#include <array>

#include "sim/ucapps/cli.h"
#include "sim/ucapps/cli_commands.h"
#include "sim/ucapps/cli_line.h"
#include "sim/ucapps/skin.h"

namespace slsim {
namespace {

constexpr std::string_view executed_unsuccessfully = "Executed command unsuccessfully\n";
// As the platform answers, seen in public threads.
constexpr std::string_view no_valid_command = "No valid command entered";
constexpr std::string_view incomplete_command = "Incomplete command entered";

std::array<std::span<const CliCommand>, 6> all_commands() {
  return {license_commands(), transport_commands(), reservation_commands(),
          system_commands(),  database_commands(),  encryption_commands()};
}

bool of_smart_licensing(std::span<const std::string> words) {
  return begins_with(words, "license") || begins_with(words, "show license");
}

/// Whether this product in this release has such a command at all.
bool has(const Cluster& cluster, std::span<const std::string> words, const CliCommand* command) {
  if (of_smart_licensing(words) && !cluster.smart()) return false;
  if (command == nullptr) return true;
  if ((command->products & only(cluster.options().product)) == 0) return false;
  return !begins_with(words, "license smart transport") ||
         (skin_of(cluster.options().product).transport_commands &&
          knows_transport_commands(release_of(cluster.options())));
}

/// A line that more words would make a command of.
bool is_incomplete(std::span<const std::string> words) {
  const auto fits = [&](const CliCommand& it) { return begins(words, it.words); };
  for (const auto commands : all_commands()) {
    if (std::ranges::any_of(commands, fits)) return true;
  }
  return begins(words, "show license all");
}

CliAnswer incomplete() {
  return refused_line({ProblemCode::unknown_command, std::string{incomplete_command}});
}

CliOutcome carry_out(Cluster& cluster, Context& context, const TypedLine& typed) {
  if (auto shown = shown_line(cluster, context.now(), context.kernel().journal.names(), typed)) {
    return {*std::move(shown), 0};
  }
  const std::vector<std::string> words = words_of_line(typed.line);
  const CliCommand& command = *find_command(words);
  context.record(Level::change, "typed"_w, {{"command"_w, context.intern(command.words)}});
  Typing typing{cluster, context, typed,
                std::span{words}.subspan(words_of_line(command.words).size())};
  return command.run(typing);
}

}  // namespace

const CliCommand* find_command(std::span<const std::string> words) {
  for (const auto commands : all_commands()) {
    for (const CliCommand& command : commands) {
      if (begins_with(words, command.words)) return &command;
    }
  }
  return nullptr;
}

std::optional<CliAnswer> shown_line(const Cluster& cluster, Instant now, const Names& names,
                                    const TypedLine& typed) {
  if (auto up = cluster.reachable(); !up) return CliAnswer{{}, up.error()};
  if (typed.line.size() > cli_line_limit) return unknown_command();
  const std::vector<std::string> words = words_of_line(typed.line);
  if (words.empty()) return CliAnswer{};
  const CliCommand* command = find_command(words);
  if (!has(cluster, words, command)) return unknown_command();
  if (command == nullptr && begins_with(words, "show license") && words.size() > 2) {
    return show(cluster, now, names, plain_line(words));
  }
  if (command == nullptr) return is_incomplete(words) ? incomplete() : unknown_command();
  if (typed.privilege < command->privilege) {
    return refused_line({ProblemCode::privilege_too_low, std::string{no_valid_command}});
  }
  const std::size_t arguments = words.size() - words_of_line(command->words).size();
  if (arguments < command->least) return incomplete();
  if (arguments > command->most) return unknown_command();
  return std::nullopt;
}

CliOutcome type_line(Cluster& cluster, Context& context, const TypedLine& typed) {
  CliOutcome outcome = carry_out(cluster, context, typed);
  cluster.terminal().printed = outcome.answer.text;
  return outcome;
}

CliAnswer type_on_subscriber(std::string_view line) {
  const std::vector<std::string> words = words_of_line(line);
  if (words.empty() || of_smart_licensing(words)) return {};
  return unknown_command();
}

std::span<const CliQuestion> questions_of(std::string_view line) {
  const std::vector<std::string> words = words_of_line(line.substr(0, cli_line_limit));
  const CliCommand* command = find_command(words);
  if (command == nullptr) return {};
  const std::size_t given = words.size() - words_of_line(command->words).size();
  const bool complete = given >= command->least && given <= command->most;
  return complete ? command->questions : std::span<const CliQuestion>{};
}

// The guide says that these are asked, and not in which words.
std::string_view text_of(CliQuestion question) {
  constexpr std::array<std::string_view, 4> texts{"Do you want to continue (yes/no)? ",
                                                  "Do you want to use authentication (yes/no)? ",
                                                  "Enter the user name: ", "Enter the password: "};
  return texts[static_cast<std::size_t>(question)];
}

CliAnswer unknown_command() {
  return refused_line({ProblemCode::unknown_command, std::string{no_valid_command}});
}

CliAnswer refused_line(Problem problem) {
  std::string text{executed_unsuccessfully};
  text += problem.detail + "\n";
  return {std::move(text), std::move(problem)};
}

}  // namespace slsim
