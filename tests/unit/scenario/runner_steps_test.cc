// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/scenario/runner_toys.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

TEST(RunnerSteps, AStepThatIsRefusedFailsTheCase) {
  const RunResult result = play_toy(R"(
steps:
  - {at: 1d, outside: {refuse: {class: token_expired, http: 405, code: X1, text: too late}}}
)");
  ASSERT_THAT(result.failures, SizeIs(1));
  EXPECT_EQ(result.verdict(), Verdict::failed);
  const Failure& failure = result.failures.front();
  EXPECT_EQ(failure.kind, Failure::Kind::step);
  EXPECT_EQ(failure.position.line, 4U);
  EXPECT_THAT(failure.text, StartsWith("at 1d outside: {refuse: "));
  EXPECT_THAT(failure.mismatches,
              ElementsAre(Mismatch{"", "not refused",
                                   "refused as {class: token_expired, http: 405, code: X1}: too "
                                   "late"}));
}

TEST(RunnerSteps, ARefusalIsMatchedByClassByStatusByCodeAndByText) {
  const RunResult result = play_toy(R"(
steps:
  - {at: 0d, outside: {refuse: {class: token_expired}}, refused: {class: token_expired}}
  - {at: 0d, outside: {refuse: {class: not_found, http: 404}}, refused: {http: 404}}
  - {at: 0d, outside: {refuse: {class: not_found, code: CAA1048}}, refused: {code: CAA1048}}
  - {at: 0d, outside: {refuse: {class: not_found, text: no such token}},
     refused: {class: not_found, text: {contains: token}}}
)");
  EXPECT_THAT(texts_of(result), IsEmpty());
  EXPECT_EQ(result.steps, 4U);
}

TEST(RunnerSteps, ARefusalOfAnotherKindFails) {
  const RunResult result = play_toy(R"(
steps:
  - {at: 0d, outside: {refuse: {class: not_found}}, refused: {class: token_expired}}
  - {at: 0d, outside: {refuse: {class: not_found, http: 404}}, refused: {http: 405}}
  - {at: 0d, outside: {refuse: {class: not_found, code: A}}, refused: {code: B}}
  - {at: 0d, outside: {refuse: {class: not_found, text: no}},
     refused: {class: not_found, text: yes}}
)");
  ASSERT_THAT(result.failures, SizeIs(4));
  EXPECT_EQ(result.failures[0].mismatches[0].expected, "refused as {class: token_expired}");
  EXPECT_EQ(result.failures[0].mismatches[0].actual, "refused as {class: not_found}");
  EXPECT_EQ(result.failures[3].mismatches[0].expected, "refused as {class: not_found, text: yes}");
}

TEST(RunnerSteps, AStepThatShouldBeRefusedAndIsNotFails) {
  const RunResult result = play_toy(R"(
steps: [{at: 0d, outside: {give: 7}, refused: {class: not_found}}]
)");
  ASSERT_THAT(result.failures, SizeIs(1));
  EXPECT_THAT(result.failures[0].mismatches,
              ElementsAre(Mismatch{"", "refused as {class: not_found}", "it was not refused"}));
}

TEST(RunnerSteps, WhatAStepKeepsIsThereForLaterSteps) {
  const RunResult result = play_toy(R"(
steps:
  - {at: 1d, outside: {give: word}, as: kept}
  - {at: 2d, outside: {note: $kept}}
expect:
  - {at: 2d, outside: {noted: word}}
  - {at: 2d, outside: {noted: $kept}}
)");
  EXPECT_THAT(texts_of(result), IsEmpty());
  EXPECT_EQ(result.expectations, 2U);
}

TEST(RunnerSteps, AStepThatNeedsWhatWasNeverKeptFailsAndIsNotRun) {
  const RunResult result = play_toy(R"(
steps:
  - {at: 1d, outside: {give: nothing}, as: kept}
  - {at: 2d, outside: {note: $kept}}
expect:
  - {at: 2d, outside: {noted: {absent: true}}}
)");
  ASSERT_THAT(texts_of(result),
              ElementsAre("at 1d outside: {give: nothing}", "at 2d outside: {note: $kept}"));
  EXPECT_EQ(result.failures[1].mismatches[0].what, "$kept");
}

TEST(RunnerSteps, AStepOfTheWorldHasItsOutcomeWhenItsEventsArePlayed) {
  const RunResult result = play_toy(with_small_world(R"(
steps:
  - {at: 0d, cm1: {register: t1}}
  - {at: 1d, cm1: {register: t1}, refused: {class: already_registered}}
  - {at: 2d, network: {cut: {}}}
  - {at: 3d, cm1: {renew_auth: }, refused: {class: timed_out}}
expect:
  - {at: 0d, cm1: {registration: registered}}
end: 4d
)"));
  EXPECT_THAT(texts_of(result), IsEmpty());
}

TEST(RunnerSteps, AnOutcomeThatComesLateIsReportedWhenItCame) {
  const RunResult result = play_toy(with_small_world(R"(
settings: {network_timeout: 30s}
steps:
  - {at: 0d, network: {cut: {}}}
  - {at: 1d, cm1: {register: t1}}
end: 4d
)"));
  ASSERT_THAT(texts_of(result), ElementsAre("at 1d cm1: {register: t1}"));
  EXPECT_EQ(result.failures[0].at, result.start + days(1) + seconds(30));
  EXPECT_THAT(result.failures[0].mismatches[0].actual, HasSubstr("timed_out"));
  EXPECT_EQ(result.failures[0].actor, "cm1");
  EXPECT_THAT(result.failures[0].recent, testing::Not(IsEmpty()));
}

TEST(RunnerSteps, AStepWithoutAnOutcomeAtTheEndSaysWhatItWaitsFor) {
  const RunResult result = play_toy(with_small_world(R"(
settings: {network_timeout: 1h}
steps:
  - {at: 0d, network: {cut: {}}}
  - {at: 1d, cm1: {register: t1}}
)"));
  ASSERT_THAT(texts_of(result), ElementsAre("at 1d cm1: {register: t1}"));
  EXPECT_EQ(result.failures[0].at, result.start + days(1));
  EXPECT_THAT(result.failures[0].mismatches[0].actual, StartsWith("still waits for: "));
}

TEST(RunnerSteps, ARepeatedStepIsPlayedAtEachOfItsTimes) {
  const RunResult result = play_toy(R"(
steps: [{at: 1d, every: 1d, times: 3, outside: {refuse: {class: not_found}}}]
)");
  ASSERT_THAT(result.failures, SizeIs(3));
  EXPECT_THAT(result.failures[2].text, StartsWith("at 3d "));
  EXPECT_EQ(result.end - result.start, days(3));
}

}  // namespace
}  // namespace slsim
