// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/times.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace slsim {
namespace {

constexpr Instant start{days(20'000)};  // 2024-10-04
constexpr Instant before{days(20'010)};

struct Row {
  std::string_view text;
  Duration from_start;
};

Node value(std::string text) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = std::move(text);
  return node;
}

Node values() {
  Node with;
  with.kind = Node::Kind::map;
  with.entries.push_back({"x", false, {}, value("40d")});
  with.entries.push_back({"sum", false, {}, value("90d - 1s")});
  with.entries.push_back({"then", false, {}, value("2024-10-06T00:00:00Z")});
  with.entries.push_back({"word", false, {}, value("soon")});
  return with;
}

TimeRules rules(const Node* with = nullptr) {
  return {.start = start, .before = &before, .from_start = true, .with = with};
}

TEST(Times, AreOffsetsInstantsAndDates) {
  const Node with = values();
  const Row rows[] = {
      {"0d", days(0)},
      {"40d", days(40)},
      {"1d12h", hours(36)},
      {"90d - 1s", days(90) - seconds(1)},
      {"90d-1s", days(90) - seconds(1)},
      {"2d + 12h - 1m", days(2) + hours(12) - minutes(1)},
      {"+5m", days(10) + minutes(5)},
      {"+1d - 1s", days(11) - seconds(1)},
      {"2024-10-05T00:00:00Z", days(1)},
      {"2024-10-05T00:00:00.250Z + 1s", days(1) + milliseconds(1250)},
      {"2024-10-05", days(1)},
      {"$x", days(40)},
      {"$x + 1h", days(40) + hours(1)},
      {"$then - 1h", days(2) - hours(1)},
      {"$sum + 1s", days(90)},
      {"1d + $x", days(41)},
  };
  for (const Row& row : rows) {
    const auto at = read_time(row.text, rules(&with));
    ASSERT_TRUE(at) << row.text << ": " << at.error();
    EXPECT_EQ(*at - start, row.from_start) << row.text;
  }
}

TEST(Times, ADateEndsWhereTheNextDayBeginsIfItEndsSomething) {
  TimeRules ends = rules();
  ends.date = TimeRules::Date::ends;
  EXPECT_EQ(read_time("2024-10-05", ends), start + days(2));
  EXPECT_EQ(read_time("2024-10-05T00:00:00Z", ends), start + days(1));
}

struct Refused {
  std::string_view text;
  std::string_view why;
};

TEST(Times, SayWhatWasExpected) {
  const Node with = values();
  const Refused rows[] = {
      {"soon",
       "'soon' is not a time; expected an offset such as 40d or 90d - 1s, or an instant "
       "such as 2026-01-05T08:00:00Z"},
      {"",
       "'' is not a time; expected an offset such as 40d or 90d - 1s, or an instant such as "
       "2026-01-05T08:00:00Z"},
      {"-5d", "'-5d' is negative; expected zero or more"},
      {"0d - 1s", "'0d - 1s' is before the start, 2024-10-04T00:00:00Z"},
      {"+5m - 60d", "'+5m - 60d' is before the start, 2024-10-04T00:00:00Z"},
      {"2024-10-03T23:59:59Z", "'2024-10-03T23:59:59Z' is before the start, 2024-10-04T00:00:00Z"},
      {"1d + 2024-10-05",
       "'1d + 2024-10-05' adds an instant; expected a duration such as 1h "
       "behind the sign"},
      {"2932897d", "'2932897d' leads out of the years 1970 to 9999"},
      {"2932897d + 2932897d + 2932897d",
       "'2932897d + 2932897d + 2932897d' leads out of the years 1970 to 9999"},
      {"$nobody", "unknown value '$nobody'; expected one that the case gives under 'with:'"},
      {"$", "unknown value '$'; expected one that the case gives under 'with:'"},
      {"1d - $sum", "the value of '$sum' is '90d - 1s'; expected a single duration behind a sign"},
      {"$word + 1h",
       "'soon' is not a time; expected an offset such as 40d or 90d - 1s, or an "
       "instant such as 2026-01-05T08:00:00Z"},
  };
  for (const Refused& row : rows) {
    const auto at = read_time(row.text, rules(&with));
    ASSERT_FALSE(at) << row.text;
    EXPECT_EQ(at.error(), row.why) << row.text;
  }
}

TEST(Times, RefuseUnitsThatAreNotOurs) {
  EXPECT_THAT(read_time("3 months", rules()).error(), testing::HasSubstr("'3' is not a duration"));
  EXPECT_THAT(read_time("3y", rules()).error(), testing::HasSubstr("'y' is not a unit"));
  EXPECT_THAT(read_time("2024-02-30", rules()).error(), testing::HasSubstr("calendar"));
  EXPECT_THAT(read_time("99999999999999999999d", rules()).error(),
              testing::HasSubstr("is too long"));
}

TEST(Times, CountFromTheStepBeforeOnlyWhereThereIsOne) {
  TimeRules none = rules();
  none.before = nullptr;
  EXPECT_EQ(read_time("+5m", none).error(),
            "'+5m' has no step before it to count from; expected an offset from the start such as "
            "40d");
}

TEST(Times, OfTheWorldMayLieBeforeTheStart) {
  const TimeRules anywhere{.start = start};
  EXPECT_EQ(read_time("2020-01-01", anywhere), Instant{days(18'262)});
}

TEST(Times, DurationsAreZeroOrMore) {
  const Node with = values();
  EXPECT_EQ(read_duration("1d - 1h"), hours(23));
  EXPECT_EQ(read_duration("$x + 1h", &with), days(40) + hours(1));
  EXPECT_EQ(read_duration("1h - 2h").error(), "'1h - 2h' is negative; expected zero or more");
  EXPECT_EQ(read_duration("2024-10-05").error(),
            "'2024-10-05' is an instant; expected a duration such as 1d12h");
}

TEST(Times, ShiftsGoEitherWay) {
  const Node with = values();
  EXPECT_EQ(read_shift("50m"), minutes(50));
  EXPECT_EQ(read_shift("-50m"), minutes(-50));
  EXPECT_EQ(read_shift("-$x", &with), days(-40));
  EXPECT_EQ(read_shift("--50m").error(), "'-50m' is negative; expected zero or more");
}

}  // namespace
}  // namespace slsim
