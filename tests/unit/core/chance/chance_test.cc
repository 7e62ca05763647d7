// SPDX-License-Identifier: Apache-2.0
#include "core/chance/chance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <set>
#include <vector>

namespace slsim {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::Le;

std::vector<std::uint64_t> first_three(RandomStream stream) {
  return {stream.next(), stream.next(), stream.next()};
}

// Whoever compares runs between machines relies on these; a change of them is a change of version.
TEST(RandomStream, IsTheSameOnEveryMachine) {
  EXPECT_THAT(first_three(RandomStream{}),
              // SplitMix64 from state 0, as Vigna's reference implementation gives them.
              ElementsAre(0xe220a8397b1dcdafU, 0x6e789e6aa1b965f4U, 0x06c45d188009454fU));
  EXPECT_THAT(first_three(RandomStream{7, "network/cm1"}),
              ElementsAre(0x2f5b52d96fe5a368U, 0x31e392080d39b0f9U, 0xd02857e5b63edda1U));
}

TEST(RandomStream, DiffersBySeedAndByName) {
  std::set<std::uint64_t> firsts;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    firsts.insert(RandomStream{seed, "network/cm1"}.next());
    firsts.insert(RandomStream{seed, "network/cm2"}.next());
  }
  EXPECT_EQ(firsts.size(), 200U);
}

TEST(RandomStream, StaysBelowTheBoundAndReachesEachNumberAlike) {
  RandomStream random{1, "below"};
  std::array<int, 6> count{};
  for (int i = 0; i < 60'000; ++i) ++count[random.below(6)];
  EXPECT_THAT(count, Each(AllOf(Ge(9'600), Le(10'400))));
  EXPECT_EQ(random.below(1), 0U);
}

// A plain product or remainder would favour a third of these numbers.
TEST(RandomStream, IsUnbiasedWhereTheBoundDoesNotDivideTheRange) {
  RandomStream random{1, "bias"};
  const std::uint64_t bound = 3ULL << 62;  // Three quarters of the range.
  std::array<int, 3> third{};
  for (int i = 0; i < 30'000; ++i) ++third[random.below(bound) / (1ULL << 62)];
  EXPECT_THAT(third, Each(AllOf(Ge(9'700), Le(10'300))));
}

TEST(RandomStream, DrawsBothEndsOfAnInterval) {
  RandomStream random{1, "between"};
  std::set<std::int64_t> seen;
  for (int i = 0; i < 200; ++i) {
    seen.insert(random.between(milliseconds(-1), milliseconds(2)).count());
  }
  EXPECT_THAT(seen, ElementsAre(-1, 0, 1, 2));
  EXPECT_EQ(random.between(days(3), days(3)), days(3));
}

TEST(RandomStream, CanDrawFromAllDurations) {
  RandomStream random{1, "all"};
  bool negative = false;
  bool positive = false;
  for (int i = 0; i < 100; ++i) {
    const Duration drawn = random.between(Duration::min(), Duration::max());
    negative |= drawn < Duration::zero();
    positive |= drawn > Duration::zero();
  }
  EXPECT_TRUE(negative && positive);
}

TEST(RandomStream, TakesItsChances) {
  RandomStream random{1, "chance"};
  int hits = 0;
  for (int i = 0; i < 20'000; ++i) hits += random.chance({1, 20}) ? 1 : 0;
  EXPECT_THAT(hits, AllOf(Ge(900), Le(1'100)));
  EXPECT_TRUE(random.chance({1, 1}));
}

TEST(RandomStream, DrawsNothingForWhatCannotHappen) {
  RandomStream random{1, "chance"};
  EXPECT_FALSE(random.chance({0, 20}));
  EXPECT_EQ(random.draws(), 0U);
}

TEST(Chance, AStreamDoesNotSeeTheOthers) {
  Chance alone{7};
  Chance together{7};
  together.stream("another").next();
  EXPECT_EQ(alone.stream("network/cm1").next(), together.stream("network/cm1").next());
}

TEST(Chance, GivesTheSameStreamForTheSameName) {
  Chance chance{7};
  chance.stream("a").next();
  EXPECT_EQ(chance.stream("a").draws(), 1U);
}

TEST(Chance, SumsUpWhoDrewWhat) {
  const auto drawn = [](std::uint64_t seed, const std::vector<std::string_view>& names) {
    Chance chance{seed};
    for (const std::string_view name : names) chance.stream(name).next();
    return chance.summary();
  };
  EXPECT_EQ(drawn(7, {"a", "b"}), drawn(7, {"b", "a"}));
  EXPECT_NE(drawn(7, {"a", "b"}), drawn(7, {"a", "c"}));
  EXPECT_NE(drawn(7, {"a"}), drawn(7, {"a", "a"}));
  EXPECT_NE(drawn(7, {"a"}), drawn(8, {"a"}));
}

TEST(Chance, DoesNotCountWhoOnlyAskedForAStream) {
  Chance chance{7};
  chance.stream("a").next();
  const std::uint64_t before = chance.summary();
  (void)chance.stream("b");
  EXPECT_EQ(chance.summary(), before);
}

TEST(RandomStreamDeathTest, NothingIsBelowZero) {
  RandomStream random;
  EXPECT_DEATH((void)random.below(0), "below the bound");
  EXPECT_DEATH((void)random.between(days(2), days(1)), "a first and a last value");
}

}  // namespace
}  // namespace slsim
