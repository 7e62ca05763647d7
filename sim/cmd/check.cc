// SPDX-License-Identifier: Apache-2.0
// slsim check
#include <fmt/format.h>

#include "live/pool.h"
#include "sim/cmd/command.h"
#include "sim/cmd/selection.h"
#include "sim/report/text.h"
#include "sim/scenario/check_print.h"

namespace slsim {
namespace {

constexpr Flag flags_of_check[] = {
    {"print", "",
     "shows each file as it is understood: includes, patches and defaults filled in,\nand where "
     "each line came from"},
};

/// Each case as it is understood.
std::string print_all(const Selection& selection) {
  const Registry registry{actor_kinds(), &world_shape()};
  std::string text;
  for (const auto& plan : selection.plans) {
    // It could be read a moment ago; if not now, there is nothing to show.
    const auto file = read_scenario(plan->path);
    if (!file) continue;
    text += print_merged(plan->path, *file, read_scenario, registry, plan->name);
  }
  return text;
}

ExitCode check(const Invocation& invocation) {
  const std::vector<std::string>& paths = invocation.flags.arguments();
  if (paths.empty()) return invocation.misuse("check what? name a file or a folder");
  const Selection selection = select(paths, processor_count(), Purpose::look);
  if (!selection.mistakes.empty()) {
    invocation.err.write(describe(selection.mistakes));
    return misused;
  }
  if (selection.plans.empty()) {
    return invocation.misuse(fmt::format("no scenario there: {}", fmt::join(paths, " ")));
  }
  const std::size_t cases = selection.plans.size();
  invocation.out.write(invocation.flags.has("print")
                           ? print_all(selection)
                           : fmt::format("{}: no mistakes\n", count_of(cases, "case")));
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
