// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/golden.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace slsim {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

class Golden : public testing::Test {
 protected:
  Golden() { journal.keep_all(); }

  void record(ActorId who, Level level, Word what, std::initializer_list<EventField> with = {}) {
    at += hours(1);
    journal.record(Event{at, who, level, what, with});
  }

  Journal journal;
  ActorId cm1 = journal.add_actor("cm1");
  ActorId cm2 = journal.add_actor("cm2");
  Instant at{};
};

TEST_F(Golden, TellsChangesAndFaultsAndNoMessages) {
  record(cm1, Level::change, "registration"_w, {{"to"_w, "registered"_w}});
  record(cm1, Level::message, "request"_w);
  record(cm2, Level::fault, "failed"_w);
  EXPECT_EQ(golden_text(journal),
            "1970-01-01T01:00:00Z cm1 registration to=registered\n"
            "1970-01-01T03:00:00Z cm2 failed\n");
}

TEST_F(Golden, RepeatsAreOneLineAlthoughOthersComeBetween) {
  for (int i = 0; i < 3; ++i) {
    record(cm1, Level::fault, "failed"_w, {{"next"_w, at}});
    record(cm2, Level::fault, "failed"_w);
  }
  EXPECT_EQ(golden_text(journal),
            "1970-01-01T01:00:00Z cm1 failed next=1970-01-01T00:00:00Z"
            "  [3 times, last 1970-01-01T05:00:00Z]\n"
            "1970-01-01T02:00:00Z cm2 failed  [3 times, last 1970-01-01T06:00:00Z]\n");
}

TEST_F(Golden, ARoundOfEventsThatComesAgainIsFoldedAsARound) {
  for (int i = 0; i < 4; ++i) {
    record(cm1, Level::fault, "lost"_w);
    record(cm1, Level::fault, "failed"_w);
  }
  record(cm1, Level::fault, "lost"_w);
  EXPECT_EQ(golden_text(journal),
            "1970-01-01T01:00:00Z cm1 lost  [4 times, last 1970-01-01T07:00:00Z]\n"
            "1970-01-01T02:00:00Z cm1 failed  [4 times, last 1970-01-01T08:00:00Z]\n"
            "1970-01-01T09:00:00Z cm1 lost\n");
}

TEST_F(Golden, ANumberThatChangesIsNoRepeat) {
  record(cm1, Level::change, "usage"_w, {{"count"_w, 1}});
  record(cm1, Level::change, "usage"_w, {{"count"_w, 2}});
  EXPECT_THAT(golden_text(journal), HasSubstr("count=1\n"));
  EXPECT_THAT(golden_text(journal), HasSubstr("count=2\n"));
}

TEST_F(Golden, IsCutAtTwoHundredLinesWithASumOfTheRest) {
  const auto text_of = [&](int last) {
    Journal many;
    many.keep_all();
    const ActorId actor = many.add_actor("cm1");
    for (int i = 0; i < 300; ++i) {
      const int count = i == 299 ? last : i;
      many.record(Event{Instant{} + hours(i), actor, Level::change, "usage"_w, {{"n"_w, count}}});
    }
    return golden_text(many);
  };
  const std::string text = text_of(299);
  EXPECT_EQ(std::ranges::count(text, '\n'), 200);
  EXPECT_THAT(text, HasSubstr("n=198\n... and 101 more lines, in sum "));
  EXPECT_NE(text_of(7), text) << "a change in the lines left out must be seen";
}

TEST(GoldenPath, IsBesideTheFileWithTheCaseInItsName) {
  EXPECT_EQ(golden_path("a/b/lapse.yaml", ""), "a/b/lapse.journal");
  EXPECT_EQ(golden_path("a/b/lapse.yaml", "too late"), "a/b/lapse.too-late.journal");
  EXPECT_EQ(golden_path("x.yaml", "../etc/é"), "x...-etc-é.journal");
}

RunResult result_with(std::string golden) {
  RunResult result;
  result.path = "x.yaml";
  result.golden = std::move(golden);
  return result;
}

TEST(GoldenComparison, PassesWhenNothingDiffers) {
  EXPECT_FALSE(compare_golden("a\nb\n", result_with("a\nb\n")));
}

TEST(GoldenComparison, ShowsWhatDiffersWithALineAround) {
  const auto failure = compare_golden("1\n2\nold\n4\n5\n6\n7\ngone\n8\n",
                                      result_with("1\n2\nnew\nnewer\n4\n5\n6\n7\n8\n"));
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->kind, Failure::Kind::golden);
  EXPECT_THAT(failure->text, HasSubstr("x.journal"));
  EXPECT_EQ(failure->excerpt,
            "@@ line 2 @@\n  2\n- old\n+ new\n+ newer\n  4\n@@ line 7 @@\n  7\n- gone\n  8\n");
}

TEST(GoldenComparison, ShowsOnlyTheBeginningOfALongDifference) {
  std::string many;
  for (int i = 0; i < 50; ++i) many += std::to_string(i) + "\n";
  const auto failure = compare_golden("", result_with(many));
  ASSERT_TRUE(failure);
  EXPECT_THAT(failure->excerpt, EndsWith("+ 19\n... and 30 lines more that differ\n"));
}

}  // namespace
}  // namespace slsim
