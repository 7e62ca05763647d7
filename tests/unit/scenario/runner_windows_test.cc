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

/// `outside` notes a at 1d, b at 2d and c at 3d.
std::string notes(std::string_view expectation) {
  return R"(
steps:
  - {at: 1d, outside: {note: a}}
  - {at: 2d, outside: {note: b}}
  - {at: 3d, outside: {note: c}}
end: 5d
expect:
  - )" + std::string{expectation} +
         "\n";
}

std::vector<std::string> failures_of(std::string_view expectation) {
  return texts_of(play_toy(notes(expectation)));
}

TEST(RunnerWindows, AnInstantIsJudgedAfterEverythingThatHappensAtIt) {
  EXPECT_THAT(failures_of("{at: 2d, outside: {noted: b}}"), IsEmpty());
  EXPECT_THAT(failures_of("{at: 2d - 1ms, outside: {noted: a}}"), IsEmpty());
  EXPECT_THAT(failures_of("{at: 2d, outside: {noted: a}}"),
              ElementsAre("at 2d outside: {noted: a}"));
}

TEST(RunnerWindows, WithoutATimeItIsJudgedAtTheEnd) {
  EXPECT_THAT(failures_of("{outside: {noted: c, age: 5d}}"), IsEmpty());
}

TEST(RunnerWindows, WithinHoldsAtAnyInstantWithBothEnds) {
  EXPECT_THAT(failures_of("{within: [0d, 1d], outside: {noted: a}}"), IsEmpty());
  EXPECT_THAT(failures_of("{within: [1d, 2d], outside: {noted: a}}"), IsEmpty());
  EXPECT_THAT(failures_of("{within: [1d + 1h, 1d + 2h], outside: {noted: a}}"), IsEmpty());
  EXPECT_THAT(failures_of("{within: [2d, 3d], outside: {noted: a}}"), SizeIs(1));
  EXPECT_THAT(failures_of("{within: [2d, 3d - 1ms], outside: {noted: c}}"), SizeIs(1));
}

TEST(RunnerWindows, WithinThatClosesInVainShowsWhatItSaw) {
  const RunResult result = play_toy(notes("{within: [1d + 1h, 4d], outside: {noted: d}}"));
  ASSERT_THAT(result.failures, SizeIs(1));
  const Failure& failure = result.failures[0];
  EXPECT_EQ(failure.at, result.start + days(4));
  EXPECT_THAT(failure.mismatches, ElementsAre(Mismatch{"noted", "d", "c"}));
  EXPECT_THAT(failure.seen, ElementsAre(Sighting{result.start + days(1) + hours(1), "a"},
                                        Sighting{result.start + days(2), "b"},
                                        Sighting{result.start + days(3), "c"}));
}

TEST(RunnerWindows, AlwaysEndsBeforeItsSecondEnd) {
  EXPECT_THAT(failures_of("{always: [1d, 2d], outside: {noted: a}}"), IsEmpty());
  EXPECT_THAT(failures_of("{always: [1d, 2d + 1ms], outside: {noted: a}}"), SizeIs(1));
  EXPECT_THAT(failures_of("{always: [1d - 1ms, 2d], outside: {noted: a}}"), SizeIs(1));
  EXPECT_THAT(failures_of("{always: [1d, 1d + 1ms], outside: {noted: a}}"), IsEmpty());
}

TEST(RunnerWindows, AlwaysFailsOnceAtTheFirstInstantAtWhichItDoesNotHold) {
  const RunResult result = play_toy(notes("{always: [1d, 5d], outside: {noted: {not: b}}}"));
  ASSERT_THAT(result.failures, SizeIs(1));
  EXPECT_EQ(result.failures[0].text, "always [1d, 5d] outside: {noted: {not: b}}");
  EXPECT_EQ(result.failures[0].at, result.start + days(2));
}

TEST(RunnerWindows, NeverFailsWhereAllFieldsHoldAtOnce) {
  EXPECT_THAT(failures_of("{never: [0d, 5d], outside: {noted: d}}"), IsEmpty());
  EXPECT_THAT(failures_of("{never: [2d, 3d], outside: {noted: c}}"), IsEmpty());
  EXPECT_THAT(failures_of("{never: [0d, 5d], outside: {noted: b, age: 3d}}"), IsEmpty());
  const RunResult result = play_toy(notes("{never: [0d, 5d], outside: {noted: b, age: 2d}}"));
  ASSERT_THAT(result.failures, SizeIs(1));
  EXPECT_THAT(result.failures[0].mismatches,
              ElementsAre(Mismatch{"noted", "never b", "b"}, Mismatch{"age", "never 2d", "2d"}));
}

TEST(RunnerWindows, WhatMovesWithTimeAloneIsSeenAtBothEnds) {
  EXPECT_THAT(failures_of("{within: [3d + 1h, 4d], outside: {age: 3d1h}}"), IsEmpty());
  EXPECT_THAT(failures_of("{within: [3d + 1h, 4d], outside: {age: 4d}}"), IsEmpty());
  EXPECT_THAT(failures_of("{always: [3d + 1h, 4d], outside: {age: {lt: 4d}}}"), IsEmpty());
  EXPECT_THAT(failures_of("{always: [3d + 1h, 4d], outside: {age: {lt: 95h}}}"), SizeIs(1));
}

TEST(RunnerWindows, AWindowSeesEveryInstantAtWhichSomethingHappens) {
  // cm1 is authorized 90 s after it is registered, when no step and no edge is.
  EXPECT_THAT(texts_of(play_toy(with_small_world(R"(
steps: [{at: 1d, cm1: {register: t1}}]
expect:
  - {within: [1d + 80s, 1d + 95s], cm1: {authorization: authorized}}
  - {never: [0d, 1d + 90s], cm1: {authorization: authorized}}
end: 2d
)"))),
              IsEmpty());
}

TEST(RunnerWindows, AReadingIsHeldAgainstItsAnswer) {
  EXPECT_THAT(failures_of("{at: 1d, outside: {say: hello, says: {contains: ell}}}"), IsEmpty());
  const RunResult wrong = play_toy(notes("{at: 1d, outside: {say: hello, says: {contains: x}}}"));
  ASSERT_THAT(wrong.failures, SizeIs(1));
  EXPECT_THAT(wrong.failures[0].mismatches,
              ElementsAre(Mismatch{"say: hello", "a text with x", "hello"}));
}

TEST(RunnerWindows, AReadingThatIsRefusedDoesNotHoldWhateverIsExpected) {
  const RunResult result = play_toy(notes("{at: 1d, outside: {say: nothing, says: {not: x}}}"));
  ASSERT_THAT(result.failures, SizeIs(1));
  EXPECT_THAT(result.failures[0].mismatches[0].actual,
              testing::HasSubstr("{class: not_found, http: 404}: has nothing to say"));
  EXPECT_THAT(failures_of("{never: [0d, 5d], outside: {say: nothing, says: {not: x}}}"), IsEmpty());
}

TEST(RunnerWindows, AnExpectationOfWhatWasNeverKeptFails) {
  const RunResult result = play_toy(R"(
steps:
  - {at: 1d, outside: {give: nothing}, as: kept}
expect:
  - {at: 1d, outside: {noted: $kept}}
)");
  ASSERT_THAT(texts_of(result),
              ElementsAre("at 1d outside: {give: nothing}", "at 1d outside: {noted: $kept}"));
  EXPECT_EQ(result.failures[1].mismatches[0].what, "$kept");
}

// `count` asks how many entries a list has, unless what is asked has a key of that name.
TEST(RunnerWindows, AKeyOfWhatIsAskedIsNoWordOfTheLanguage) {
  EXPECT_THAT(texts_of(play_toy(with_small_world(R"(
steps: [{at: 0d, cm1: {use: {UCM_Enhanced: 7}}}]
expect:
  - {at: 0d, cm1: {licenses: {UCM_Enhanced: {count: 7}, UCM_Basic: {count: {lt: 1}}}}}
  - {at: 0d, cm1: {licenses: {count: 6}}}
  - {at: 0d, cm1: {licenses: {UCM_Enhanced: {count: 2}}}}
)"))),
              ElementsAre(HasSubstr("{count: 2}")));
}

}  // namespace
}  // namespace slsim
