// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/allocation.h"

#include <algorithm>
#include <array>
#include <ranges>

#include "core/result/check.h"
#include "sim/licensing/headroom.h"
#include "sim/licensing/lending.h"

namespace slsim {
namespace {

/// What is left of a licence for pooled demand. More than `most` is as good as `most`.
std::int64_t stock_of(const Allocation& answer, License license, std::int64_t most) {
  if (answer.unlimited(license)) return most;
  const std::int64_t free = answer.pool.owned[license] - answer.demand.reserved[license];
  return std::clamp<std::int64_t>(free, 0, most);
}

void serve(Allocation& answer, const Served& row) {
  if (row.quantity == 0) return;
  answer.served.push_back(row);
  answer.in_use[row.from] += row.quantity;
}

void set_aside(Allocation& answer, License license) {
  const std::int64_t reserved = answer.demand.reserved[license];
  if (reserved == 0) return;
  const std::int64_t covered =
      answer.unlimited(license) ? reserved : std::min(reserved, answer.pool.owned[license]);
  serve(answer, {license, license, How::reserved, covered});
  answer.reserved_short_of[license] = reserved - covered;
  answer.in_use[license] += reserved - covered;
}

/// From itself alone: enough where nobody of the family is short, all there is where none lends.
void serve_alone(Allocation& answer, License license) {
  const std::int64_t wanted = answer.demand.pooled[license];
  if (wanted == 0) return;
  const std::int64_t covered = stock_of(answer, license, wanted);
  serve(answer, {license, license, How::own, covered});
  answer.short_of[license] = wanted - covered;
}

/// One licence that is asked for, and whatever may serve it.
struct Claim {
  License license;
  std::int64_t open;  ///< What was asked for; later, what is promised and not yet served.
  Lenders higher;
  Lenders parents;
  LicenseSet reach;  ///< All of these, and itself.
};

/// The claims of one mode in a family, the highest tier first.
class Claims {
 public:
  void push_back(const Claim& claim) { claims_[size_++] = claim; }
  [[nodiscard]] Claim* begin() { return claims_.data(); }
  [[nodiscard]] Claim* end() { return claims_.data() + size_; }

 private:
  std::array<Claim, 5> claims_{};
  std::size_t size_ = 0;
};

/// A family in which somebody's own licences do not suffice, while it is being settled.
class Contest {
 public:
  Contest(const LendingFamily& family, const AllocationRules& rules, Allocation& answer);
  void settle();

 private:
  [[nodiscard]] Claims claims_of(std::span<const License> licenses);
  void promise(Claim& claim);
  void promise_all(Claims& claims);
  void serve_from(Claim& claim, License from, How how);
  void serve_all(Claims& claims);

  const LendingFamily& family_;
  const AllocationRules& rules_;
  Allocation& answer_;
  PerLicense<std::int64_t> stock_;
  Headroom headroom_;
};

/// Sums of what this gives do not overflow: nothing is larger than what the family asks for.
PerLicense<std::int64_t> stock_of(const Allocation& answer, const LendingFamily& family) {
  std::int64_t asked_for = 0;
  for (const License license : family.all) asked_for += answer.demand.pooled[license];
  PerLicense<std::int64_t> stock;
  for (const License license : family.all) stock[license] = stock_of(answer, license, asked_for);
  return stock;
}

Contest::Contest(const LendingFamily& family, const AllocationRules& rules, Allocation& answer)
    : family_{family},
      rules_{rules},
      answer_{answer},
      stock_{stock_of(answer, family)},
      headroom_{stock_} {}

Claims Contest::claims_of(std::span<const License> licenses) {
  Claims claims;
  for (const License license : licenses) {
    const std::int64_t wanted = answer_.demand.pooled[license];
    if (wanted == 0) continue;
    Claim claim{license, wanted, higher_tiers(license, rules_), hcs_parents(license, rules_), {}};
    claim.reach = license | claim.higher.set() | claim.parents.set();
    headroom_.add_reach(claim.reach);
    claims.push_back(claim);
  }
  return claims;
}

void Contest::settle() {
  Claims enterprise = claims_of(family_.enterprise);
  Claims hcs = claims_of(family_.hcs);
  std::array<Claims*, 2> in_turn{&hcs, &enterprise};
  if (rules_.hcs_order == HcsOrder::enterprise_first) std::ranges::reverse(in_turn);
  for (Claims* claims : in_turn) promise_all(*claims);
  for (Claims* claims : in_turn) serve_all(*claims);
}

/// As much as can be kept; what is not promised is short.
void Contest::promise(Claim& claim) {
  const std::int64_t promised = std::min(claim.open, headroom_.promisable(claim.reach));
  headroom_.promise(claim.reach, promised);
  answer_.short_of[claim.license] = claim.open - promised;
  claim.open = promised;
}

/// Whoever comes first is served first, and nobody's turn changes how much is served in all.
void Contest::promise_all(Claims& claims) {
  if (rules_.short_tier == ShortTier::lowest) {
    for (Claim& claim : claims) promise(claim);
  } else {
    for (Claim& claim : claims | std::views::reverse) promise(claim);
  }
}

/// As much as the source has and all other promises leave.
void Contest::serve_from(Claim& claim, License from, How how) {
  const std::int64_t most = std::min(claim.open, stock_[from]);
  if (most == 0) return;
  const std::int64_t quantity = std::min(most, headroom_.takable(from, claim.reach));
  headroom_.take(from, claim.reach, quantity);
  stock_[from] -= quantity;
  claim.open -= quantity;
  serve(answer_, {claim.license, from, how, quantity});
}

void Contest::serve_all(Claims& claims) {
  const auto lend = [&] {
    for (Claim& claim : claims) {
      for (const License from : claim.higher) serve_from(claim, from, How::higher_tier);
    }
  };
  const auto parent = [&] {
    for (Claim& claim : claims) {
      for (const License from : claim.parents) serve_from(claim, from, How::hcs_parent);
    }
  };
  for (Claim& claim : claims) serve_from(claim, claim.license, How::own);
  if (rules_.enterprise_borrowing == EnterpriseBorrowing::after_hcs) parent();
  lend();
  if (rules_.enterprise_borrowing == EnterpriseBorrowing::before_hcs) parent();
}

/// Licences whose pooled demand exceeds what they have themselves.
LicenseSet overdrawn_in(const Allocation& answer) {
  LicenseSet result;
  for (const License license : all_licenses) {
    const std::int64_t wanted = answer.demand.pooled[license];
    if (wanted > 0 && stock_of(answer, license, wanted) < wanted) result |= license;
  }
  return result;
}

}  // namespace

Word word(How how) {
  switch (how) {
    case How::reserved:
      return "reserved"_w;
    case How::own:
      return "own"_w;
    case How::higher_tier:
      return "higher_tier"_w;
    case How::hcs_parent:
      return "hcs_parent"_w;
    case How::newer_release:
      return "newer_release"_w;
  }
  CHECK(false, "a way of serving of the enumeration");
  return ""_w;
}

bool Allocation::in_compliance() const {
  return short_of == PerLicense<std::int64_t>{} && reserved_short_of == PerLicense<std::int64_t>{};
}

std::int64_t Allocation::total_short() const {
  std::int64_t total = 0;
  for (const License license : all_licenses) {
    total += short_of[license] + reserved_short_of[license];
  }
  return total;
}

std::span<const Served> Allocation::served_of(License license) const {
  const auto rows = std::ranges::equal_range(served, license, {}, &Served::demand);
  return {rows.begin(), rows.end()};
}

Allocation allocate(const Pool& pool, const Demand& demand, const AllocationRules& rules) {
  Allocation answer;
  answer.pool = pool;
  answer.demand = demand;
  answer.served.reserve(license_count);
  const LicenseSet overdrawn = overdrawn_in(answer);
  const std::span<const LendingFamily> families = lending_families(rules);
  LicenseSet contested;
  for (const LendingFamily& family : families) {
    if (family.all.meets(overdrawn)) contested |= family.all;
  }
  for (const License license : all_licenses) {
    set_aside(answer, license);
    if (!contested.contains(license)) serve_alone(answer, license);
  }
  if (contested.empty()) return answer;
  for (const LendingFamily& family : families) {
    if (contested.meets(family.all)) Contest{family, rules, answer}.settle();
  }
  std::ranges::stable_sort(answer.served, {}, &Served::demand);
  return answer;
}

}  // namespace slsim
