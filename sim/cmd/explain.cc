// SPDX-License-Identifier: Apache-2.0
// slsim explain
#include <fmt/format.h>

#include "core/time/text.h"
#include "sim/cmd/command.h"
#include "sim/cmd/selection.h"
#include "sim/report/state.h"
#include "sim/scenario/mistakes.h"
#include "sim/scenario/runner.h"
#include "sim/scenario/times.h"

namespace slsim {
namespace {

constexpr Flag flags_of_explain[] = {
    {"at", "T",
     "when: an offset from the start such as 40d or 90d - 1s, or an instant\nsuch as "
     "2026-01-05T08:00:00Z"},
};

std::string case_names(const Selection& selection) {
  std::string names;
  for (const auto& plan : selection.plans) {
    names += "\n  slsim explain " + shell_quote(plan->address());
  }
  return names;
}

ExitCode show(const Invocation& invocation, const std::shared_ptr<const Plan>& plan, Instant at,
              const std::optional<std::string>& actor) {
  const PlayedWorld played = play_to(plan, at);
  const World& world = played.world;
  std::string text =
      fmt::format("{} at {}\n", plan->address(), print_offset(world.now(), plan->start));
  if (actor) {
    const auto target = find_target(world, *actor);
    if (!target) return invocation.misuse(target.error());
    text += "\n" + describe_state(world, *target, invocation.painter());
  } else {
    for (const Target& target : targets(world)) {
      const std::string state = describe_state(world, target, invocation.painter());
      if (!state.empty()) text += "\n" + state;
    }
  }
  invocation.out.write(text);
  if (!played.stopped) return passed;
  invocation.err.write(fmt::format("stopped before that: {}\n", *played.stopped));
  return world.violation() ? broken : failed;
}

ExitCode explain_case(const Invocation& invocation) {
  const std::vector<std::string>& words = invocation.flags.arguments();
  if (words.empty()) return invocation.misuse("explain what? name a file or a file::case");
  if (words.size() > 2) {
    return invocation.misuse(
        fmt::format("one file and one actor at most; {} is too much", shown(words[2])));
  }
  const auto when = invocation.flags.find("at");
  if (!when) return invocation.misuse("explain needs --at T, such as --at 40d");
  const Selection selection = select({words[0]}, 1);
  if (!selection.mistakes.empty()) {
    invocation.err.write(describe(selection.mistakes));
    return misused;
  }
  if (selection.plans.empty()) return invocation.misuse("no scenario there: " + words[0]);
  if (selection.plans.size() > 1) {
    return invocation.misuse("one case at a time; choose one of" + case_names(selection));
  }
  const auto& plan = selection.plans.front();
  TimeRules rules;
  rules.start = plan->start;
  rules.from_start = true;
  const auto at = read_time(*when, rules);
  if (!at) return invocation.misuse("--at: " + at.error());
  return show(invocation, plan, *at, words.size() > 1 ? std::optional{words[1]} : std::nullopt);
}

}  // namespace

const Command& explain_command() {
  static const Command command{
      "explain",
      "FILE[::CASE] --at T [ACTOR]",
      "shows everybody's state at an instant, and who is short of what",
      "Plays a case up to T, with everything that happens at T, and shows all fields of ACTOR or "
      "of\n"
      "everybody; of the CSSM also, for each virtual account, who is served from which licence.\n"
      "Each field can be expected in a scenario by the name shown.\n"
      "\n"
      "examples:\n"
      "  slsim explain scenarios/compliance.yaml --at 40d\n"
      "  slsim explain 'scenarios/lapse.yaml::silent' --at '90d - 1s' cm1\n",
      flags_of_explain,
      explain_case};
  return command;
}

}  // namespace slsim
