// SPDX-License-Identifier: Apache-2.0
// slsim completion
#include "live/completion.h"

#include "sim/cmd/command.h"
#include "sim/cmd/ctl_verbs.h"

namespace slsim {
namespace {

std::vector<CompletedFlag> flags_of(const Command& command) {
  std::vector<CompletedFlag> flags{{"help", ""}};
  for (const Flag& flag : command.flags) flags.push_back({flag.name, flag.value});
  return flags;
}

ExitCode complete(const Invocation& invocation) {
  const std::vector<std::string>& words = invocation.flags.arguments();
  if (words.size() != 1 || words.front() != "bash") {
    return invocation.misuse("completion of which shell? bash is known");
  }
  std::vector<std::string> names;  // Kept while the rows point to them.
  for (const CtlVerb& verb : ctl_verbs()) names.push_back("ctl " + std::string{verb.name});
  std::vector<CompletedCommand> commands;
  for (const Command* command : all_commands()) {
    if (command->name != "ctl") {
      commands.push_back({command->name, command->arguments, flags_of(*command)});
      continue;
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      commands.push_back({names[i], ctl_verbs()[i].arguments, flags_of(*command)});
    }
  }
  invocation.out.write(bash_completion("slsim", commands));
  return passed;
}

}  // namespace

const Command& completion_command() {
  static constexpr Command command{"completion",
                                   "bash",
                                   "prints what a shell needs to complete command lines",
                                   "In ~/.bashrc:\n"
                                   "  source <(slsim completion bash)\n",
                                   {},
                                   complete};
  return command;
}

}  // namespace slsim
