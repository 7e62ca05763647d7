// SPDX-License-Identifier: Apache-2.0
#include "sim/search/sweep.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "sim/scenario/loader.h"
#include "sim/scenario/runner.h"

namespace slsim {
namespace {

using testing::IsEmpty;
using testing::Not;

constexpr std::string_view scenario = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        virtual_accounts:
          - name: va-1
            licenses: [{license: UCM_Enhanced, quantity: 10}]
            tokens: [{name: t1, expires: 30d}]
  clusters:
    - {name: cm1, product: cucm, version: "12.5", mode: enterprise, licenses: {UCM_Enhanced: 10}}
    - {name: cm2, product: cucm, version: "14", mode: enterprise, licenses: {UCM_Enhanced: 3}}
steps:
  - {at: 0d, cm1: {register: t1}}
  - {at: 0d, cm2: {register: t1}}
  - {at: 0d, cm1: {use: {UCM_Enhanced: 1}}}
  - {at: 100d, cm1: {deregister: }}
expect:
  - {at: 1d, cm1: {registration: unregistered}}
end: 300d
)";

std::vector<Plan> load_all(std::string_view text) {
  const FileReader no_files = [](const std::string&) -> Parsed<std::string> {
    return tl::make_unexpected("no such file");
  };
  Loaded loaded = load_scenario("sweep.yaml", text, no_files, {actor_kinds(), &world_shape()});
  for (const Mistake& mistake : loaded.mistakes) ADD_FAILURE() << print(mistake);
  return std::move(loaded.plans);
}

Plan load() {
  std::vector<Plan> plans = load_all(scenario);
  return plans.empty() ? Plan{} : std::move(plans.front());
}

TEST(Sweep, TheSameSeedDisturbsInTheSameWay) {
  const Plan plan = load();
  const Disturbed once = disturb(plan, 11);
  const Disturbed again = disturb(plan, 11);
  EXPECT_EQ(once.added, again.added);
  EXPECT_EQ(play_disturbed(once).digest, play_disturbed(again).digest);
  EXPECT_NE(play_disturbed(once).digest, play_disturbed(disturb(plan, 12)).digest);
}

TEST(Sweep, SeedsTryEveryKindOfDisturbance) {
  const Plan plan = load();
  std::string all;
  std::set<std::uint32_t> first_steps;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const Disturbed disturbed = disturb(plan, seed);
    for (const std::string& step : disturbed.added) all += step + "\n";
    const auto first = std::ranges::find_if(
        disturbed.plan->turns, [&](const Turn& turn) { return turn.step < plan.steps.size(); });
    first_steps.insert(first->step);
  }
  for (const std::string_view verb : {"{latency: ", "{loss: ", "{lose_answers: ", "{cut: ",
                                      "{heal: ", "cm1: {set_clock: ", "cm2: {set_clock: "}) {
    EXPECT_THAT(all, testing::HasSubstr(std::string{verb}));
  }
  EXPECT_EQ(first_steps, (std::set<std::uint32_t>{0, 1, 2})) << "steps of an instant change places";
}

TEST(Sweep, KeepsEveryStepOfThePlanAtItsTime) {
  const Plan plan = load();
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const Disturbed disturbed = disturb(plan, seed);
    EXPECT_TRUE(std::ranges::is_sorted(disturbed.plan->turns, {}, &Turn::at));
    for (const Turn& turn : plan.turns) {
      const auto is_it = [&](const Turn& other) {
        return other.step == turn.step && other.at == turn.at && other.round == turn.round;
      };
      EXPECT_EQ(std::ranges::count_if(disturbed.plan->turns, is_it), 1);
    }
    EXPECT_EQ(disturbed.plan->turns.size(), plan.turns.size() + disturbed.added.size());
    EXPECT_GE(disturbed.plan->turns.front().at, plan.start);
    EXPECT_LE(disturbed.plan->turns.back().at, plan.end);
  }
}

TEST(Sweep, JudgesInvariantsAlone) {
  const Plan plan = load();
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const RunResult result = play_disturbed(disturb(plan, seed));
    EXPECT_THAT(result.failures, IsEmpty()) << "seed " << seed;
    EXPECT_EQ(result.end, plan.end);
    EXPECT_EQ(result.seed, seed);
  }
}

constexpr std::string_view recovery = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        virtual_accounts:
          - name: va-1
            licenses: [{license: UCM_Enhanced, quantity: 10}]
            tokens: [{name: t1, expires: 300d}]
  clusters:
    - {name: cm1, product: cucm, version: "12.5", mode: enterprise, licenses: {UCM_Enhanced: $use}}
steps:
  - {at: 0d, cm1: {register: t1}}
  - {at: 5d, cm1: {register: {token: t1, force: true}}}
  - {at: 101d, cm1: {register: {token: t1, force: true}}}
expect:
  - {at: 1d, cm1: {registration: unregistered}}
  - {at: 102d, cm1: {registration: registered, authorization: authorized}}
cases:
  - {name: enough, with: {use: 10}}
  - {name: short, with: {use: 11}}
)";

TEST(Sweep, EndsAllDisturbancesAtOnceAndJudgesWhatIsExpectedFromThenOn) {
  const std::vector<Plan> plans = load_all(recovery);
  const Instant heal = plans.front().start + days(100);
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const Disturbed disturbed = disturb(plans[0], seed, heal);
    EXPECT_THAT(disturbed.plan->expectations, testing::SizeIs(1));
    const RunResult result = play_disturbed(disturbed);
    EXPECT_THAT(result.failures, IsEmpty()) << "seed " << seed;
    EXPECT_EQ(result.expectations, 1U);
    EXPECT_THAT(play_disturbed(disturb(plans[1], seed, heal)).failures, testing::SizeIs(1));
  }
}

TEST(Sweep, LeavesNothingOfADisturbanceBehindWhenItHeals) {
  const std::vector<Plan> plans = load_all(recovery);
  const Instant heal = plans.front().start + days(100);
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const World world = play_to(disturb(plans[0], seed, heal).plan, heal + days(1)).world;
    EXPECT_THAT(world.kernel().network.rules(), IsEmpty()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace slsim
