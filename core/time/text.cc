// SPDX-License-Identifier: Apache-2.0
#include "core/time/text.h"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "core/result/check.h"

namespace slsim {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t milliseconds;
};

constexpr std::array<Unit, 6> units{{
    {"w", 604'800'000},
    {"d", 86'400'000},
    {"h", 3'600'000},
    {"m", 60'000},
    {"s", 1000},
    {"ms", 1},
}};

constexpr std::int64_t longest = (last_instant - first_instant).count() + 1;  // 2932897 days

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Texts come from files, so an error shows no more of one than fits a line, and no control
/// characters.
std::string shown(std::string_view text) {
  constexpr std::size_t enough = 40;
  std::string clean{text.substr(0, enough)};
  std::ranges::replace_if(
      clean, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, '?');
  return text.size() > enough ? fmt::format("'{}…'", clean) : fmt::format("'{}'", clean);
}

std::string_view take_while(std::string_view& rest, bool (*wanted)(char)) {
  const auto end = std::ranges::find_if_not(rest, wanted);
  const auto length = static_cast<std::size_t>(end - rest.begin());
  const std::string_view taken = rest.substr(0, length);
  rest.remove_prefix(length);
  return taken;
}

/// Nothing when it is more than `limit`.
std::optional<std::int64_t> to_number(std::string_view digits, std::int64_t limit) {
  std::int64_t number = 0;
  for (const char c : digits) {
    number = number * 10 + (c - '0');
    if (number > limit) return std::nullopt;
  }
  return number;
}

tl::unexpected<std::string> not_a_duration(std::string_view text, std::string_view why) {
  return tl::make_unexpected(fmt::format(
      "{} is not a duration: {}; expected something like 90d or 1d12h, with units w d h m s ms",
      shown(text), why));
}

Parsed<Duration> parse_positive(std::string_view text, std::string_view whole) {
  std::int64_t sum = 0;
  const Unit* from = units.begin();  // Units before this one are used up.
  std::string_view rest = text;
  if (rest.empty()) return not_a_duration(whole, "there is no number");
  while (!rest.empty()) {
    const std::string_view digits = take_while(rest, is_digit);
    if (digits.empty())
      return not_a_duration(whole, fmt::format("{} is not a number", shown(rest)));
    const std::string_view name = take_while(rest, is_letter);
    if (name.empty()) return not_a_duration(whole, fmt::format("{} has no unit", digits));
    const Unit* unit = std::ranges::find(units, name, &Unit::name);
    if (unit == units.end())
      return not_a_duration(whole, fmt::format("{} is not a unit", shown(name)));
    if (unit < from) return not_a_duration(whole, "larger units come first, each at most once");
    const auto number = to_number(digits, (longest - sum) / unit->milliseconds);
    if (!number) {
      return tl::make_unexpected(
          fmt::format("{} is too long: at most {}, from 1970 to the end of 9999", shown(whole),
                      print(Duration{longest})));
    }
    sum += *number * unit->milliseconds;
    from = unit + 1;
  }
  return Duration{sum};
}

/// Takes a text of fixed shape apart; once something does not fit, nothing does.
class FixedReader {
 public:
  explicit FixedReader(std::string_view text) : rest_{text} {}
  std::int64_t digits(std::size_t count) {
    const std::string_view part = rest_.substr(0, count);
    if (part.size() < count || !std::ranges::all_of(part, is_digit)) return fail();
    rest_.remove_prefix(count);
    return *to_number(part, 9999);
  }
  void letter(char wanted) {
    if (!next_is(wanted)) fail();
    if (!rest_.empty()) rest_.remove_prefix(1);
  }
  [[nodiscard]] bool next_is(char c) const { return !rest_.empty() && rest_.front() == c; }
  [[nodiscard]] bool fitted_all() const { return fits_ && rest_.empty(); }

 private:
  std::int64_t fail() {
    fits_ = false;
    return 0;
  }
  std::string_view rest_;
  bool fits_ = true;
};

date::year_month_day read_day(FixedReader& reader) {
  const auto year = static_cast<int>(reader.digits(4));
  reader.letter('-');
  const auto month = static_cast<unsigned>(reader.digits(2));
  reader.letter('-');
  const auto day = static_cast<unsigned>(reader.digits(2));
  return date::year{year} / date::month{month} / date::day{day};
}

/// Why a day that has the right shape is none, or nothing.
std::optional<std::string> wrong_day(std::string_view text, date::year_month_day day) {
  if (int{day.year()} < 1970)
    return fmt::format("{} is before 1970: expected a year from 1970 to 9999", shown(text));
  if (!day.ok()) return fmt::format("{} names a day that the calendar does not have", shown(text));
  return std::nullopt;
}

Instant start_of(date::year_month_day day) {
  return Instant{std::chrono::duration_cast<Duration>(date::sys_days{day}.time_since_epoch())};
}

/// An instant in the fields of calendar and clock.
struct Civil {
  explicit Civil(Instant at)
      : day_number{date::floor<date::days>(at)},
        day{day_number},
        time{std::chrono::duration_cast<Duration>(at - day_number)} {}
  [[nodiscard]] int year() const { return int{day.year()}; }
  [[nodiscard]] unsigned month() const { return unsigned{day.month()}; }
  [[nodiscard]] unsigned day_of_month() const { return unsigned{day.day()}; }
  [[nodiscard]] std::string_view month_name() const { return months[month() - 1]; }
  [[nodiscard]] std::string_view weekday() const {
    return weekdays[date::weekday{day_number}.c_encoding()];
  }
  /// `08:00:00`
  [[nodiscard]] std::string clock() const {
    return fmt::format("{:02}:{:02}:{:02}", time.hours().count(), time.minutes().count(),
                       time.seconds().count());
  }

  date::sys_days day_number;
  date::year_month_day day;
  date::hh_mm_ss<Duration> time;
};

}  // namespace

Parsed<Duration> parse_duration(std::string_view text, Sign sign) {
  if (!text.starts_with('-')) return parse_positive(text, text);
  if (sign == Sign::positive) {
    return tl::make_unexpected(
        fmt::format("{} is negative: expected a duration of zero or more", shown(text)));
  }
  return parse_positive(text.substr(1), text).map([](Duration duration) { return -duration; });
}

Parsed<Instant> parse_instant(std::string_view text) {
  FixedReader reader{text};
  const date::year_month_day day = read_day(reader);
  reader.letter('T');
  const std::int64_t hour = reader.digits(2);
  reader.letter(':');
  const std::int64_t minute = reader.digits(2);
  reader.letter(':');
  const std::int64_t second = reader.digits(2);
  std::int64_t millisecond = 0;
  if (reader.next_is('.')) {
    reader.letter('.');
    millisecond = reader.digits(3);
  }
  reader.letter('Z');
  if (!reader.fitted_all()) {
    return tl::make_unexpected(fmt::format(
        "{} is not an instant: expected something like 2026-01-05T08:00:00Z, in UTC", shown(text)));
  }
  if (auto wrong = wrong_day(text, day)) return tl::make_unexpected(*std::move(wrong));
  if (hour > 23 || minute > 59 || second > 59) {
    return tl::make_unexpected(fmt::format(
        "{} names a time that no clock shows: expected 00:00:00 to 23:59:59", shown(text)));
  }
  return start_of(day) + hours(hour) + minutes(minute) + seconds(second) +
         milliseconds(millisecond);
}

Parsed<Instant> parse_date(std::string_view text) {
  FixedReader reader{text};
  const date::year_month_day day = read_day(reader);
  if (!reader.fitted_all()) {
    return tl::make_unexpected(
        fmt::format("{} is not a date: expected something like 2026-01-05", shown(text)));
  }
  if (auto wrong = wrong_day(text, day)) return tl::make_unexpected(*std::move(wrong));
  return start_of(day) + days(1);
}

std::string print(Duration duration) {
  if (duration == Duration::zero()) return "0s";
  std::string text = duration < Duration::zero() ? "-" : "";
  // The magnitude without a sign, because the least of all durations has no positive counterpart.
  const auto bits = static_cast<std::uint64_t>(duration.count());
  std::uint64_t left = duration < Duration::zero() ? 0 - bits : bits;
  for (const Unit& unit : units) {
    if (unit.name == "w") continue;  // 90d says more than 12w6d.
    const auto size = static_cast<std::uint64_t>(unit.milliseconds);
    if (left >= size) fmt::format_to(std::back_inserter(text), "{}{}", left / size, unit.name);
    left %= size;
  }
  return text;
}

std::string print(Instant at) {
  if (at == never) return "never";
  // The calendar of the library ends with the year 32767. A day more, because a date may end where
  // the last year does.
  if (at < first_instant || at > last_instant + days(1)) {
    return "1970-01-01T00:00:00Z" + (at < first_instant ? std::string{} : "+") +
           print(at - first_instant);
  }
  const Civil c{at};
  std::string text =
      fmt::format("{:04}-{:02}-{:02}T{}", c.year(), c.month(), c.day_of_month(), c.clock());
  const auto fraction = c.time.subseconds().count();
  if (fraction != 0) fmt::format_to(std::back_inserter(text), ".{:03}", fraction);
  return text + 'Z';
}

std::string print(Instant at, DateStyle style, const Zone& zone) {
  if (at < first_instant || at > last_instant) return print(at);
  const Civil c{at + zone.offset};
  switch (style) {
    case DateStyle::command_line:
      return fmt::format("{} {} {} {} {}", c.month_name(), c.day_of_month(), c.clock(), c.year(),
                         zone.name);
    case DateStyle::command_line_padded:
      return fmt::format("{} {:02} {} {} {}", c.month_name(), c.day_of_month(), c.clock(), c.year(),
                         zone.name);
    case DateStyle::java_date:
      return fmt::format("{} {} {:02} {} {} {}", c.weekday(), c.month_name(), c.day_of_month(),
                         c.clock(), zone.name, c.year());
    case DateStyle::sql_timestamp:
      return fmt::format("{:04}-{:02}-{:02} {}.0", c.year(), c.month(), c.day_of_month(),
                         c.clock());
  }
  CHECK(false, "a date has a style of the list");
}

}  // namespace slsim
