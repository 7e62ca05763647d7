// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/ledger.h"

#include "core/result/check.h"

namespace slsim {
namespace {

std::int64_t sum_of(const Counts& counts) {
  std::int64_t sum = 0;
  for (const Counts::Entry& entry : counts) sum += entry.count;
  return sum;
}

}  // namespace

Word word(LotPhase phase) {
  switch (phase) {
    case LotPhase::planned:
      return "planned"_w;
    case LotPhase::live:
      return "live"_w;
    case LotPhase::ended:
      return "ended"_w;
    case LotPhase::gone:
      return "gone"_w;
  }
  CHECK(false, "a phase of the enumeration");
  return ""_w;
}

void change_demand(Ledger& ledger, const Counts& before, const Counts& after) {
  ledger.demand.remove(before);
  ledger.demand.add(after);
  ledger.reported += sum_of(after) - sum_of(before);
}

void change_reserved(Ledger& ledger, const Counts& from, const Counts& to) {
  for (const Counts::Entry& entry : from) ledger.demand.reserved[entry.license] -= entry.count;
  for (const Counts::Entry& entry : to) ledger.demand.reserved[entry.license] += entry.count;
}

void take_stock(Ledger& ledger, Instant now) {
  ledger.allocation.pool = pool_at(ledger.lots, now);
  ledger.stock_taken = now;
}

void allocate_anew(Ledger& ledger, const AllocationRules& rules) {
  ledger.allocation = allocate(ledger.allocation.pool, ledger.demand, rules);
  ledger.short_of = {};
  for (std::size_t i = 0; i < license_count; ++i) {
    const auto license = static_cast<License>(i);
    if (!ledger.allocation.in_compliance(license)) ledger.short_of |= license;
  }
}

}  // namespace slsim
