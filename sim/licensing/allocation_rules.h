// SPDX-License-Identifier: Apache-2.0
// What the sources leave open about who is served from what. Enumerators are the words of the
// settings of the same names; the first of each is the default.
#pragma once

#include <cstdint>

#include "core/journal/word.h"

namespace slsim {

/// Whether free licences of a higher tier serve a lower one at all. Satellites before 6.0.0 could
/// not lend (CSCvh16069).
enum class Hierarchy : std::uint8_t { on, off };

/// Whether HCS licences serve Enterprise demand (HCS Smart Licensing Guide, Table 1).
enum class DualParenting : std::uint8_t { on, off };

/// Whether Enterprise demand borrows from higher Enterprise tiers before it turns to HCS licences.
/// The guide's "Enterprise licences are all allocated" favours before.
enum class EnterpriseBorrowing : std::uint8_t { before_hcs, after_hcs };

/// Who has the first claim on HCS licences: HCS demand, or the Enterprise demand parented to them.
enum class HcsOrder : std::uint8_t { native_first, enterprise_first };

/// Which tier a shortage falls on. `lowest` follows from the worked example of the CUCM Feature
/// Configuration Guide; `highest` is the other of two displays that are known to differ
/// (CSCwf47221).
enum class ShortTier : std::uint8_t { lowest, highest };

/// Where HCS Unity Connection Standard stands: `apart` from Enhanced > Basic, as nothing printed
/// says otherwise, or `highest` above them, as HCS Standard is for Unified CM.
enum class StandardMessaging : std::uint8_t { apart, highest };

[[nodiscard]] Word word(Hierarchy choice);
[[nodiscard]] Word word(DualParenting choice);
[[nodiscard]] Word word(EnterpriseBorrowing choice);
[[nodiscard]] Word word(HcsOrder choice);
[[nodiscard]] Word word(ShortTier choice);
[[nodiscard]] Word word(StandardMessaging choice);

struct AllocationRules {
  Hierarchy hierarchy = Hierarchy::on;
  DualParenting dual_parenting = DualParenting::on;
  EnterpriseBorrowing enterprise_borrowing = EnterpriseBorrowing::before_hcs;
  HcsOrder hcs_order = HcsOrder::native_first;
  ShortTier short_tier = ShortTier::lowest;
  StandardMessaging standard_messaging = StandardMessaging::apart;
  bool operator==(const AllocationRules&) const = default;
};

}  // namespace slsim
