// SPDX-License-Identifier: Apache-2.0
#include "core/time/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/chance/chance.h"

namespace slsim {
namespace {

using ::testing::HasSubstr;

Instant at(std::string_view text) { return parse_instant(text).value(); }

std::string duration_error(std::string_view text, Sign sign = Sign::positive) {
  const auto parsed = parse_duration(text, sign);
  return parsed ? "no error" : parsed.error();
}

std::string instant_error(std::string_view text) {
  const auto parsed = parse_instant(text);
  return parsed ? "no error" : parsed.error();
}

TEST(Text, ReadsDurationsInTheirUnits) {
  EXPECT_EQ(parse_duration("1w"), days(7));
  EXPECT_EQ(parse_duration("90d"), days(90));
  EXPECT_EQ(parse_duration("1d12h"), hours(36));
  EXPECT_EQ(parse_duration("5m"), minutes(5));
  EXPECT_EQ(parse_duration("5ms"), milliseconds(5));
  EXPECT_EQ(parse_duration("1w1d1h1m1s1ms"), days(8) + hours(1) + minutes(1) + milliseconds(1001));
  EXPECT_EQ(parse_duration("100h"), hours(100));
  EXPECT_EQ(parse_duration("0d"), Duration::zero());
}

TEST(Text, ReadsNegativeDurationsOnlyWhereTheyAreAllowed) {
  EXPECT_EQ(parse_duration("-5m", Sign::any), minutes(-5));
  EXPECT_EQ(parse_duration("-1h30m", Sign::any), minutes(-90));
  EXPECT_EQ(duration_error("-5m"), "'-5m' is negative: expected a duration of zero or more");
  EXPECT_THAT(duration_error("--5m", Sign::any), HasSubstr("'-5m' is not a number"));
}

TEST(Text, SaysWhatIsWrongWithADuration) {
  EXPECT_EQ(duration_error("90"),
            "'90' is not a duration: 90 has no unit; expected something like 90d or 1d12h, with "
            "units w d h m s ms");
  EXPECT_THAT(duration_error(""), HasSubstr("'' is not a duration: there is no number"));
  EXPECT_THAT(duration_error("d"), HasSubstr("'d' is not a number"));
  EXPECT_THAT(duration_error("3mo"), HasSubstr("'mo' is not a unit"));
  EXPECT_THAT(duration_error("1y"), HasSubstr("'y' is not a unit"));
  EXPECT_THAT(duration_error("1D"), HasSubstr("'D' is not a unit"));
  EXPECT_THAT(duration_error("1d 12h"), HasSubstr("' 12h' is not a number"));
  EXPECT_THAT(duration_error("1.5d"), HasSubstr("1 has no unit"));
  EXPECT_THAT(duration_error("12h1d"), HasSubstr("larger units come first"));
  EXPECT_THAT(duration_error("1d1d"), HasSubstr("each at most once"));
  EXPECT_THAT(duration_error("+5m"), HasSubstr("'+5m' is not a number"));
}

TEST(Text, TakesNoDurationLongerThanTheCalendar) {
  EXPECT_EQ(parse_duration("2932897d"), last_instant - first_instant + milliseconds(1));
  EXPECT_EQ(duration_error("2932897d1ms"),
            "'2932897d1ms' is too long: at most 2932897d, from 1970 to the end of 9999");
  EXPECT_THAT(duration_error("99999999999999999999999999999999ms"), HasSubstr("too long"));
  EXPECT_THAT(duration_error("9223372036854775808ms"), HasSubstr("too long"));
  EXPECT_THAT(duration_error("-99999999999999999999d", Sign::any), HasSubstr("too long"));
}

TEST(Text, ShowsOnlyTheBeginningOfALongTextAndNoControlCharacters) {
  EXPECT_THAT(duration_error(std::string(1'000'000, 'x')).size(), testing::Lt(300U));
  EXPECT_THAT(duration_error("\x1b[31m\n"), HasSubstr("'?[31m?'"));
}

TEST(Text, ReadsInstantsOnlyInUtcAndOnlyInFull) {
  EXPECT_EQ(at("1970-01-01T00:00:00Z"), Instant{});
  EXPECT_EQ(at("2018-01-26T15:11:23Z"), Instant{seconds(1'516'979'483)});
  EXPECT_EQ(at("2026-01-05T08:00:00.250Z") - at("2026-01-05T08:00:00Z"), milliseconds(250));
  EXPECT_EQ(at("9999-12-31T23:59:59.999Z"), last_instant);
  for (const std::string_view text :
       {"", "2026-01-05", "2026-01-05T08:00:00", "2026-01-05 08:00:00Z", "2026-01-05T08:00Z",
        "2026-1-5T8:0:0Z", "2026-01-05T08:00:00+01:00", "2026-01-05T08:00:00Zx",
        "2026-01-05T08:00:00.Z", "2026-01-05T08:00:00.25Z", "2026-01-05T08:00:00.2500Z",
        "02026-01-05T08:00:00Z", "-026-01-05T08:00:00Z", "2026-01-05t08:00:00z"}) {
    EXPECT_THAT(instant_error(text), HasSubstr("expected something like 2026-01-05T08:00:00Z"))
        << text;
  }
}

TEST(Text, RefusesInstantsThatNoCalendarOrClockShows) {
  EXPECT_EQ(instant_error("1969-12-31T23:59:59Z"),
            "'1969-12-31T23:59:59Z' is before 1970: expected a year from 1970 to 9999");
  EXPECT_THAT(instant_error("0000-01-01T00:00:00Z"), HasSubstr("before 1970"));
  EXPECT_THAT(instant_error("2026-02-29T00:00:00Z"), HasSubstr("that the calendar does not have"));
  EXPECT_EQ(instant_error("2028-02-29T00:00:00Z"), "no error");
  EXPECT_THAT(instant_error("2026-13-01T00:00:00Z"), HasSubstr("the calendar does not have"));
  EXPECT_THAT(instant_error("2026-00-01T00:00:00Z"), HasSubstr("the calendar does not have"));
  EXPECT_THAT(instant_error("2026-01-01T24:00:00Z"), HasSubstr("that no clock shows"));
  EXPECT_THAT(instant_error("2026-01-01T23:60:00Z"), HasSubstr("that no clock shows"));
  EXPECT_THAT(instant_error("2016-12-31T23:59:60Z"), HasSubstr("that no clock shows"));
}

TEST(Text, ADateEndsWhereTheNextDayBegins) {
  EXPECT_EQ(parse_date("2026-01-05"), at("2026-01-06T00:00:00Z"));
  EXPECT_EQ(parse_date("2027-12-31"), at("2028-01-01T00:00:00Z"));
  EXPECT_EQ(parse_date("9999-12-31"), last_instant + milliseconds(1));
  EXPECT_EQ(parse_date("2026-1-5").error(),
            "'2026-1-5' is not a date: expected something like 2026-01-05");
  EXPECT_THAT(parse_date("2026-02-30").error(), HasSubstr("the calendar does not have"));
  EXPECT_THAT(parse_date("2026-01-05T00:00:00Z").error(), HasSubstr("is not a date"));
}

TEST(Text, PrintsDurationsAsFilesSpellThem) {
  EXPECT_EQ(print(days(90)), "90d");
  EXPECT_EQ(print(hours(36)), "1d12h");
  EXPECT_EQ(print(Duration::zero()), "0s");
  EXPECT_EQ(print(minutes(-5)), "-5m");
  EXPECT_EQ(print(milliseconds(1250)), "1s250ms");
  EXPECT_EQ(print(Duration::min()), "-106751991167d7h12m55s808ms");
}

TEST(Text, PrintsInstantsInIsoForm) {
  EXPECT_EQ(print(Instant{}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(print(Instant{milliseconds(5)}), "1970-01-01T00:00:00.005Z");
  EXPECT_EQ(print(last_instant + milliseconds(1)), "10000-01-01T00:00:00Z");
  EXPECT_EQ(print(never), "never");
}

TEST(Text, PrintsEvenInstantsBeyondTheCalendar) {
  EXPECT_EQ(print(Instant{days(-1)}), "1970-01-01T00:00:00Z-1d");
  EXPECT_EQ(print(Instant{days(10'000'000)}), "1970-01-01T00:00:00Z+10000000d");
  EXPECT_THAT(print(Instant::min()), HasSubstr("1970-01-01T00:00:00Z-106751991167d"));
}

// The first three are published: uc-apps facts, sections 6 and 10, and the sample run of the HCM-F
// guides; the last is CUPI's.
TEST(Text, PrintsDatesAsProductsShowThem) {
  const Instant registered = at("2018-01-26T15:11:23Z");
  EXPECT_EQ(print(registered, DateStyle::command_line), "Jan 26 15:11:23 2018 UTC");
  const Instant early = at("2030-01-01T00:00:10.999Z");
  EXPECT_EQ(print(early, DateStyle::command_line), "Jan 1 00:00:10 2030 UTC");
  EXPECT_EQ(print(early, DateStyle::command_line_padded), "Jan 01 00:00:10 2030 UTC");
  EXPECT_EQ(print(early, DateStyle::java_date), "Tue Jan 01 00:00:10 UTC 2030");
  EXPECT_EQ(print(early, DateStyle::sql_timestamp), "2030-01-01 00:00:10.0");
}

TEST(Text, ShowsDatesInTheZoneOfTheProduct) {
  const Zone ist{hours(5) + minutes(30), "IST"};
  const Instant at_night = at("2017-01-19T20:01:00Z");
  EXPECT_EQ(print(at_night, DateStyle::command_line, ist), "Jan 20 01:31:00 2017 IST");
  EXPECT_EQ(print(at_night, DateStyle::java_date, ist), "Fri Jan 20 01:31:00 IST 2017");
  const Zone pst{hours(-8), "PST"};
  EXPECT_EQ(print(Instant{}, DateStyle::command_line, pst), "Dec 31 16:00:00 1969 PST");
}

TEST(Text, EveryDurationReadsBackAsItWasPrinted) {
  RandomStream random{1, "durations"};
  const Duration longest = last_instant - first_instant;
  for (int i = 0; i < 100'000; ++i) {
    // Of all magnitudes, so that each combination of units comes up.
    const Duration limit{longest.count() >> random.below(48)};
    const Duration duration = random.between(-limit, limit);
    ASSERT_EQ(parse_duration(print(duration), Sign::any), duration) << print(duration);
  }
}

TEST(Text, EveryInstantReadsBackAsItWasPrinted) {
  RandomStream random{1, "instants"};
  for (int i = 0; i < 100'000; ++i) {
    const Duration since = random.between(Duration::zero(), last_instant - first_instant);
    const Instant instant{i % 2 == 0 ? since : std::chrono::floor<std::chrono::seconds>(since)};
    ASSERT_EQ(parse_instant(print(instant)), instant) << print(instant);
  }
}

TEST(Text, WhateverReadsAsAnInstantPrintsAsItWasWritten) {
  RandomStream random{1, "garbled"};
  int read = 0;
  for (int i = 0; i < 100'000; ++i) {
    std::string text = "2026-01-05T08:00:00.250Z";
    for (std::uint64_t n = random.below(3); n > 0; --n) {
      text[random.below(text.size())] = static_cast<char>(random.below(256));
    }
    const auto parsed = parse_instant(text);
    if (!parsed) continue;
    ASSERT_EQ(print(*parsed), text);
    ++read;
  }
  EXPECT_GT(read, 30'000);
  EXPECT_LT(read, 60'000);
}

}  // namespace
}  // namespace slsim
