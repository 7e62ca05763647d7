// SPDX-License-Identifier: Apache-2.0
// Times as scenarios write them: `40d`, `1d12h`, `90d - 1s` (from the start), `+5m` (from the step
// before), `2026-01-05T08:00:00Z`, `2026-01-31`, and each with a case's value in it: `$x + 1h`.
// Errors are sentences that say what was expected; the caller knows where the text stood.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/time/text.h"
#include "sim/scenario/yaml.h"

namespace slsim {

struct TimeRules {
  enum class Date : std::uint8_t {
    begins,  ///< A date alone is its first instant,
    ends,    ///< or where the next day begins.
  };

  Instant start;
  /// The time of the step before; without one `+5m` means nothing.
  const Instant* before = nullptr;
  Date date = Date::begins;
  /// Whether an instant before the start is refused.
  bool from_start = false;
  /// The values of the case, a map; null: there are none.
  const Node* with = nullptr;
};

[[nodiscard]] Parsed<Instant> read_time(std::string_view text, const TimeRules& rules);
/// A length of time, of zero or more.
[[nodiscard]] Parsed<Duration> read_duration(std::string_view text, const Node* with = nullptr);
/// A duration, or one behind a `-`.
[[nodiscard]] Parsed<Duration> read_shift(std::string_view text, const Node* with = nullptr);

/// Whether `name` can stand behind `$`: letters, digits and `_`, no digit first.
[[nodiscard]] bool is_value_name(std::string_view name);
/// Calls `visit(name)` for every `$name` in `text`.
template <class Visit>
void for_each_value_name(std::string_view text, Visit visit);
/// The name at the front of `text`, which may be empty.
[[nodiscard]] std::string_view value_name_at(std::string_view text);

template <class Visit>
void for_each_value_name(std::string_view text, Visit visit) {
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    const std::string_view name = value_name_at(text.substr(at + 1));
    if (!name.empty()) visit(name);
  }
}

}  // namespace slsim
