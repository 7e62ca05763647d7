// SPDX-License-Identifier: Apache-2.0
// slsim check
#include <fmt/format.h>

#include "sim/cmd/command.h"
#include "sim/cmd/run_options.h"
#include "sim/cmd/selection.h"
#include "sim/report/text.h"

namespace slsim {
namespace {

constexpr Flag flags_of_check[] = {
    {"print", "",
     "shows each file as it is understood: includes, patches and defaults filled in,\nand where "
     "each line came from"},
};

ExitCode check(const Invocation& invocation) {
  const std::vector<std::string>& paths = invocation.flags.arguments();
  if (paths.empty()) return invocation.misuse("check what? name a file or a folder");
  const auto jobs = read_jobs(invocation.flags);
  const Selection selection = select(paths, *jobs);
  if (!selection.mistakes.empty()) {
    invocation.err.write(describe(selection.mistakes));
    return misused;
  }
  if (selection.plans.empty()) {
    return invocation.misuse(fmt::format("no scenario there: {}", fmt::join(paths, " ")));
  }
  invocation.out.write(fmt::format("{}: no mistakes\n", count_of(selection.plans.size(), "case")));
  return passed;
}

}  // namespace

const Command& check_command() {
  static const Command command{
      "check",
      "PATH... [--print]",
      "says all that is wrong with scenario files, without playing them",
      "Reads files, or all files in and below a folder, and lists every mistake with its line and\n"
      "column, and the word that was probably meant.\n"
      "\n"
      "example:\n"
      "  slsim check scenarios\n",
      flags_of_check,
      check};
  return command;
}

}  // namespace slsim
