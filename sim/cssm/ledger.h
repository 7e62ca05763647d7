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
  Demand demand;
  Allocation allocation;  ///< Of the pool at `as_of` and of `demand`.
  LicenseSet short_of;    ///< What is out of compliance in `allocation`.
  Instant as_of{};
};

/// Replaces what one instance reports. allocate_anew() must follow.
void change_demand(Ledger& ledger, const Counts& before, const Counts& after);

/// Decides anew who is served from what is live at `now`.
void allocate_anew(Ledger& ledger, Instant now, const AllocationRules& rules);

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
