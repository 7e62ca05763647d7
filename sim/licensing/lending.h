// SPDX-License-Identifier: Apache-2.0
// Who may be served from what, and in which order of preference: the catalog's tiers and Table 1 of
// the HCS Smart Licensing Guide under the rules in force.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "core/agent/license.h"
#include "sim/licensing/allocation_rules.h"
#include "sim/licensing/per_license.h"

namespace slsim {

/// The licences, in order of preference, that may serve one demand in one way.
class Lenders {
 public:
  static constexpr std::size_t capacity = 4;
  [[nodiscard]] constexpr const License* begin() const { return licenses_.data(); }
  [[nodiscard]] constexpr const License* end() const { return licenses_.data() + size_; }
  constexpr void push_back(License license) { licenses_[size_++] = license; }
  [[nodiscard]] constexpr LicenseSet set() const {
    LicenseSet result;
    for (const License license : *this) result |= license;
    return result;
  }

 private:
  std::array<License, capacity> licenses_{};
  std::size_t size_ = 0;
};

/// Higher tiers of the same mode, the nearest first.
[[nodiscard]] Lenders higher_tiers(License demand, const AllocationRules& rules);
/// HCS licences that serve Enterprise demand. HCS Standard serves what Foundation may because the
/// guide's priority names both; as a loan from a higher HCS tier it goes with the hierarchy.
[[nodiscard]] Lenders hcs_parents(License demand, const AllocationRules& rules);

/// Licences among which loans are possible; no loan leaves its family. In each mode the higher tier
/// first.
struct LendingFamily {
  std::span<const License> enterprise;
  std::span<const License> hcs;  ///< Or HCS-LE.
  LicenseSet all;
};
/// Whatever is in no family serves itself alone.
[[nodiscard]] std::span<const LendingFamily> lending_families(const AllocationRules& rules);

}  // namespace slsim
