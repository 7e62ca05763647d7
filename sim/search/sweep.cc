// SPDX-License-Identifier: Apache-2.0
#include "sim/search/sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/chance/chance.h"
#include "core/time/text.h"
#include "sim/scenario/runner.h"
#include "sim/scenario/steps.h"

namespace slsim {
namespace {

constexpr std::uint32_t most_cuts = 3;
/// CSSM's default tolerance is an hour: half of the wrong clocks stay within it.
constexpr Duration tolerable = hours(1);
constexpr Duration intolerable = days(3);
/// An oscillator without any correction is some tens of parts per million off; more ends sooner.
constexpr std::int64_t most_drift = 500;

class Disturber {
 public:
  Disturber(const Plan& plan, std::uint64_t seed, std::optional<Instant> heal)
      : seed_{seed}, plan_{std::make_shared<Plan>(plan)}, until_{heal.value_or(plan.end)} {
    plan_->seed = seed;
    plan_->golden = false;
    std::erase_if(plan_->expectations, [&](const Expectation& expectation) {
      return !heal || expectation.from < *heal;
    });
  }

  Disturbed disturb() && {
    shuffle();
    for (const PlannedActor& actor : plan_->actors) {
      if (actor.kind->host && !actor.kind->fixed) hosts_.push_back(actor.name);
    }
    for (const std::string& host : hosts_) {
      slow(host);
      lose(host);
      cut(host);
      set_clock(host);
    }
    std::ranges::stable_sort(turns_, {}, &Turn::at);
    std::vector<std::string> added;
    added.reserve(turns_.size());
    for (const Turn& turn : turns_) {
      added.push_back(
          fmt::format("at {} {}", print(turn.at - plan_->start), plan_->steps[turn.step].text));
    }
    // What chance does comes before what the file does at the same instant.
    turns_.insert(turns_.end(), plan_->turns.begin(), plan_->turns.end());
    std::ranges::stable_sort(turns_, {}, &Turn::at);
    plan_->turns = std::move(turns_);
    return {std::move(plan_), std::move(added)};
  }

 private:
  [[nodiscard]] RandomStream stream(std::string_view what, std::string_view host) const {
    return {seed_, fmt::format("sweep/{}/{}", what, host)};
  }

  [[nodiscard]] Instant some_time(RandomStream& chance) const {
    return plan_->start + chance.between(Duration{0}, until_ - plan_->start);
  }

  /// From seconds to months, short ones as often as long ones.
  static Duration some_while(RandomStream& chance) {
    constexpr std::uint64_t doublings = 23;  // Of a second: 97 days.
    const Duration least = seconds(std::int64_t{1} << chance.below(doublings));
    return chance.between(least, 2 * least);
  }

  /// Steps of an instant in any order, unless one needs what another keeps.
  void shuffle() {
    RandomStream chance{seed_, "sweep/order"};
    std::vector<Turn>& turns = plan_->turns;
    for (auto first = turns.begin(); first != turns.end();) {
      const auto last =
          std::find_if(first, turns.end(), [&](const Turn& turn) { return turn.at != first->at; });
      const auto count = static_cast<std::uint64_t>(last - first);
      const bool free = std::none_of(first, last, [&](const Turn& turn) { return bound(turn); });
      for (std::uint64_t i = count; free && i > 1; --i) {
        std::swap(first[static_cast<std::ptrdiff_t>(i - 1)],
                  first[static_cast<std::ptrdiff_t>(chance.below(i))]);
      }
      first = last;
    }
  }

  [[nodiscard]] bool bound(const Turn& turn) const {
    const Step& step = plan_->steps[turn.step];
    return !step.as.empty() || !missing_results(step.arguments.values(), {}).empty();
  }

  void slow(const std::string& host) {
    RandomStream chance = stream("latency", host);
    if (!chance.chance({1, 2})) return;
    const Duration latency = chance.between(Duration{0}, seconds(5));
    const Duration jitter = chance.between(Duration{0}, seconds(30));
    disturb_link(plan_->start, until_, host + " slow", "latency",
                 {{"latency", latency}, {"jitter", jitter}, {"from", host}});
  }

  void lose(const std::string& host) {
    RandomStream chance = stream("loss", host);
    for (const std::string_view verb : {"loss", "lose_answers"}) {
      if (!chance.chance({1, 3})) continue;
      const auto part = static_cast<std::uint32_t>(1 + chance.below(10));
      disturb_link(plan_->start, until_, fmt::format("{} {}", host, verb), verb,
                   {{"share", Ratio{part, 20}}, {"from", host}});
    }
  }

  void cut(const std::string& host) {
    RandomStream chance = stream("cuts", host);
    const std::uint64_t cuts = chance.below(most_cuts + 1);
    for (std::uint64_t i = 1; i <= cuts; ++i) {
      const Instant from = some_time(chance);
      const Instant to = std::min(from + some_while(chance), until_);
      disturb_link(from, to, fmt::format("{} cut {}", host, i), "cut", {{"from", host}});
    }
  }

  void set_clock(const std::string& host) {
    RandomStream chance = stream("clock", host);
    if (!chance.chance({1, 2})) return;
    const Duration most = chance.chance({1, 2}) ? tolerable : intolerable;
    const auto drift = static_cast<std::int64_t>(chance.below(2 * most_drift + 1)) - most_drift;
    // One draw after the other: compilers differ in the order of a call's arguments.
    const Duration offset = chance.between(-most, most);
    const Instant at = some_time(chance);
    add(at, host, "set_clock", {{"offset", offset}, {"drift", drift}});
    if (until_ < plan_->end) {
      add(until_, host, "set_clock", {{"offset", Duration{0}}, {"drift", 0}});
    }
  }

  /// Something about a host's links, there and back, from one instant to another.
  void disturb_link(Instant from, Instant to, const std::string& label, std::string_view verb,
                    Value::Map arguments) {
    arguments["both_ways"] = true;
    arguments["label"] = label;
    add(from, "network", verb, std::move(arguments));
    if (to < plan_->end) add(to, "network", "heal", {{"label", label}});
  }

  /// Nothing where the actor has no such verb.
  void add(Instant at, std::string_view actor, std::string_view verb, Value::Map arguments) {
    const auto id = plan_->find_actor(actor);
    if (!id) return;
    const ActorKind* kind = plan_->actors[id->index].kind;
    const Verb* found = kind->verb(verb);
    if (found == nullptr) return;
    Step step;
    const Value values{std::move(arguments)};
    step.text = fmt::format("{}: {{{}: {}}}", actor, verb, print(values));
    step.target = {*id, {}};
    step.kind = kind;
    step.verb = found;
    step.arguments = Arguments{found->arguments, values};
    turns_.push_back({at, static_cast<std::uint32_t>(plan_->steps.size()), 0});
    plan_->steps.push_back(std::move(step));
  }

  std::uint64_t seed_;
  std::shared_ptr<Plan> plan_;
  Instant until_;  ///< When disturbances end.
  std::vector<std::string> hosts_;
  std::vector<Turn> turns_;
};

}  // namespace

Disturbed disturb(const Plan& plan, std::uint64_t seed, std::optional<Instant> heal) {
  return Disturber{plan, seed, heal}.disturb();
}

RunResult play_disturbed(const Disturbed& disturbed, bool twice) {
  const RunOptions options{.keep_journal = false, .judge_steps = false};
  return twice ? run_twice(disturbed.plan, options) : run(disturbed.plan, options);
}

}  // namespace slsim
