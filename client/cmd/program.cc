// SPDX-License-Identifier: Apache-2.0
// Picks the command and says what there is.
#include "client/cmd/program.h"

#include <fmt/format.h>

#include <algorithm>

#include "client/cmd/command.h"
#include "client/cmd/manual.h"

namespace slsim {
namespace {

constexpr MediatorFlag common[] = {
    {"store", "FILE", "what it knows (default mediator.db)"},
    {"key", "FILE", "opens its secrets, mode 0600; made at the first start (default STORE.key)"},
    {"ca", "FILE", "roots to trust, in PEM (default: those of the system)"},
    {"clock", "URL", "live in the time that a server tells there: every wait follows it"},
    {"json", "", "answers for programs"},
    {"help", "", "says more"},
};

std::string overview() {
  std::string text =
      "mediator puts clusters of UC applications into virtual accounts of Cisco Smart Software\n"
      "Manager: it does the licensing job of HCM-F.\n\nusage: mediator COMMAND ... [flags]\n\n";
  for (const MediatorCommand* command : all_commands()) {
    text += fmt::format("  {:<16} {}\n", command->name, command->summary);
  }
  text += "\nflags of all commands:\n" + describe(common);
  text +=
      "\nexample:\n"
      "  mediator account add partner.example --client-id app --secret-file secret\n"
      "  mediator va set-mode va-1 hcs\n"
      "  mediator cluster import clusters.yaml\n"
      "  mediator assign cm1 --to va-1\n\n"
      "exit code: 0 done, 1 refused, failed or only half done, 2 the command is wrong\n";
  return text;
}

std::string help_of(const MediatorCommand& command) {
  std::string text = fmt::format("usage: mediator {} {}\n\n{}\n", command.name, command.arguments,
                                 command.summary);
  if (!command.flags.empty()) text += "\nflags:\n" + describe(command.flags);
  return text + "\nflags of all commands:\n" + describe(common);
}

/// The command whose name the words begin with; null when there is none.
const MediatorCommand* find_command(const std::vector<std::string>& words) {
  for (const MediatorCommand* command : all_commands()) {
    const std::string_view name = command->name;
    const std::size_t blank = name.find(' ');
    if (words.empty() || words[0] != name.substr(0, blank)) continue;
    if (blank == std::string_view::npos) return command;
    if (words.size() > 1 && words[1] == name.substr(blank + 1)) return command;
  }
  return nullptr;
}

/// What names the command: the words up to the first flag that is not one of all commands.
std::vector<std::string> leading(const std::vector<std::string>& arguments) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (!word.starts_with("--")) {
      words.push_back(word);
      continue;
    }
    const std::string_view name = std::string_view{word}.substr(2);
    const auto* flag =
        std::ranges::find(common, name.substr(0, name.find('=')), &MediatorFlag::name);
    if (flag == std::end(common)) break;
    if (!flag->value.empty() && name.find('=') == std::string_view::npos) ++i;
  }
  return words;
}

int say_wrong(const std::string& what) {
  Stream::err().write("mediator: " + what + '\n');
  return wrong_command;
}

int run(const MediatorCommand& command, const std::vector<std::string>& arguments) {
  std::vector<MediatorFlag> table(std::begin(common), std::end(common));
  table.insert(table.end(), command.flags.begin(), command.flags.end());
  auto flags = parse_mediator_flags(table, arguments);
  if (!flags) return say_wrong(flags.error());
  if (flags->has("help")) {
    Stream::out().write(help_of(command));
    return done;
  }
  const std::size_t named = command.name.find(' ') == std::string_view::npos ? 1 : 2;
  const std::vector<std::string>& all = flags->words();
  const std::size_t given = all.size() - std::min(named, all.size());
  if (given < command.words || (given > command.words && !command.many)) {
    return say_wrong(fmt::format("usage: mediator {} {}", command.name, command.arguments));
  }
  const std::vector<std::string> words(all.begin() + static_cast<std::ptrdiff_t>(named), all.end());
  MediatorHost host{*std::move(flags)};
  if (command.bare) return command.run(host, words);
  if (auto wrong = host.open()) return host.misuse(*wrong);
  if (command.holds) {
    if (host.hold() == MediatorHost::Holder::others) {
      return host.misuse("another mediator plays jobs or syncs on this store: wait for it");
    }
  }
  return command.run(host, words);
}

}  // namespace

std::vector<const MediatorCommand*> all_commands() {
  std::vector<const MediatorCommand*> all;
  for (const auto& group : {account_commands(), virtual_account_commands(), cluster_commands(),
                            job_commands(), manual_commands()}) {
    for (const MediatorCommand& command : group) all.push_back(&command);
  }
  return all;
}

std::span<const MediatorFlag> common_flags() { return common; }

int run_mediator(const std::vector<std::string>& arguments, std::string_view version) {
  const std::vector<std::string> words = leading(arguments);
  if (const MediatorCommand* command = find_command(words)) return run(*command, arguments);
  const bool asks = std::ranges::find(arguments, "--help") != arguments.end() ||
                    (!words.empty() && words[0] == "help");
  if (asks) {
    Stream::out().write(overview());
    return done;
  }
  if (std::ranges::find(arguments, "--version") != arguments.end()) {
    Stream::out().write(fmt::format("mediator {}\n", version));
    return done;
  }
  if (words.empty()) {
    Stream::err().write(overview());
    return wrong_command;
  }
  return say_wrong("no command " + words[0] + " (mediator --help lists them)");
}

}  // namespace slsim
