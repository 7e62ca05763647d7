// SPDX-License-Identifier: Apache-2.0
// Who is served from which licence, and what is short: one pure function of what is owned, what is
// needed and the rules, with an answer that explains itself.
//
// The answer is the only one that satisfies, each as far as those before it allow:
//   1. Reserved quantities are set aside from their own licence and borrow nothing.
//   2. The total shortage is as small as any assignment could make it.
//   3. The shortage falls on whom it should: HCS demand is served before Enterprise demand that is
//      parented to HCS licences (hcs_order), and in either the higher tier before the lower
//      (short_tier).
//   4. Licences come from where they should: own tier for everybody first; then, tier by tier from
//      the highest, loans from higher tiers, the nearest first; then HCS parents, Foundation before
//      Standard (enterprise_borrowing turns the last two about).
// docs/decisions/0002-allocation.md shows how, and why that is exact.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/agent/license.h"
#include "sim/licensing/allocation_rules.h"
#include "sim/licensing/demand.h"
#include "sim/licensing/lots.h"
#include "sim/licensing/per_license.h"

namespace slsim {

enum class How : std::uint8_t {
  reserved,       ///< Set aside from its own licence.
  own,            ///< From its own licence.
  higher_tier,    ///< Lent by a higher tier of the same mode.
  hcs_parent,     ///< Enterprise demand from an HCS licence.
  newer_release,  ///< A 12.x product from a licence of release 14; said of rows, never allocated.
};
[[nodiscard]] Word word(How how);

/// So many of `demand` were served from `from`. Never of zero.
struct Served {
  License demand;
  License from;
  How how;
  std::int64_t quantity;
  bool operator==(const Served&) const = default;
};

struct Allocation {
  Pool pool;
  Demand demand;
  std::vector<Served> served;  ///< By demand; of one demand reserved, own, then by preference.
  PerLicense<std::int64_t> short_of;           ///< Pooled demand that nothing was left for.
  PerLicense<std::int64_t> reserved_short_of;  ///< Reserved beyond what is owned.
  /// Of what is owned, by whomever: reserved, used by its own demand, and lent. Reserved counts in
  /// full even beyond what is owned.
  PerLicense<std::int64_t> in_use;

  /// Owned and not in use; below zero when more is reserved than owned; -1 when unlimited.
  [[nodiscard]] std::int64_t available(License license) const {
    return unlimited(license) ? -1 : pool.owned[license] - in_use[license];
  }
  [[nodiscard]] bool unlimited(License license) const { return pool.unlimited.contains(license); }
  /// Whether those who use this licence have all that they need of it.
  [[nodiscard]] bool in_compliance(License license) const {
    return short_of[license] == 0 && reserved_short_of[license] == 0;
  }
  [[nodiscard]] bool in_compliance() const;  ///< Of every licence.
  [[nodiscard]] std::int64_t total_short() const;
  /// The rows of one licence's demand.
  [[nodiscard]] std::span<const Served> served_of(License license) const;
  bool operator==(const Allocation&) const = default;
};

/// REQUIRES: no quantity is negative, and all demand together is below 2^58.
[[nodiscard]] Allocation allocate(const Pool& pool, const Demand& demand,
                                  const AllocationRules& rules = {});

}  // namespace slsim
