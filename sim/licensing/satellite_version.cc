// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/satellite_version.h"

#include <charconv>

namespace slsim {
namespace {

constexpr std::uint32_t smart_transport_release = 201907;

std::optional<std::uint32_t> take_number(std::string_view& text) {
  std::uint32_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  return value;
}

}  // namespace

std::optional<SatelliteVersion> find_satellite_version(std::string_view text) {
  const auto generation = take_number(text);
  if (!generation || *generation == 0 || *generation > 99) return std::nullopt;
  SatelliteVersion version{*generation, 0};
  if (text.empty()) return version;
  const char between = text.front();
  text.remove_prefix(1);
  const auto number = take_number(text);
  if (!number || (between != '-' && between != '.')) return std::nullopt;
  if (between == '-') {
    const bool month = *number >= 201'000 && *number <= 999'912;
    if (!month || !text.empty()) return std::nullopt;
    version.release = *number;
  } else if (version.generation < 7) {
    version.release = *number * 10;
  } else if (version.generation > 7 || *number >= 2) {
    version.release = smart_transport_release;
  }
  return text.find_first_not_of("0123456789.") == std::string_view::npos ? std::optional{version}
                                                                         : std::nullopt;
}

bool is_classic(const SatelliteVersion& version) { return version.generation < 6; }
bool knows_hierarchy(const SatelliteVersion& version) { return version.generation >= 6; }

bool serves_smart_transport(const SatelliteVersion& version) {
  return version.generation > 7 || version >= SatelliteVersion{7, smart_transport_release};
}

bool allows_export_control(const SatelliteVersion& version) {
  return version.generation > 7 || version >= SatelliteVersion{7, 202001};
}

bool can_import(const SatelliteVersion& from, const SatelliteVersion& to) {
  if (to < from) return false;
  return to.generation < 9 || from >= SatelliteVersion{8, 202404};
}

Duration credential_life(const Settings& settings, std::string_view version) {
  const auto known = find_satellite_version(version);
  const bool old = known && *known < SatelliteVersion{8, 202008} &&
                   (known->generation < 8 || known->release != 0);
  return settings.duration(old ? Setting::satellite_credential_life_before
                               : Setting::satellite_credential_life);
}

}  // namespace slsim
