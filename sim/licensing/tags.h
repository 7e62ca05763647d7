// SPDX-License-Identifier: Apache-2.0
// The entitlement tags by which products ask for licences.
//
// Those of Unified CM in Enterprise mode are public and stand here as published (Cisco's Unified CM
// articles 212883 and 214381). No other tag is public in full: the rest have the published form,
// `regid.<yyyy-mm>.com.cisco.<NAME>,<version>_<uuid>`, around a uuid of ours,
// 00000000-0000-4000-8000-…, which says by its look that it is for tests and is no product's.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/agent/license.h"
#include "sim/licensing/version.h"

namespace slsim {

/// Tags differ by release for Unity Connection only: Unified CM keeps its 12.x tags from 14 on
/// (CUCM System Configuration Guide), and Emergency Responder is assumed to do the same.
enum class TagRelease : std::uint8_t { r12, r14 };
[[nodiscard]] TagRelease tag_release(const ProductVersion& version);

[[nodiscard]] std::string_view tag(License license, TagRelease release);
/// The licence that has this tag in any release.
[[nodiscard]] std::optional<License> find_tag(std::string_view text);

}  // namespace slsim
