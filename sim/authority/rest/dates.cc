// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/rest/dates.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <string_view>

namespace slsim {
namespace {

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::chrono::year_month_day day_of(Instant at) {
  return std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(at)};
}

}  // namespace

std::string rest_date(Instant at) {
  const auto day = day_of(at);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string rest_instant(Instant at) {
  const std::chrono::hh_mm_ss time{at - std::chrono::floor<std::chrono::days>(at)};
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", rest_date(at), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::string rest_day(Instant at) {
  const auto day = day_of(at);
  return fmt::format("{} {:02}, {}", months[static_cast<unsigned>(day.month()) - 1],
                     static_cast<unsigned>(day.day()), static_cast<int>(day.year()));
}

}  // namespace slsim
