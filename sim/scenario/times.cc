// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/times.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>

namespace slsim {
namespace {

tl::unexpected<std::string> refused(std::string why) { return tl::make_unexpected(std::move(why)); }

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// A sum of durations, or an instant moved by some.
struct Sum {
  bool absolute = false;
  std::int64_t milliseconds = 0;  ///< Since the start or, absolute, since 1970.
};

class TimeParser {
 public:
  TimeParser(std::string_view text, TimeRules::Date date, const Node* with)
      : whole_{text}, rest_{text}, date_{date}, with_{with} {}

  Parsed<Sum> parse() {
    auto sum = term(true);
    while (sum) {
      skip_spaces();
      if (rest_.empty()) return sum;
      const bool minus = rest_.front() == '-';
      if (!minus && rest_.front() != '+') return refused(not_a_time());
      rest_.remove_prefix(1);
      auto more = term(false);
      if (!more) return more;
      if (more->absolute) {
        return refused(
            fmt::format("{} adds an instant; expected a duration such as 1h behind the "
                        "sign",
                        shown(whole_)));
      }
      // Both are within some 8,000 years, so that a few hundred of them cannot overflow.
      sum->milliseconds += minus ? -more->milliseconds : more->milliseconds;
      constexpr std::int64_t longest = 2 * last_instant.time_since_epoch().count();
      if (sum->milliseconds > longest || sum->milliseconds < -longest) {
        return refused(fmt::format("{} leads out of the years 1970 to 9999", shown(whole_)));
      }
    }
    return sum;
  }

 private:
  void skip_spaces() { rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size())); }

  std::string not_a_time() const {
    return fmt::format(
        "{} is not a time; expected an offset such as 40d or 90d - 1s, or an instant such as "
        "2026-01-05T08:00:00Z",
        shown(whole_));
  }

  std::string_view take(std::size_t length) {
    const std::string_view taken = rest_.substr(0, length);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  Parsed<Sum> term(bool first) {
    skip_spaces();
    if (rest_.starts_with('$')) {
      rest_.remove_prefix(1);
      return value(take(value_name_at(rest_).size()), first);
    }
    if (rest_.empty() || !is_digit(rest_.front())) return refused(not_a_time());
    const bool calendar = rest_.size() > 4 && rest_[4] == '-' &&
                          std::all_of(rest_.begin(), rest_.begin() + 4, is_digit);
    if (calendar) return instant(take(rest_.find(' ')));
    const auto end = std::ranges::find_if_not(rest_, is_word);
    const auto length = parse_duration(take(static_cast<std::size_t>(end - rest_.begin())));
    if (!length) return refused(length.error());
    return Sum{false, length->count()};
  }

  Parsed<Sum> instant(std::string_view text) {
    if (text.size() > 10) {
      const auto at = parse_instant(text);
      if (!at) return refused(at.error());
      return Sum{true, at->time_since_epoch().count()};
    }
    const auto day_end = parse_date(text);
    if (!day_end) return refused(day_end.error());
    const Instant at = date_ == TimeRules::Date::ends ? *day_end : *day_end - days(1);
    return Sum{true, at.time_since_epoch().count()};
  }

  Parsed<Sum> value(std::string_view name, bool first) {
    const Node* node = with_ == nullptr || name.empty() ? nullptr : with_->find(name);
    if (node == nullptr) {
      return refused(fmt::format("unknown value {}; expected one that the case gives under 'with:'",
                                 shown("$" + std::string{name})));
    }
    if (node->kind != Node::Kind::scalar || node->text.find('$') != std::string::npos) {
      return refused(fmt::format("the value of {} is {}; expected a time",
                                 shown("$" + std::string{name}), shown(*node)));
    }
    TimeParser parser{node->text, date_, nullptr};
    if (first) return parser.parse();
    // Without brackets `1d - $x` with a sum for $x would mean one thing and look like another.
    auto single = parser.term(false);
    if (!single || parser.rest_.empty()) return single;
    return refused(fmt::format("the value of {} is {}; expected a single duration behind a sign",
                               shown("$" + std::string{name}), shown(*node)));
  }

  std::string_view whole_;
  std::string_view rest_;
  TimeRules::Date date_;
  const Node* with_;
};

std::int64_t since_1970(Instant at) { return at.time_since_epoch().count(); }

}  // namespace

std::string_view value_name_at(std::string_view text) {
  if (text.empty() || is_digit(text.front())) return {};
  const auto end = std::ranges::find_if_not(text, is_word);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

bool is_value_name(std::string_view name) {
  return !name.empty() && value_name_at(name).size() == name.size();
}

Parsed<Instant> read_time(std::string_view text, const TimeRules& rules) {
  std::string_view rest = text;
  std::int64_t origin = since_1970(rules.start);
  if (rest.starts_with('+')) {
    if (rules.before == nullptr) {
      return refused(
          fmt::format("{} has no step before it to count from; expected an offset from "
                      "the start such as 40d",
                      shown(text)));
    }
    origin = since_1970(*rules.before);
    rest.remove_prefix(1);
  } else if (rest.starts_with('-')) {
    return refused(fmt::format("{} is negative; expected zero or more", shown(text)));
  }
  const auto sum = TimeParser{rest, rules.date, rules.with}.parse();
  if (!sum) return refused(sum.error());
  const std::int64_t at = sum->milliseconds + (sum->absolute ? 0 : origin);
  const bool too_early = !sum->absolute || rules.from_start;
  if (too_early && at < since_1970(rules.start)) {
    return refused(fmt::format("{} is before the start, {}", shown(text), print(rules.start)));
  }
  // A date that ends with the year 9999 ends a millisecond later.
  if (at < since_1970(first_instant) || at > since_1970(last_instant) + 1) {
    return refused(fmt::format("{} leads out of the years 1970 to 9999", shown(text)));
  }
  return Instant{Duration{at}};
}

Parsed<Duration> read_duration(std::string_view text, const Node* with) {
  if (text.starts_with('-')) {
    return refused(fmt::format("{} is negative; expected zero or more", shown(text)));
  }
  const auto sum = TimeParser{text, TimeRules::Date::begins, with}.parse();
  if (!sum) return refused(sum.error());
  if (sum->absolute) {
    return refused(fmt::format("{} is an instant; expected a duration such as 1d12h", shown(text)));
  }
  if (sum->milliseconds < 0) {
    return refused(fmt::format("{} is negative; expected zero or more", shown(text)));
  }
  return Duration{sum->milliseconds};
}

Parsed<Duration> read_shift(std::string_view text, const Node* with) {
  if (!text.starts_with('-')) return read_duration(text, with);
  const auto back = read_duration(text.substr(1), with);
  return back ? Parsed<Duration>{-*back} : back;
}

}  // namespace slsim
