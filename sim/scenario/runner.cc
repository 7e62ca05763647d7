// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/time/text.h"
#include "sim/scenario/golden.h"
#include "sim/scenario/player.h"

namespace slsim {
namespace {

/// The first line that is not the same in both journals.
std::string first_difference(const Journal& first, const Journal& second) {
  const std::size_t common = std::min(first.events().size(), second.events().size());
  for (std::size_t i = 0; i < common; ++i) {
    const std::string one = first.print(first.events()[i]);
    const std::string other = second.print(second.events()[i]);
    if (one != other) return fmt::format("event {}\n- {}\n+ {}\n", i + 1, one, other);
  }
  if (first.events().size() == second.events().size()) {
    return "all events are the same: chance was drawn upon otherwise\n";
  }
  const bool gone = first.events().size() > common;
  const Journal& longer = gone ? first : second;
  return fmt::format("event {}\n{} {}\n", common + 1, gone ? '-' : '+',
                     longer.print(longer.events()[common]));
}

}  // namespace

RunResult run(std::shared_ptr<const Plan> plan, const RunOptions& options) {
  const Plan& planned = *plan;
  Player player{std::move(plan), options.judge_steps};
  if (options.keep_journal || planned.golden) player.world().keep_journal();
  player.play(planned.end);
  player.finish();
  RunResult result;
  result.path = planned.path;
  result.name = planned.name;
  result.seed = planned.seed;
  result.digest = player.world().digest();
  result.start = planned.start;
  result.end = player.world().now();
  result.events = player.world().events_played();
  result.steps = player.steps().played();
  result.expectations = player.windows().judged();
  if (planned.golden) result.golden = golden_text(player.world().journal());
  if (options.keep_journal) result.journal = player.world().journal();
  result.failures_left_out = player.left_out();
  result.failures = std::move(player).failures();
  return result;
}

RunResult run_twice(const std::shared_ptr<const Plan>& plan, const RunOptions& options) {
  RunResult result = run(plan, options);
  if (run(plan, options).digest == result.digest) return result;
  const RunResult first = run(plan, {.keep_journal = true, .judge_steps = options.judge_steps});
  const RunResult second = run(plan, {.keep_journal = true, .judge_steps = options.judge_steps});
  Failure failure;
  failure.kind = Failure::Kind::unstable;
  failure.at = plan->start;
  failure.text = "played twice with the same seed, it went two ways";
  failure.excerpt = first_difference(*first.journal, *second.journal);
  result.failures.push_back(std::move(failure));
  return result;
}

PlayedWorld play_to(std::shared_ptr<const Plan> plan, Instant until) {
  Player player{std::move(plan), false};
  player.play(until);
  return {std::move(player.world()), player.stopped()};
}

std::shared_ptr<const Plan> with_seed(const std::shared_ptr<const Plan>& plan, std::uint64_t seed) {
  auto other = std::make_shared<Plan>(*plan);
  other->seed = seed;
  return other;
}

}  // namespace slsim
