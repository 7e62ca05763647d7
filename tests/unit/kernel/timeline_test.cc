// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/chance/chance.h"

namespace slsim {
namespace {

using ::testing::ElementsAre;

constexpr Instant start{days(20'000)};
constexpr Duration century = days(36'525);

Due event(Instant at, std::uint64_t argument) { return {at, ActorId{1}, 2, argument}; }

/// The arguments of all events up to `limit`, in order.
std::vector<std::uint64_t> play(Timeline& timeline, Instant limit = never) {
  std::vector<std::uint64_t> arguments;
  while (const std::optional<Due> due = timeline.pop(limit)) arguments.push_back(due->argument);
  return arguments;
}

TEST(Timeline, DeliversInTheOrderOfInstants) {
  Timeline timeline{start};
  timeline.schedule(event(start + days(30), 3));
  timeline.schedule(event(start + milliseconds(1), 1));
  timeline.schedule(event(start + 100 * century, 4));
  timeline.schedule(event(start + hours(6), 2));
  EXPECT_THAT(play(timeline), ElementsAre(1, 2, 3, 4));
}

TEST(Timeline, DeliversInTheOrderOfSchedulingAtOneInstant) {
  Timeline timeline{start};
  std::vector<std::uint64_t> all;
  for (std::uint64_t i = 0; i < 100; ++i) {  // Scheduled from different distances to the instant.
    timeline.schedule(event(start + days(1), i));
    all.push_back(i);
    if (i == 30) timeline.advance_to(start + hours(23));
    if (i == 60) timeline.advance_to(start + days(1) - milliseconds(1));
    if (i == 80) timeline.advance_to(start + days(1));
  }
  EXPECT_EQ(play(timeline), all);
}

TEST(Timeline, DeliversWhatIsScheduledForNowBehindWhatIsDueNow) {
  Timeline timeline{start};
  for (std::uint64_t i = 0; i < 3; ++i) timeline.schedule(event(start + seconds(1), i));
  timeline.schedule(event(start + seconds(2), 9));
  ASSERT_EQ(timeline.pop(never)->argument, 0U);
  timeline.schedule(event(timeline.now(), 3));
  timeline.schedule(event(timeline.now(), 4));
  EXPECT_THAT(play(timeline), ElementsAre(1, 2, 3, 4, 9));
}

TEST(Timeline, TakesWhatIsDueInThePastForDueNow) {
  Timeline timeline{start};
  timeline.schedule(event(start, 0));
  timeline.schedule(event(start - days(1), 1));
  timeline.schedule(event(Instant::min(), 2));
  timeline.schedule(event(start, 3));
  EXPECT_EQ(timeline.next_due(), start);
  EXPECT_EQ(timeline.pop(never)->at, start);
  EXPECT_EQ(timeline.pop(never)->at, start);
  EXPECT_THAT(play(timeline), ElementsAre(2, 3));
  EXPECT_EQ(timeline.now(), start);
}

TEST(Timeline, DeliversWhatWasScheduledAndMovesTheClockThere) {
  Timeline timeline{start};
  timeline.schedule({start + minutes(5), ActorId{7}, 0xffff'fff0, ~std::uint64_t{0}});
  const std::optional<Due> due = timeline.pop(never);
  ASSERT_TRUE(due);
  EXPECT_EQ(due->at, start + minutes(5));
  EXPECT_EQ(due->actor, ActorId{7});
  EXPECT_EQ(due->kind, 0xffff'fff0);
  EXPECT_EQ(due->argument, ~std::uint64_t{0});
  EXPECT_EQ(timeline.now(), start + minutes(5));
}

TEST(Timeline, GivesNothingAfterTheLimitAndLeavesTheClock) {
  Timeline timeline{start};
  timeline.schedule(event(start + days(2), 2));
  timeline.schedule(event(start + days(2), 3));
  EXPECT_FALSE(timeline.pop(start + days(2) - milliseconds(1)));
  EXPECT_EQ(timeline.now(), start);
  EXPECT_EQ(timeline.pending(), 2U);
  // What comes to be due before it is still delivered before it.
  timeline.schedule(event(start + days(1), 1));
  timeline.schedule(event(start, 0));
  EXPECT_THAT(play(timeline, start + days(2)), ElementsAre(0, 1, 2, 3));
}

TEST(Timeline, KnowsWhenTheNextEventIsDue) {
  Timeline timeline{start};
  EXPECT_EQ(timeline.next_due(), never);
  EXPECT_FALSE(timeline.pop(never));
  timeline.schedule(event(start + days(40), 0));
  const TimerId second = timeline.schedule(event(start + days(39), 0));
  EXPECT_EQ(timeline.next_due(), start + days(39));
  const TimerId first = timeline.schedule(event(start + days(1), 0));
  EXPECT_EQ(timeline.next_due(), start + days(1));
  timeline.cancel(first);
  EXPECT_EQ(timeline.next_due(), start + days(39));
  timeline.cancel(second);
  EXPECT_EQ(timeline.next_due(), start + days(40));
  EXPECT_TRUE(timeline.pop(never));
  EXPECT_EQ(timeline.next_due(), never);
}

TEST(Timeline, DoesNotDeliverWhatWasCancelled) {
  Timeline timeline{start};
  std::vector<TimerId> timers;
  for (std::uint64_t i = 0; i < 9; ++i) {
    timers.push_back(timeline.schedule(event(start + days(static_cast<std::int64_t>(i / 3)), i)));
  }
  for (const std::size_t i : {0U, 4U, 8U, 6U}) timeline.cancel(timers[i]);
  EXPECT_EQ(timeline.pending(), 5U);
  EXPECT_THAT(play(timeline), ElementsAre(1, 2, 3, 5, 7));
  EXPECT_EQ(timeline.pending(), 0U);
}

TEST(Timeline, ACancelledEventDoesNotMoveTheClock) {
  Timeline timeline{start};
  const TimerId first = timeline.schedule(event(start + days(1), 1));
  timeline.schedule(event(start + days(10), 2));
  timeline.schedule(event(start + days(10), 3));
  timeline.cancel(first);
  EXPECT_FALSE(timeline.pop(start + days(5)));
  EXPECT_EQ(timeline.now(), start);
  timeline.schedule(event(start + hours(1), 0));
  EXPECT_THAT(play(timeline), ElementsAre(0, 2, 3));
}

TEST(Timeline, CancellingIsAlwaysSafe) {
  Timeline timeline{start};
  timeline.cancel(TimerId{});
  const TimerId happened = timeline.schedule(event(start, 0));
  EXPECT_EQ(play(timeline).size(), 1U);
  timeline.cancel(happened);
  timeline.cancel(TimerId{});
  timeline.cancel({happened.slot + 1000, 1});
  timeline.cancel({happened.slot, happened.generation + 1});  // As another fork might have it.
  EXPECT_EQ(timeline.pending(), 0U);

  const TimerId twice = timeline.schedule(event(start, 1));
  timeline.schedule(event(start, 2));
  timeline.cancel(twice);
  timeline.cancel(twice);
  EXPECT_EQ(timeline.pending(), 1U);
  EXPECT_THAT(play(timeline), ElementsAre(2));
}

TEST(Timeline, AnOldIdDoesNotCancelTheNextEventInItsSlot) {
  Timeline timeline{start};
  const TimerId happened = timeline.schedule(event(start, 0));
  ASSERT_TRUE(timeline.pop(never));
  const TimerId cancelled = timeline.schedule(event(start, 1));
  ASSERT_EQ(cancelled.slot, happened.slot);
  EXPECT_NE(cancelled, happened);
  timeline.cancel(cancelled);
  const TimerId live = timeline.schedule(event(start, 2));
  ASSERT_EQ(live.slot, happened.slot);
  timeline.cancel(happened);
  timeline.cancel(cancelled);
  EXPECT_THAT(play(timeline), ElementsAre(2));
}

TEST(Timeline, ReachesFromBeforeTheEpochToNever) {
  Timeline timeline{Instant{-century}};
  timeline.schedule(event(never, 6));
  timeline.schedule(event(never - milliseconds(1), 5));
  timeline.schedule(event(Instant{} + 1000 * century, 4));
  timeline.schedule(event(Instant{milliseconds(1)}, 3));
  timeline.schedule(event(Instant{}, 2));
  timeline.schedule(event(Instant{milliseconds(-1)}, 1));
  timeline.schedule(event(Instant{-century}, 0));
  timeline.schedule(event(never, 7));
  EXPECT_THAT(play(timeline, never - milliseconds(1)), ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_EQ(timeline.now(), never - milliseconds(1));
  EXPECT_THAT(play(timeline), ElementsAre(6, 7));
  EXPECT_EQ(timeline.now(), never);
}

TEST(Timeline, StartsAtTheFirstOfAllInstants) {
  Timeline timeline{Instant::min()};
  timeline.schedule(event(never, 1));
  timeline.schedule(event(Instant::min(), 0));
  EXPECT_THAT(play(timeline), ElementsAre(0, 1));
}

TEST(Timeline, AdvancesOverNothingUpToTheNextEvent) {
  Timeline timeline{start};
  timeline.advance_to(start);
  timeline.schedule(event(start + days(5), 2));
  timeline.advance_to(start + days(5));
  EXPECT_EQ(timeline.now(), start + days(5));
  timeline.schedule(event(start, 3));
  timeline.schedule(event(start + days(5) + milliseconds(1), 4));
  EXPECT_THAT(play(timeline), ElementsAre(2, 3, 4));
  timeline.advance_to(start + century);
  timeline.schedule(event(start + century, 5));
  EXPECT_THAT(play(timeline), ElementsAre(5));
}

TEST(TimelineDeathTest, RefusesToSkipAnEventAndToGoBack) {
  Timeline timeline{start};
  timeline.schedule(event(start + days(5), 0));
  EXPECT_DEATH(timeline.advance_to(start + days(5) + milliseconds(1)),
               "timeline.cc:[0-9]+: CHECK failed: no event is skipped");
  EXPECT_DEATH(timeline.advance_to(start - milliseconds(1)),
               "timeline.cc:[0-9]+: CHECK failed: time does not go back");
}

TEST(Timeline, ACopyIsAForkOfTheFuture) {
  Timeline timeline{start};
  const TimerId timer = timeline.schedule(event(start + days(1), 1));
  timeline.schedule(event(start + days(2), 2));
  Timeline fork = timeline;
  timeline.cancel(timer);
  fork.schedule(event(start + hours(1), 0));
  EXPECT_THAT(play(timeline), ElementsAre(2));
  EXPECT_EQ(fork.now(), start);
  EXPECT_THAT(play(fork), ElementsAre(0, 1, 2));
  fork.cancel(timer);
  EXPECT_EQ(fork.pending(), 0U);
}

TEST(Timeline, HoldsAMillionPendingTimers) {
  RandomStream random{1, "timeline"};
  Timeline timeline{start};
  for (std::uint64_t i = 0; i < 1'000'000; ++i) {
    timeline.schedule(event(start + random.between(milliseconds(0), days(30)), i));
  }
  EXPECT_EQ(timeline.pending(), 1'000'000U);
  Due last = event(start, 0);
  while (const std::optional<Due> due = timeline.pop(never)) {
    const bool in_order =
        last.at < due->at || (last.at == due->at && last.argument <= due->argument);
    ASSERT_TRUE(in_order) << last.argument << " before " << due->argument;
    last = *due;
  }
}

std::size_t bytes_in_use() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

TEST(Timeline, ManyCancelsDoNotMakeMemoryGrow) {
  Timeline timeline{start};
  timeline.schedule(event(start + days(90), 0));
  const std::size_t before = bytes_in_use();
  RandomStream random{1, "timeline"};
  for (int i = 0; i < 1'000'000; ++i) {
    timeline.cancel(timeline.schedule(event(start + random.between(milliseconds(0), days(30)), 1)));
  }
  EXPECT_LT(bytes_in_use(), before + 10'000);
  EXPECT_THAT(play(timeline), ElementsAre(0));
}

/// What a Timeline promises, in the plainest way: a vector sorted by (due, serial).
class Reference {
 public:
  explicit Reference(Instant now) : now_{now} {}

  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] std::size_t pending() const { return entries_.size(); }
  [[nodiscard]] Instant next_due() const { return entries_.empty() ? never : entries_.front().at; }

  void schedule(Instant at, std::uint64_t serial) {
    const Entry entry{std::max(at, now_), serial};
    entries_.insert(std::upper_bound(entries_.begin(), entries_.end(), entry), entry);
  }
  void cancel(std::uint64_t serial) {
    std::erase_if(entries_, [serial](const Entry& entry) { return entry.serial == serial; });
  }
  std::optional<std::uint64_t> pop(Instant limit) {
    if (entries_.empty() || entries_.front().at > limit) return std::nullopt;
    const Entry first = entries_.front();
    entries_.erase(entries_.begin());
    now_ = first.at;
    return first.serial;
  }
  void advance_to(Instant to) { now_ = to; }

 private:
  struct Entry {
    Instant at;
    std::uint64_t serial;
    auto operator<=>(const Entry&) const = default;
  };
  Instant now_;
  std::vector<Entry> entries_;
};

/// A Timeline and its reference under random operations, compared after each. A value: its copy
/// draws the same operations.
class Trial {
 public:
  explicit Trial(std::uint64_t seed) : random_{seed, "timeline"} {}

  void step() {
    switch (random_.below(10)) {
      case 0:
      case 1:
      case 2:
      case 3:
        schedule();
        break;
      case 4:
      case 5:
        cancel();
        break;
      case 6:
        EXPECT_EQ(timeline_.next_due(), reference_.next_due());
        break;
      case 7:
        advance();
        break;
      default:
        pop(timeline_.now() + delay());
        break;
    }
    compare();
  }
  void finish() {
    while (reference_.pending() > 0) pop(never);
    EXPECT_FALSE(timeline_.pop(never));
    compare();
  }
  [[nodiscard]] RandomStream& random() { return random_; }
  [[nodiscard]] const std::vector<std::uint64_t>& delivered() const { return delivered_; }

 private:
  /// Of any order of magnitude up to a century and more, and often none.
  Duration delay() { return milliseconds(static_cast<std::int64_t>(random_.next() >> widths())); }
  std::uint64_t widths() { return random_.chance({1, 5}) ? 63 : 22 + random_.below(41); }

  Instant due() {
    if (random_.chance({1, 100})) return never - random_.between(milliseconds(0), milliseconds(3));
    if (random_.chance({1, 10})) return timeline_.now() - delay();
    if (random_.chance({1, 5})) return reference_.next_due();
    return timeline_.now() + delay();
  }
  void schedule() {
    const Instant at = due();
    timers_.push_back(timeline_.schedule(event(at, timers_.size())));
    reference_.schedule(at, timers_.size() - 1);
  }
  void cancel() {
    if (timers_.empty()) return;
    // Half of them among the latest, which are mostly pending; else often long gone.
    const std::uint64_t reach = random_.chance({1, 2}) ? 20 : timers_.size();
    const std::uint64_t back = random_.below(std::min<std::uint64_t>(reach, timers_.size()));
    const std::uint64_t serial = timers_.size() - 1 - back;
    timeline_.cancel(timers_[serial]);
    reference_.cancel(serial);
  }
  void advance() {
    const Instant to = std::min(timeline_.now() + delay() / 1000, reference_.next_due());
    if (to >= never - days(1)) return;  // Adding to instants there would overflow.
    timeline_.advance_to(to);
    reference_.advance_to(to);
  }
  void pop(Instant limit) {
    const std::optional<std::uint64_t> expected = reference_.pop(limit);
    const std::optional<Due> due = timeline_.pop(limit);
    ASSERT_EQ(due.has_value(), expected.has_value());
    if (!due) return;
    ASSERT_EQ(due->argument, *expected);
    EXPECT_EQ(due->at, reference_.now());
    delivered_.push_back(due->argument);
  }
  void compare() const {
    ASSERT_EQ(timeline_.now(), reference_.now());
    ASSERT_EQ(timeline_.pending(), reference_.pending());
  }

  RandomStream random_;
  Timeline timeline_{start};
  Reference reference_{start};
  std::vector<TimerId> timers_;  // By serial.
  std::vector<std::uint64_t> delivered_;
};

class TimelineAndReference : public testing::TestWithParam<std::uint64_t> {};

TEST_P(TimelineAndReference, AgreeOnRandomOperations) {
  Trial trial{GetParam()};
  for (int i = 0; i < 25'000 && !HasFailure(); ++i) trial.step();
  trial.finish();
  EXPECT_GT(trial.delivered().size(), 5'000U);
}

TEST_P(TimelineAndReference, AgreeInForksWhoseFuturesAreIdentical) {
  Trial trial{GetParam() + 100};
  for (int forks = 0; forks < 40 && !HasFailure(); ++forks) {
    for (std::uint64_t n = trial.random().below(500); n > 0; --n) trial.step();
    Trial fork = trial;
    for (int i = 0; i < 100; ++i) fork.step();
    Trial end_of_fork = fork;
    end_of_fork.finish();
    for (int i = 0; i < 100; ++i) trial.step();
    Trial end = trial;
    end.finish();
    EXPECT_EQ(fork.delivered(), trial.delivered());
    EXPECT_EQ(end_of_fork.delivered(), end.delivered());
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, TimelineAndReference, testing::Range<std::uint64_t>(1, 9));

}  // namespace
}  // namespace slsim
