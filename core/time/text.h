// SPDX-License-Identifier: Apache-2.0
// Durations and instants as people write them and as products show them. Parsers take the whole
// text or refuse it with a sentence that says what was expected; the caller knows where the text
// stood. Whatever prints here in ISO form or as a duration parses again to the same value.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "core/time/instant.h"

namespace slsim {

template <class T>
using Parsed = tl::expected<T, std::string>;

/// Files name years 1970 to 9999, so instants lie in this span and no duration is longer.
inline constexpr Instant first_instant{};
inline constexpr Instant last_instant{Duration{253'402'300'799'999}};  ///< 9999-12-31T23:59:59.999Z

enum class Sign : std::uint8_t { positive, any };

/// `1d12h`: units w d h m s ms, larger ones first, each at most once. With Sign::any also `-5m`.
[[nodiscard]] Parsed<Duration> parse_duration(std::string_view text, Sign sign = Sign::positive);
/// `2026-01-05T08:00:00Z` or `2026-01-05T08:00:00.250Z`.
[[nodiscard]] Parsed<Instant> parse_instant(std::string_view text);
/// `2026-01-05`: when that day ends, which is where the next one begins.
[[nodiscard]] Parsed<Instant> parse_date(std::string_view text);

/// `90d`, `1d12h`, `0s`, `-5m`.
[[nodiscard]] std::string print(Duration duration);
/// `2026-01-05T08:00:00Z`, with milliseconds when they are not zero; `never` for that instant.
[[nodiscard]] std::string print(Instant at);

/// Where a product stands: a fixed distance from UTC with the name that the product shows.
struct Zone {
  Duration offset{};
  std::string name = "UTC";
  bool operator==(const Zone&) const = default;
};

enum class DateStyle : std::uint8_t {
  command_line,         ///< `Jan 5 08:00:00 2026 UTC`
  command_line_padded,  ///< `Jan 05 08:00:00 2026 UTC`
  java_date,            ///< `Mon Jan 05 08:00:00 UTC 2026`
  sql_timestamp,        ///< `2026-01-05 08:00:00.0`
};

/// As products show it, to the second.
[[nodiscard]] std::string print(Instant at, DateStyle style, const Zone& zone = {});

}  // namespace slsim
