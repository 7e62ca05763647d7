// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/entitlements.h"

#include <algorithm>

#include "sim/authority/authority.h"

namespace slsim {
namespace {

/// What two lots must have in common to be one. A local transfer changes the source.
Lot terms_of(Lot lot) {
  lot.quantity = 0;
  lot.source = LotSource::order;
  return lot;
}

bool counts(LotPhase phase) { return phase == LotPhase::planned || phase == LotPhase::live; }

/// Each of the terms once.
std::vector<Lot> summed(const std::vector<Lot>& lots) {
  std::vector<Lot> sums;
  for (const Lot& lot : lots) {
    const auto same = std::ranges::find_if(
        sums, [&](const Lot& other) { return terms_of(other) == terms_of(lot); });
    if (same == sums.end()) {
      sums.push_back(lot);
    } else {
      same->quantity += lot.quantity;
    }
  }
  return sums;
}

}  // namespace

std::vector<Entitlement> entitlements_of(const std::vector<Lot>& lots) {
  std::vector<Entitlement> all;
  all.reserve(lots.size());
  for (const Lot& lot : lots) {
    all.push_back(
        {lot.license, static_cast<std::uint8_t>(lot.kind), lot.quantity, lot.start, lot.end,
         lot.subscription, static_cast<std::uint8_t>(lot.source),
         static_cast<std::uint8_t>(lot.release ? 1U + static_cast<unsigned>(*lot.release) : 0U)});
  }
  return all;
}

std::vector<Lot> lots_of(const std::vector<Entitlement>& entitlements) {
  std::vector<Lot> lots;
  for (const Entitlement& it : entitlements) {
    Lot lot;
    lot.license = it.license;
    lot.kind = static_cast<LotKind>(std::min<int>(it.kind, static_cast<int>(LotKind::usage)));
    lot.quantity = it.quantity;
    lot.start = it.start;
    lot.end = it.end;
    lot.subscription = it.subscription;
    lot.source =
        static_cast<LotSource>(std::min<int>(it.source, static_cast<int>(LotSource::transfer)));
    if (it.release != 0) lot.release = it.release == 1 ? TagRelease::r12 : TagRelease::r14;
    lots.push_back(std::move(lot));
  }
  return lots;
}

std::vector<Lot> LicenseAuthority::holdings(VirtualAccountId id) const {
  const Ledger& ledger = state_.at(id).ledger;
  std::vector<Lot> held;
  for (std::size_t i = 0; i < ledger.lots.size(); ++i) {
    if (counts(ledger.records[i].phase)) held.push_back(ledger.lots[i]);
  }
  return held;
}

/// What is new goes to the default virtual account; what is no more is taken from there first.
void LicenseAuthority::take_entitlements(Context& context, SmartAccountId id,
                                         const std::vector<Lot>& owned) {
  const VirtualAccountId home = default_account(id).value();
  std::vector<VirtualAccountId> accounts = virtual_accounts(id);
  std::ranges::stable_partition(accounts, [&](VirtualAccountId it) { return it == home; });
  std::vector<Lot> held;
  for (const VirtualAccountId account : accounts) {
    for (Lot& lot : holdings(account)) held.push_back(std::move(lot));
  }
  const std::vector<Lot> wanted = summed(owned);
  for (Lot lot : wanted) {
    for (const Lot& other : held) {
      if (terms_of(other) == terms_of(lot)) lot.quantity -= other.quantity;
    }
    if (lot.quantity > 0) put_lot(context, home, lot, {});
  }
  for (Lot lot : summed(held)) {
    for (const Lot& other : wanted) {
      if (terms_of(other) == terms_of(lot)) lot.quantity -= other.quantity;
    }
    for (const VirtualAccountId account : accounts) {
      if (lot.quantity > 0) lot.quantity -= take_lots(context, account, lot);
    }
  }
}

/// At most `wanted.quantity` of lots with its terms; how many there were.
std::int64_t LicenseAuthority::take_lots(Context& context, VirtualAccountId account,
                                         const Lot& wanted) {
  std::int64_t taken = 0;
  for (std::uint32_t i = 0; i < state_.at(account).ledger.lots.size(); ++i) {
    const Lot& lot = state_.at(account).ledger.lots[i];
    if (!counts(state_.at(account).ledger.records[i].phase)) continue;
    if (!(terms_of(lot) == terms_of(wanted))) continue;
    const std::int64_t part = std::min(wanted.quantity - taken, lot.quantity);
    if (part <= 0) continue;
    take_from_lot(context, {account, i}, part);
    taken += part;
  }
  if (taken == 0) return 0;
  context.record(Level::change, "licenses_removed"_w,
                 {{"virtual_account"_w, state_.at(account).label},
                  {"license"_w, word(wanted.license)},
                  {"quantity"_w, taken}});
  stock_changed(context, account);
  return taken;
}

}  // namespace slsim
