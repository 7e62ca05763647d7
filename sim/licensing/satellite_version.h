// SPDX-License-Identifier: Apache-2.0
// Versions of satellites and what each of them can do. Classic Edition ended with 5, the Enhanced
// Edition is 6, and from 7 on it is SSM On-Prem with releases such as 7-201907 or 8-202404. The HCS
// guides write 6.3.0 and 7.2.0; 7.2 is taken for 7-201907, in which Smart Transport came.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/settings/settings.h"
#include "core/time/instant.h"

namespace slsim {

struct SatelliteVersion {
  std::uint32_t generation = 8;
  std::uint32_t release = 0;  ///< yyyymm from 7 on; before it ten times the second number.
  auto operator<=>(const SatelliteVersion&) const = default;
};

/// `6.3.0`, `7-201907`, `8-202404`.
[[nodiscard]] std::optional<SatelliteVersion> find_satellite_version(std::string_view text);

/// Classic Edition: neither local accounts nor an interface that a mediator could use.
[[nodiscard]] bool is_classic(const SatelliteVersion& version);
/// Free licences of a higher tier serve a lower one: from 6.0.0 on (CSCvh16069).
[[nodiscard]] bool knows_hierarchy(const SatelliteVersion& version);
/// From 7-201907 on (Unity Connection's guide).
[[nodiscard]] bool serves_smart_transport(const SatelliteVersion& version);
/// Whether tokens of it may allow export control: from 7-202001 on (Unified CM's release notes).
[[nodiscard]] bool allows_export_control(const SatelliteVersion& version);
/// Whether what `from` exported can be imported by `to`: into 9 only from 8-202404 on.
[[nodiscard]] bool can_import(const SatelliteVersion& from, const SatelliteVersion& to);
/// How long the network's credential lasts: settings satellite_credential_life and, before
/// 8-202008, satellite_credential_life_before.
[[nodiscard]] Duration credential_life(const Settings& settings, std::string_view version);

}  // namespace slsim
