// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/node_clock.h"

#include <gtest/gtest.h>

#include "core/chance/chance.h"
#include "core/time/text.h"

namespace slsim {
namespace {

const Instant start = parse_instant("2026-01-01T00:00:00Z").value();

TEST(NodeClock, IsRightAtFirst) {
  const NodeClock clock;
  EXPECT_EQ(clock.wall(start), start);
  EXPECT_EQ(clock.uptime(start), start);
  EXPECT_EQ(clock.true_of_uptime(start), start);
}

TEST(NodeClock, OffsetMovesTheWallClockOnly) {
  NodeClock clock;
  clock.set_offset(start, minutes(61));
  EXPECT_EQ(clock.wall(start + days(1)), start + days(1) + minutes(61));
  EXPECT_EQ(clock.uptime(start + days(1)), start + days(1));
  clock.set_offset(start, minutes(-59));
  EXPECT_EQ(clock.wall(start), start - minutes(59));
}

TEST(NodeClock, StepsAddUp) {
  NodeClock clock;
  clock.step(start, days(200));
  clock.step(start + minutes(10), -days(200) - seconds(1));
  EXPECT_EQ(clock.wall(start + hours(1)), start + hours(1) - seconds(1));
  EXPECT_EQ(clock.uptime(start + hours(1)), start + hours(1));
}

TEST(NodeClock, DriftMovesBothFromItsFirstDayOn) {
  NodeClock clock;
  clock.set_drift(start, 100);  // 8.64 s a day
  EXPECT_EQ(clock.wall(start), start);
  EXPECT_EQ(clock.wall(start + days(1)), start + days(1) + milliseconds(8'640));
  EXPECT_EQ(clock.uptime(start + days(1)), start + days(1) + milliseconds(8'640));
  clock.set_drift(start, -100);
  EXPECT_EQ(clock.uptime(start + days(1)), start + days(1) - milliseconds(8'640));
}

TEST(NodeClock, KeepsWhatDriftHasDoneWhenDriftEnds) {
  NodeClock clock;
  clock.set_drift(start, 100);
  clock.set_drift(start + days(10), 0);
  EXPECT_EQ(clock.wall(start + days(20)), start + days(20) + milliseconds(86'400));
}

TEST(NodeClock, AnOffsetIsTrueAtItsInstantWhateverTheDrift) {
  NodeClock clock;
  clock.set_drift(start, -250);
  clock.set_offset(start + days(10), seconds(5));
  EXPECT_EQ(clock.wall(start + days(10)), start + days(10) + seconds(5));
}

TEST(NodeClock, TimersOfAFastClockAreDueEarly) {
  NodeClock clock;
  clock.set_drift(start, 1'000);
  const Instant due = clock.true_of_uptime(start + days(30));
  EXPECT_EQ(clock.uptime(due), start + days(30));
  EXPECT_EQ(print(start + days(30) - due),
            "43m9s410ms");  // 30 d / 1.001 rounded up to a millisecond
}

TEST(NodeClock, NeverStaysNever) {
  NodeClock clock;
  clock.set_drift(start, 500'000);
  clock.set_offset(start, days(1));
  EXPECT_EQ(clock.wall(never), never);
  EXPECT_EQ(clock.uptime(never), never);
  EXPECT_EQ(clock.true_of_uptime(never), never);
}

/// A clock that has been changed a few times in the years before `until`.
NodeClock tried_clock(RandomStream& random, Instant until) {
  NodeClock clock;
  Instant now;
  for (std::uint64_t changes = random.below(4); changes > 0; --changes) {
    now += random.between(Duration::zero(), until - now);
    const auto drift = random.between(milliseconds(-5'000), milliseconds(5'000)).count();
    // Now and then a clock that nearly stands still, or runs twice as fast.
    const std::int64_t scale = random.chance({1, 10}) ? 199 : 1;
    clock.set_drift(now, static_cast<std::int32_t>(drift * scale));
    clock.step(now, random.between(days(-400), days(400)));
  }
  return clock;
}

TEST(NodeClock, TrueTimeOfUptimeIsTheFirstThatShowsIt) {
  RandomStream random{1, "clocks"};
  for (int i = 0; i < 100'000; ++i) {
    const Instant until = first_instant + random.between(days(1), last_instant - first_instant);
    const NodeClock clock = tried_clock(random, until);
    const Instant at = until + random.between(Duration::zero(), last_instant - until);
    const Instant shown = clock.uptime(at);
    const Instant first = clock.true_of_uptime(shown);
    ASSERT_EQ(clock.uptime(first), shown);
    ASSERT_LT(clock.uptime(first - milliseconds(1)), shown);
    ASSERT_LE(first, at);
  }
}

TEST(NodeClock, WithoutDriftItsFunctionsAreExactInverses) {
  RandomStream random{1, "inverses"};
  for (int i = 0; i < 100'000; ++i) {
    NodeClock clock;
    clock.set_offset(first_instant, random.between(days(-400), days(400)));
    const Instant at =
        first_instant + random.between(Duration::zero(), last_instant - first_instant);
    ASSERT_EQ(clock.true_of_uptime(clock.uptime(at)), at);
    ASSERT_EQ(clock.uptime(clock.true_of_uptime(at)), at);
  }
}

TEST(NodeClock, UptimeNeverGoesBack) {
  RandomStream random{1, "uptimes"};
  for (int i = 0; i < 1'000; ++i) {
    NodeClock clock;
    Instant now = start;
    Instant shown = clock.uptime(now);
    for (int change = 0; change < 20; ++change) {
      now += random.between(Duration::zero(), days(10));
      ASSERT_GE(clock.uptime(now), shown);
      shown = clock.uptime(now);
      const auto drift = random.between(milliseconds(-999'999), milliseconds(999'999)).count();
      clock.set_drift(now, static_cast<std::int32_t>(drift));
      clock.step(now, random.between(days(-10), days(10)));
      ASSERT_EQ(clock.uptime(now), shown) << "no change moves it";
    }
  }
}

TEST(NodeClockDeathTest, ItsClockDoesNotStandStill) {
  NodeClock clock;
  EXPECT_DEATH(clock.set_drift(start, -1'000'000), "loses less than all");
  EXPECT_DEATH(clock.set_drift(start, 1'000'000), "loses less than all");
}

}  // namespace
}  // namespace slsim
