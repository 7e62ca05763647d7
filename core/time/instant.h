// SPDX-License-Identifier: Apache-2.0
// Time as everybody here counts it: whole milliseconds, UTC, no calendar arithmetic. A day is
// 86,400 s.
#pragma once

#include <chrono>
#include <cstdint>

namespace slsim {

using Duration = std::chrono::milliseconds;
using Instant = std::chrono::sys_time<Duration>;

constexpr Duration milliseconds(std::int64_t n) { return Duration{n}; }
constexpr Duration seconds(std::int64_t n) { return std::chrono::seconds{n}; }
constexpr Duration minutes(std::int64_t n) { return std::chrono::minutes{n}; }
constexpr Duration hours(std::int64_t n) { return std::chrono::hours{n}; }
constexpr Duration days(std::int64_t n) { return std::chrono::hours{24 * n}; }

/// Later than every instant that a scenario can name: "never".
inline constexpr Instant never = Instant::max();

}  // namespace slsim
