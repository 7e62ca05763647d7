// SPDX-License-Identifier: Apache-2.0
// What the portal shows of licences.
#include "sim/authority/authority.h"
#include "sim/licensing/releases.h"

namespace slsim {
namespace {

ByRelease needed_by_release(const AuthorityState& state, VirtualAccountId id, License license) {
  ByRelease needed;
  const Instances& instances = state.instances;
  for (std::size_t slot = 0; slot < instances.slots.size(); ++slot) {
    const Instance& instance = instances.slots[slot];
    if (!instance.live || instance.released || instance.account != id) continue;
    const auto version = find_version(instances.details[slot].version);
    const bool newer = version && tag_release(*version) == TagRelease::r14;
    (newer ? needed.r14 : needed.r12) += instance.demand.of(license);
  }
  return needed;
}

ByRelease owned_by_release(const Ledger& ledger, License license) {
  ByRelease owned;
  for (std::size_t i = 0; i < ledger.lots.size(); ++i) {
    if (ledger.lots[i].license != license || ledger.records[i].phase != LotPhase::live) continue;
    add(owned, ledger.lots[i]);
  }
  return owned;
}

}  // namespace

LicenseRow LicenseAuthority::license(VirtualAccountId id, License license) const {
  const Ledger& ledger = state_.at(id).ledger;
  const Allocation& allocation = ledger.allocation;
  LicenseRow row;
  row.license = license;
  row.unlimited = allocation.unlimited(license);
  row.quantity = allocation.pool.owned[license];
  row.reserved = ledger.demand.reserved[license];
  row.in_use = ledger.demand.pooled[license] + row.reserved;
  row.available = std::max<std::int64_t>(allocation.available(license), row.unlimited ? -1 : 0);
  row.short_of = allocation.short_of[license] + allocation.reserved_short_of[license];
  row.in_compliance = allocation.in_compliance(license);
  for (const Served& served : allocation.served) {
    if (served.from == served.demand) continue;
    if (served.from == license) row.lent += served.quantity;
    if (served.demand != license) continue;
    row.borrowed += served.quantity;
    row.substitutions.push_back(served);
  }
  if (has_releases(license)) {
    const std::int64_t lent =
        lent_by_newer(owned_by_release(ledger, license), needed_by_release(state_, id, license));
    if (lent > 0) row.substitutions.push_back({license, license, How::newer_release, lent});
  }
  return row;
}

std::vector<LicenseRow> LicenseAuthority::licenses(VirtualAccountId id) const {
  const Ledger& ledger = state_.at(id).ledger;
  LicenseSet shown;
  for (std::size_t i = 0; i < ledger.lots.size(); ++i) {
    if (ledger.records[i].phase != LotPhase::gone) shown |= ledger.lots[i].license;
  }
  std::vector<LicenseRow> rows;
  for (std::size_t i = 0; i < license_count; ++i) {
    const auto license = static_cast<License>(i);
    const bool needed = ledger.demand.pooled[license] + ledger.demand.reserved[license] > 0;
    if (needed || shown.contains(license)) rows.push_back(this->license(id, license));
  }
  return rows;
}

}  // namespace slsim
