// SPDX-License-Identifier: Apache-2.0
// slsim: picks the command and says what there is.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "live/huge_pages.h"
#include "sim/cmd/command.h"
#include "sim/scenario/mistakes.h"

namespace slsim {
namespace {

const Command* find_command(std::string_view name) {
  for (const Command* command : all_commands()) {
    if (command->name == name) return command;
  }
  return nullptr;
}

std::string overview() {
  std::string text =
      "slsim plays scenarios of Smart Licensing in Hosted Collaboration Solution: a CSSM, a\n"
      "network and clusters of UC applications, on a clock of their own. Ninety days pass in a\n"
      "millisecond, and the same file and seed give the same bytes.\n\n"
      "usage: slsim COMMAND ...\n\n";
  for (const Command* command : all_commands()) {
    text += fmt::format("  {:<10} {}\n", command->name, command->summary);
  }
  text +=
      "  help       says more about a command: slsim help run\n\n"
      "  --version, --help\n\n"
      "example:\n"
      "  slsim run scenarios                     plays every scenario in and below a folder\n"
      "  slsim explain scenarios/x.yaml --at 40d shows everybody's state on day 40\n\n"
      "exit code: 0 all well, 1 an expectation failed, 2 a flag or a file is wrong,\n"
      "           3 an invariant of the simulator broke\n";
  return text;
}

std::string help_of(const Command& command) {
  std::string text =
      fmt::format("usage: slsim {} {}\n\n{}", command.name, command.arguments, command.about);
  if (!command.flags.empty()) text += "\nflags:\n" + describe_flags(command.flags);
  return text;
}

ExitCode unknown_command(const Invocation& invocation, std::string_view name) {
  std::vector<std::string_view> known{"help"};
  for (const Command* command : all_commands()) known.push_back(command->name);
  return invocation.misuse(fmt::format("no command {}{} (slsim --help lists them)", shown(name),
                                       did_you_mean(name, known)));
}

ExitCode help(const Invocation& invocation, const std::vector<std::string>& words) {
  if (words.empty()) {
    invocation.out.write(overview());
    return passed;
  }
  const Command* command = find_command(words.front());
  if (command == nullptr) return unknown_command(invocation, words.front());
  invocation.out.write(help_of(*command));
  return passed;
}

ExitCode run_named(const Command& command, Invocation& invocation,
                   const std::vector<std::string>& words) {
  // Whoever asks for help gets it, whatever else is wrong.
  if (std::ranges::find(words, "--help") != words.end()) {
    invocation.out.write(help_of(command));
    return passed;
  }
  auto flags = parse_flags(command.flags, words);
  if (!flags) {
    return invocation.misuse(
        fmt::format("{} (slsim {} --help tells more)", flags.error(), command.name));
  }
  invocation.flags = std::move(*flags);
  return command.run(invocation);
}

ExitCode dispatch(const std::vector<std::string>& words) {
  Invocation invocation;
  invocation.program = words.empty() ? "slsim" : words.front();
  if (words.size() < 2) {
    invocation.err.write(overview());
    return misused;
  }
  const std::string& name = words[1];
  const std::vector<std::string> rest(words.begin() + 2, words.end());
  if (name == "--help" || name == "help" || name == "-h") return help(invocation, rest);
  if (name == "--version") {
    invocation.out.write("slsim " SLSIM_VERSION "\n");
    return passed;
  }
  if (const Command* command = find_command(name)) return run_named(*command, invocation, rest);
  return unknown_command(invocation, name);
}

}  // namespace

std::span<const Command* const> all_commands() {
  static const std::array<const Command*, 9> commands{
      &run_command(),   &check_command(),  &explain_command(),
      &sweep_command(), &schema_command(), &serve_command(),
      &ctl_command(),   &ca_command(),     &completion_command()};
  return commands;
}

ExitCode Invocation::misuse(std::string_view what) const {
  err.write(fmt::format("{} {}\n", err.paint(Colour::red, "slsim:"), what));
  return misused;
}

Painter Invocation::painter() const {
  return [stream = out](Tone tone, std::string_view text) {
    constexpr std::array colours{Colour::none, Colour::green, Colour::red, Colour::bold,
                                 Colour::faint};
    return stream.paint(colours[static_cast<std::size_t>(tone)], text);
  };
}

}  // namespace slsim

int main(int argc, char** argv) {
  slsim::use_huge_pages();
  return slsim::dispatch(std::vector<std::string>(argv, argv + argc));
}
