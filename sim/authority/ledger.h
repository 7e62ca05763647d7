// SPDX-License-Identifier: Apache-2.0
// Authorization against a pool: what is owned, what all instances need together, and who is short
// of what. Sums, not rows: a contact costs the same among ten instances and a hundred thousand, and
// nothing is computed unless a sum or the pool changed. Fit for every authority.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/agent/license.h"
#include "core/time/instant.h"
#include "sim/licensing/allocation.h"
#include "sim/licensing/lots.h"

namespace slsim {

enum class LotPhase : std::uint8_t {
  planned,  ///< Has not started.
  live,
  ended,
  gone,  ///< Moved to another account, or taken away.
};
[[nodiscard]] Word word(LotPhase phase);

/// What is known of a lot beside its terms.
struct LotRecord {
  LotPhase phase = LotPhase::planned;
  Duration warned_at{};    ///< The mark before the end of which a notice went out last; zero: none.
  bool dismissed = false;  ///< Somebody dismissed its warning.
  std::string order;       ///< Number of the order that brought it.
};

struct Ledger {
  std::vector<Lot> lots;           ///< None is ever taken out: positions name them.
  std::vector<LotRecord> records;  ///< By the same positions.
  Demand demand;                   ///< Of all instances together.
  std::int64_t reported = 0;       ///< Sum of their counts, kept apart from `demand` as a check.
  std::uint32_t instances = 0;
  Allocation allocation;  ///< Of the lots live at `stock_taken` and of `demand`.
  LicenseSet short_of;    ///< What is out of compliance in `allocation`.
  Instant stock_taken{};
};

/// One instance needs `after` from now on, and no longer `before`. allocate_anew() must follow.
void change_demand(Ledger& ledger, const Counts& before, const Counts& after);

/// The same of what is reserved for it.
void change_reserved(Ledger& ledger, const Counts& from, const Counts& to);

/// Sees which lots are live at `now`. allocate_anew() must follow.
void take_stock(Ledger& ledger, Instant now);

/// Decides anew who is served from what.
void allocate_anew(Ledger& ledger, const AllocationRules& rules);

/// Bit i: the i-th entry of `demand` is used and out of compliance.
[[nodiscard]] inline std::uint32_t shortage_mask(const Ledger& ledger, const Counts& demand) {
  if (ledger.short_of.empty()) return 0;
  std::uint32_t mask = 0;
  std::uint32_t bit = 1;
  for (const Counts::Entry& entry : demand) {
    if (entry.count > 0 && ledger.short_of.contains(entry.license)) mask |= bit;
    bit <<= 1U;
  }
  return mask;
}

}  // namespace slsim
