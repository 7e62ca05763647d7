// SPDX-License-Identifier: Apache-2.0
// Every licence of the supported model: what it is called, by which tag a product asks for it,
// which product in which licence mode asks, and where it stands among its tiers. Facts alone; who
// lends to whom under which settings is lending.h's.
//
// Tags. Those of Unified CM in Enterprise mode are public and stand here as published (Cisco's
// Unified CM articles 212883 and 214381). No other tag is public in full: the rest have the
// published form (`regid.<yyyy-mm>.com.cisco.<NAME>,<version>_<uuid>`) around a uuid of ours,
// 00000000-0000-4000-8000-…, that says by its look that it is for tests and can never be a
// product's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/agent/license.h"
#include "sim/licensing/version.h"

namespace slsim {

struct LicenseInfo {
  License license;
  Product product;
  LicenseMode mode;
  std::string_view display_name;  ///< Unique; what CSSM lists and its API is asked by.
};

[[nodiscard]] const LicenseInfo& info(License license);
[[nodiscard]] std::optional<License> find_license_named(std::string_view display_name);

/// The licences that a product reports in a mode, in its fixed order of listing. Empty where none
/// is published: HCS-LE of Unified CM and of Emergency Responder.
[[nodiscard]] std::span<const License> licenses_of(Product product, LicenseMode mode);
/// The same without what came later than `version`: SpeechView in HCS mode is of 12.5(1)SU4.
[[nodiscard]] std::span<const License> licenses_of(Product product, LicenseMode mode,
                                                   const ProductVersion& version);

/// The tiers that `license` belongs to, highest first, itself among them; alone if it has none.
[[nodiscard]] std::span<const License> tiers_of(License license);

/// Tags differ by release for Unity Connection only: Unified CM keeps its 12.x tags from 14 on
/// (CUCM System Configuration Guide), and Emergency Responder is assumed to do the same.
enum class TagRelease : std::uint8_t { r12, r14 };
[[nodiscard]] TagRelease tag_release(const ProductVersion& version);
[[nodiscard]] std::string_view tag(License license, TagRelease release);
/// Of any release.
[[nodiscard]] std::optional<License> find_tag(std::string_view tag);

}  // namespace slsim
