// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/scenario/runner_toys.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Runner, StepsOfAnInstantComeInTheOrderOfTheFileAndBeforeItsEvents) {
  EXPECT_THAT(texts_of(play_toy(with_small_world(R"(
steps:
  - {at: 1d, cm1: {use: {UCM_Enhanced: 3}}}
  - {at: 1d, cm1: {use: {UCM_Enhanced: 5}}}
  - {at: 1d, cm1: {register: t1}}
  - {at: 1d, cm1: {register: t1}, refused: {class: in_progress}}
expect:
  - {at: 1d, cm1: {registration: registered}}
end: 2d
)"))),
              IsEmpty());
}

TEST(Runner, GoesOnAfterAFailureAndReportsAllInTheOrderInWhichTheyShowed) {
  const RunResult result = play_toy(R"(
steps: [{at: 2d, outside: {refuse: {class: not_found}}}]
expect:
  - {at: 3d, outside: {age: 4d}}
  - {at: 1d, outside: {age: 4d}}
)");
  EXPECT_THAT(texts_of(result),
              ElementsAre("at 1d outside: {age: 4d}", testing::StartsWith("at 2d outside:"),
                          "at 3d outside: {age: 4d}"));
}

TEST(Runner, EndsAtThePlansEndWithWhatHappensThen) {
  const RunResult result = play_toy("steps: [{at: 1d, outside: {note: a}}]\nend: 9d\n");
  EXPECT_EQ(result.end - result.start, days(9));
  EXPECT_EQ(result.verdict(), Verdict::passed);
}

TEST(Runner, AnEmptyPlanPasses) {
  const RunResult result = play_toy("");
  EXPECT_EQ(result.verdict(), Verdict::passed);
  EXPECT_EQ(result.end, result.start);
}

constexpr std::string_view year_of_contacts = R"(
steps: [{at: 0d, cm1: {register: t1}}]
end: 365d
)";

TEST(Runner, TheSamePlanGivesTheSameDigestAndAnotherSeedMayNot) {
  const auto plan = load_toy(with_small_world(R"(
steps:
  - {at: 0d, network: {latency: {latency: 1s, jitter: 10s}}}
  - {at: 0d, cm1: {register: t1}}
end: 365d
)"));
  const RunResult once = run(plan);
  EXPECT_EQ(run(plan).digest, once.digest);
  EXPECT_GT(once.events, 12U);
  const RunResult other = run(with_seed(plan, 99));
  EXPECT_EQ(other.seed, 99U);
  EXPECT_NE(other.digest, once.digest);
}

TEST(Runner, ExpectationsDoNotDisturbTheWorld) {
  const RunResult blind = play_toy(with_small_world(year_of_contacts));
  const RunResult watched =
      play_toy(with_small_world(std::string{year_of_contacts} +
                                "expect: [{always: [1d, 365d], cm1: {registration: registered, "
                                "authorization: authorized}}]"));
  EXPECT_THAT(texts_of(watched), IsEmpty());
  EXPECT_EQ(watched.digest, blind.digest);
  EXPECT_EQ(watched.events, blind.events);
}

TEST(Runner, ARunawayIsStoppedAndSaysWhere) {
  const RunResult result = play_toy(
      with_small_world("settings: {events_per_instant: 1}\nsteps: [{at: 1d, cm1: {register: t1}}]\n"
                       "expect: [{at: 2d, outside: {age: 7d}}]\n"));
  ASSERT_THAT(result.failures, SizeIs(1));
  EXPECT_EQ(result.failures[0].kind, Failure::Kind::runaway);
  EXPECT_EQ(result.failures[0].at, result.start + days(1));
  EXPECT_EQ(result.verdict(), Verdict::failed);
  EXPECT_EQ(result.expectations, 0U);
}

TEST(Runner, ABrokenInvariantEndsTheCase) {
  const RunResult result = play_toy(with_small_world(R"(
steps:
  - {at: 1d, outside: {damage: true}}
  - {at: 2d, outside: {refuse: {class: not_found}}}
)"));
  ASSERT_THAT(result.failures, SizeIs(1));
  EXPECT_EQ(result.failures[0].kind, Failure::Kind::invariant);
  EXPECT_EQ(result.failures[0].at, result.start + days(1));
  EXPECT_EQ(result.verdict(), Verdict::broken);
}

TEST(Runner, OfEndlesslyManyFailuresTheFirstThousandAreKeptAndAllAreCounted) {
  const RunResult result = play_toy(R"(
steps: [{at: 0d, every: 1h, times: 1500, outside: {refuse: {class: not_found}}}]
)");
  EXPECT_EQ(result.failures.size(), 1000U);
  EXPECT_EQ(result.failures_left_out, 500U);
}

TEST(Runner, WhatEndedTheCaseIsKeptAmongEndlesslyManyFailures) {
  const RunResult result = play_toy(R"(
steps:
  - {at: 0d, every: 1h, times: 1500, outside: {refuse: {class: not_found}}}
  - {at: 100d, outside: {damage: true}}
)");
  EXPECT_EQ(result.failures.size(), 1000U);
  EXPECT_EQ(result.failures_left_out, 501U);
  EXPECT_EQ(result.failures.back().kind, Failure::Kind::invariant);
  EXPECT_EQ(result.verdict(), Verdict::broken);
}

TEST(Runner, StepsThatAreNotJudgedMayBeRefused) {
  const std::string refused = "steps: [{at: 1d, outside: {refuse: {class: not_found}}}]\n";
  EXPECT_THAT(play_toy(refused, {.judge_steps = false}).failures, IsEmpty());
  EXPECT_EQ(play_toy(refused + "expect: [{at: 1d, outside: {age: 9d}}]", {.judge_steps = false})
                .failures.size(),
            1U);
  EXPECT_EQ(
      play_toy("steps: [{at: 1d, outside: {damage: true}}]", {.judge_steps = false}).verdict(),
      Verdict::broken);
}

TEST(Runner, KeepsTheJournalOnRequest) {
  const std::string text = "steps: [{at: 1d, outside: {note: a}}]";
  EXPECT_FALSE(play_toy(text).journal);
  const RunResult result = play_toy(text, {.keep_journal = true});
  ASSERT_TRUE(result.journal);
  ASSERT_FALSE(result.journal->events().empty());
  EXPECT_THAT(result.journal->print(result.journal->events().back()),
              HasSubstr("outside noted word=a"));
}

TEST(Runner, PlayedTwiceAlikeItIsStable) {
  EXPECT_THAT(run_twice(load_toy(with_small_world(year_of_contacts))).failures, IsEmpty());
}

TEST(Runner, AWorldCanBeSeenAtAnyInstant) {
  const auto plan = load_toy(R"(
steps: [{at: 1d, outside: {note: a}}, {at: 2d, outside: {note: b}}]
)");
  const auto noted = [&](Duration after) {
    const PlayedWorld played = play_to(plan, plan->start + after);
    const ActorId outside = *plan->find_actor("outside");
    EXPECT_EQ(played.world.now(), plan->start + after);
    return print(
        plan->actors[outside.index].kind->field("noted")->read(played.world, {outside, {}}));
  };
  EXPECT_EQ(noted(days(1) - milliseconds(1)), "absent");
  EXPECT_EQ(noted(days(1)), "a");
  EXPECT_EQ(noted(days(2)), "b");
  EXPECT_EQ(noted(days(700)), "b");
}

}  // namespace
}  // namespace slsim
