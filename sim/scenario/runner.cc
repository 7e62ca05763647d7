// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/time/text.h"
#include "sim/scenario/golden.h"
#include "sim/scenario/steps.h"
#include "sim/scenario/windows.h"

namespace slsim {
namespace {

constexpr std::size_t most_failures = 1000;

class Player {
 public:
  Player(std::shared_ptr<const Plan> plan, Instant until, bool judge)
      : until_{until}, judge_{judge}, steps_{*plan}, windows_{*plan}, world_{std::move(plan)} {}

  void play() {
    while (play_instant() && go_on()) {
    }
    if (!stopped_ && judge_) steps_.give_up(world_, failures_);
    leave_out();
  }

  [[nodiscard]] World& world() { return world_; }
  [[nodiscard]] const Steps& steps() const { return steps_; }
  [[nodiscard]] const Windows& windows() const { return windows_; }
  [[nodiscard]] const std::optional<std::string>& stopped() const { return stopped_; }
  /// In the order in which they showed.
  [[nodiscard]] std::vector<Failure> failures() && { return std::move(failures_); }
  [[nodiscard]] std::size_t left_out() const { return left_out_; }

 private:
  /// Everything at this instant. False when that is the end.
  bool play_instant() {
    const bool stepped = steps_.next_at() <= world_.now();
    if (world_.plan().settled && !play_due()) return false;
    do {
      if (stepped) steps_.play(world_, step_failures());
      if (!play_due()) return false;
    } while (steps_.next_at() <= world_.now());
    if (judge_) windows_.look(world_, steps_.results(), failures_);
    leave_out();
    return sound(stepped || world_.now() >= until_);
  }

  /// What is due, and the outcomes it brings. False when that went wrong.
  bool play_due() {
    if (auto why = world_.play_instant()) return stop(Failure::Kind::runaway, std::move(*why));
    steps_.collect(world_, step_failures());
    return true;
  }

  /// On to the next instant that matters. False at the end.
  bool go_on() {
    const Instant now = world_.now();
    if (now >= until_) return false;
    Instant next = std::min(steps_.next_at(), until_);
    if (judge_) next = std::min(next, windows_.next_edge(now));
    if (steps_.waiting() || (judge_ && windows_.any_open())) {
      next = std::min(next, world_.next_due());
    }
    if (auto why = world_.play_until(next)) return stop(Failure::Kind::runaway, std::move(*why));
    return sound(false);
  }

  /// Whether no invariant has broken.
  bool sound(bool in_full) {
    if (world_.violation()) return stop(Failure::Kind::invariant, *world_.violation());
    if (!in_full) return true;
    std::vector<std::string> broken = world_.broken_invariants();
    return broken.empty() || stop(Failure::Kind::invariant, std::move(broken.front()));
  }

  /// A step that fails at each of a million times must not fill the memory.
  void leave_out() {
    if (failures_.size() <= most_failures) return;
    left_out_ += failures_.size() - most_failures;
    failures_.resize(most_failures);
  }

  bool stop(Failure::Kind kind, std::string why) {
    Failure failure;
    failure.kind = kind;
    failure.at = world_.now();
    failure.text = std::move(why);
    stopped_ = failure.text;
    // What ended the case decides the verdict, so that it is never among those left out.
    if (failures_.size() == most_failures) {
      failures_.pop_back();
      ++left_out_;
    }
    failures_.push_back(std::move(failure));
    return false;
  }

  std::vector<Failure>& step_failures() {
    ignored_.clear();
    return judge_ ? failures_ : ignored_;
  }

  Instant until_;
  bool judge_;
  Steps steps_;
  Windows windows_;
  World world_;
  std::vector<Failure> failures_;
  std::vector<Failure> ignored_;
  std::size_t left_out_ = 0;
  std::optional<std::string> stopped_;
};

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
  Player player{plan, planned.end, options.judge};
  if (options.keep_journal || planned.golden) player.world().keep_journal();
  player.play();
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
  const RunResult first = run(plan, {.keep_journal = true, .judge = options.judge});
  const RunResult second = run(plan, {.keep_journal = true, .judge = options.judge});
  Failure failure;
  failure.kind = Failure::Kind::unstable;
  failure.at = plan->start;
  failure.text = "played twice with the same seed, it went two ways";
  failure.excerpt = first_difference(*first.journal, *second.journal);
  result.failures.push_back(std::move(failure));
  return result;
}

PlayedWorld play_to(std::shared_ptr<const Plan> plan, Instant until) {
  Player player{std::move(plan), until, false};
  player.play();
  return {std::move(player.world()), player.stopped()};
}

std::shared_ptr<const Plan> with_seed(const std::shared_ptr<const Plan>& plan, std::uint64_t seed) {
  auto other = std::make_shared<Plan>(*plan);
  other->seed = seed;
  return other;
}

}  // namespace slsim
