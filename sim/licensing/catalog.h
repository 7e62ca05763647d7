// SPDX-License-Identifier: Apache-2.0
// Every licence of the supported model: what it is called, which product in which licence mode asks
// for it, and where it stands among its tiers. Facts alone; who lends to whom under which settings
// is lending.h's, and by which tag a product asks is tags.h's.
#pragma once

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

/// Of its device identity: `UCM`, `Cisco Unity Connection`, `CER`.
[[nodiscard]] std::string_view pid_of(Product product);

/// Whether a release has the mode: HCS-LE ends with 12.5(1)SU7 and 14SU1 (PAWS developer guide;
/// later releases inferred).
[[nodiscard]] bool has_mode(const ProductVersion& version, LicenseMode mode);

/// The mode that a package for it sets, of whatever version: `ciscocm.HCSMode_v4.cop.sgn`,
/// `ciscocm.EnterpriseMode_v4.cop.sgn` (HCS licence guides). None is published for HCS-LE.
[[nodiscard]] std::optional<LicenseMode> mode_of_package(std::string_view package);

/// The tiers that `license` belongs to, highest first, itself among them; alone if it has none.
[[nodiscard]] std::span<const License> tiers_of(License license);

}  // namespace slsim
