// SPDX-License-Identifier: Apache-2.0
// What holds of every allocation, on a hundred thousand drawn worlds each.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "core/chance/chance.h"
#include "sim/licensing/allocation.h"
#include "tests/unit/licensing/reference.h"

namespace slsim {
namespace {

using enum License;

constexpr int cases = 100'000;

Allocation allocate(const Case& c) { return slsim::allocate(c.pool, c.demand, c.rules); }

bool enterprise(License license) { return index_of(license) <= index_of(CER_USER); }

std::int64_t free_of(const Case& c, License license) {
  return std::max<std::int64_t>(0, c.pool.owned[license] - c.demand.reserved[license]);
}

std::int64_t served_own(const Allocation& answer, License license) {
  std::int64_t own = 0;
  for (const Served& row : answer.served_of(license)) own += row.how == How::own ? row.quantity : 0;
  return own;
}

/// Draws that do not put the code to the test would prove nothing.
class Tally {
 public:
  void see(const Allocation& answer) {
    ++seen_;
    if (!answer.in_compliance()) ++short_;
    const auto lent = [](const Served& row) { return row.demand != row.from; };
    if (std::ranges::any_of(answer.served, lent)) ++lent_;
  }
  ~Tally() {
    EXPECT_GT(short_, seen_ / 4);
    EXPECT_LT(short_, seen_ - seen_ / 50);
    EXPECT_GT(lent_, seen_ / 4);
  }

 private:
  int seen_ = 0;
  int short_ = 0;
  int lent_ = 0;
};

TEST(AllocationProperty, IsWhatAugmentingPathsFindOverTheWholeNetwork) {
  RandomStream stream{1, "paths"};
  Tally tally;
  for (int i = 0; i < cases; ++i) {
    const Case c = random_case(stream);
    const Allocation answer = allocate(c);
    tally.see(answer);
    ASSERT_EQ(answer, allocate_by_paths(c.pool, c.demand, c.rules)) << describe(c);
  }
}

TEST(AllocationProperty, IsTheBestOfAllAssignments) {
  RandomStream stream{2, "trying"};
  Tally tally;
  for (int i = 0; i < cases;) {
    const Case c = random_case(stream, 2);
    std::int64_t wanted = 0;
    for (const License license : all_licenses) wanted += c.demand.pooled[license];
    if (wanted == 0 || wanted > 5) continue;
    ++i;
    const Allocation answer = allocate(c);
    tally.see(answer);
    ASSERT_EQ(answer, allocate_by_trying(c.pool, c.demand, c.rules)) << describe(c);
  }
}

TEST(AllocationProperty, NeverServesMoreThanIsOwnedAndAccountsForAllDemand) {
  RandomStream stream{3, "conservation"};
  Tally tally;
  for (int i = 0; i < cases; ++i) {
    const Case c = random_case(stream);
    const Allocation answer = allocate(c);
    tally.see(answer);
    PerLicense<std::int64_t> given;
    PerLicense<std::int64_t> pooled = answer.short_of;
    PerLicense<std::int64_t> reserved = answer.reserved_short_of;
    for (const Served& row : answer.served) {
      ASSERT_GT(row.quantity, 0);
      given[row.from] += row.quantity;
      (row.how == How::reserved ? reserved : pooled)[row.demand] += row.quantity;
    }
    ASSERT_EQ(pooled, c.demand.pooled) << describe(c);
    ASSERT_EQ(reserved, c.demand.reserved) << describe(c);
    for (const License license : all_licenses) {
      ASSERT_EQ(answer.in_use[license], given[license] + answer.reserved_short_of[license]);
      if (answer.unlimited(license)) {
        ASSERT_EQ(answer.in_compliance(license), true);
      } else {
        ASSERT_LE(given[license], c.pool.owned[license]) << describe(c);
      }
    }
  }
}

TEST(AllocationProperty, ServesOnlyWhereALoanIsAllowed) {
  RandomStream stream{4, "allowed"};
  Tally tally;
  for (int i = 0; i < cases; ++i) {
    const Case c = random_case(stream);
    const Allocation answer = allocate(c);
    tally.see(answer);
    const std::vector<Loan> allowed = preferred_loans(c.rules);
    for (const Served& row : answer.served) {
      if (row.how == How::reserved) {
        ASSERT_EQ(row.from, row.demand);
        continue;
      }
      ASSERT_TRUE(std::ranges::any_of(allowed, [&](const Loan& loan) {
        return loan.demand == row.demand && loan.from == row.from && loan.how == row.how;
      })) << describe(c);
    }
  }
}

/// The two licences that may have to be lent while their own demand goes elsewhere, or somebody
/// would be short who need not be. Users of Unity Connection Enhanced can turn to HCS Standard and
/// those of Basic cannot; users of HCS Basic can turn to HCS Enhanced and those of Basic cannot.
bool may_lend_before_own(License license, const AllocationRules& rules) {
  if (rules.hierarchy == Hierarchy::off || rules.dual_parenting == DualParenting::off) return false;
  if (license == HCUC_BasicMessaging) return true;
  return license == CUC_EnhancedMessaging && rules.standard_messaging == StandardMessaging::apart;
}

TEST(AllocationProperty, ServesOwnTierBeforeItLends) {
  RandomStream stream{5, "own first"};
  Tally tally;
  for (int i = 0; i < cases; ++i) {
    Case c = random_case(stream);
    c.rules.hcs_order = HcsOrder::native_first;
    c.rules.short_tier = ShortTier::lowest;
    const Allocation answer = allocate(c);
    tally.see(answer);
    for (const License license : all_licenses) {
      if (may_lend_before_own(license, c.rules) || answer.unlimited(license)) continue;
      ASSERT_EQ(served_own(answer, license),
                std::min(c.demand.pooled[license], free_of(c, license)))
          << describe(c);
    }
  }
}

TEST(AllocationProperty, LeavesNothingFreeThatSomebodyWouldHavePreferred) {
  RandomStream stream{6, "nearest first"};
  Tally tally;
  for (int i = 0; i < cases; ++i) {
    const Case c = random_case(stream);
    const Allocation answer = allocate(c);
    tally.see(answer);
    const std::vector<Loan> preferred = preferred_loans(c.rules);
    for (const License demand : all_licenses) {
      // Past the last licence that served it, or past all if it is short, it takes no interest.
      bool interested = answer.short_of[demand] > 0;
      for (auto loan = preferred.rbegin(); loan != preferred.rend(); ++loan) {
        if (loan->demand != demand) continue;
        if (interested) {
          ASSERT_FALSE(answer.unlimited(loan->from)) << describe(c);
          ASSERT_LE(answer.available(loan->from), 0) << describe(c);
        }
        interested |= std::ranges::any_of(answer.served_of(demand), [&](const Served& row) {
          return row.from == loan->from && row.how == loan->how;
        });
      }
    }
  }
}

TEST(AllocationProperty, MoreLicencesMakeNobodyWorseOff) {
  RandomStream stream{7, "more licences"};
  Tally tally;
  for (int i = 0; i < cases; ++i) {
    Case c = random_case(stream);
    const Allocation before = allocate(c);
    tally.see(before);
    for (std::uint64_t added = 1 + stream.below(3); added > 0; --added) {
      const License license = random_license(stream);
      c.pool.owned[license] += static_cast<std::int64_t>(1 + stream.below(9));
      if (stream.chance({1, 12})) c.pool.unlimited |= license;
    }
    const Allocation after = allocate(c);
    for (const License license : all_licenses) {
      ASSERT_LE(after.short_of[license], before.short_of[license]) << describe(c);
      ASSERT_LE(after.reserved_short_of[license], before.reserved_short_of[license]);
    }
  }
}

TEST(AllocationProperty, MoreDemandHelpsNobodyAndHarmsOnlyThoseServedLater) {
  RandomStream stream{8, "more demand"};
  Tally tally;
  for (int i = 0; i < cases; ++i) {
    Case c = random_case(stream);
    const Allocation before = allocate(c);
    tally.see(before);
    const License grown = random_license(stream);
    c.demand.pooled[grown] += static_cast<std::int64_t>(1 + stream.below(9));
    const Allocation after = allocate(c);
    bool served_later = false;
    for (const License license : serving_order(c.rules)) {
      ASSERT_GE(after.short_of[license], before.short_of[license]) << describe(c);
      if (license == grown) {
        served_later = true;
      } else if (!served_later) {
        ASSERT_EQ(after.short_of[license], before.short_of[license]) << describe(c);
      }
    }
  }
}

TEST(AllocationProperty, ReservingHelpsNobodyElse) {
  RandomStream stream{9, "reserving"};
  Tally tally;
  for (int i = 0; i < cases; ++i) {
    Case c = random_case(stream);
    const Allocation before = allocate(c);
    tally.see(before);
    const License license = random_license(stream);
    c.demand.reserved[license] += static_cast<std::int64_t>(1 + stream.below(5));
    const Allocation after = allocate(c);
    for (const License other : all_licenses) {
      ASSERT_GE(after.short_of[other], before.short_of[other]) << describe(c);
    }
    for (const Served& row : after.served) {
      if (row.how == How::reserved) {
        ASSERT_LE(row.quantity, c.demand.reserved[row.demand]);
      }
    }
  }
}

TEST(AllocationProperty, DoesNotDependOnTheOrderOfReports) {
  RandomStream stream{10, "order"};
  Tally tally;
  for (int i = 0; i < cases; ++i) {
    const Case c = random_case(stream);
    std::vector<Counts> reports;
    for (const License license : all_licenses) {
      for (std::int64_t left = c.demand.pooled[license] % 16; left > 0;) {
        const auto part =
            static_cast<std::int32_t>(1 + stream.below(static_cast<std::uint64_t>(left)));
        reports.emplace_back().set(license, part);
        left -= part;
      }
    }
    Demand forward;
    for (const Counts& report : reports) forward.add(report);
    Demand backward;
    for (const Counts& report : reports) backward.add(report);
    std::ranges::reverse(reports);
    for (const Counts& report : reports) {  // Each withdrawn and reported anew.
      backward.remove(report);
      backward.add(report);
    }
    ASSERT_EQ(forward, backward);
    const Allocation answer = slsim::allocate(c.pool, forward, c.rules);
    tally.see(answer);
    ASSERT_EQ(answer, slsim::allocate(c.pool, backward, c.rules));
  }
}

TEST(AllocationProperty, ScalesWithItsQuantities) {
  RandomStream stream{11, "scale"};
  Tally tally;
  const std::int64_t factor = std::int64_t{1} << 16;
  for (int i = 0; i < cases; ++i) {
    Case c = random_case(stream);
    const Allocation once = allocate(c);
    tally.see(once);
    for (const License license : all_licenses) {
      c.pool.owned[license] *= factor;
      c.demand.pooled[license] *= factor;
      c.demand.reserved[license] *= factor;
    }
    const Allocation scaled = allocate(c);
    ASSERT_EQ(scaled.served.size(), once.served.size()) << describe(c);
    for (std::size_t row = 0; row < once.served.size(); ++row) {
      Served expected = once.served[row];
      expected.quantity *= factor;
      ASSERT_EQ(scaled.served[row], expected) << describe(c);
    }
  }
}

TEST(AllocationProperty, HcsDemandNeverUsesEnterpriseLicences) {
  RandomStream stream{12, "one way"};
  Tally tally;
  for (int i = 0; i < cases; ++i) {
    const Case c = random_case(stream);
    const Allocation answer = allocate(c);
    tally.see(answer);
    for (const Served& row : answer.served) {
      ASSERT_TRUE(enterprise(row.demand) || !enterprise(row.from)) << describe(c);
      ASSERT_EQ(row.how == How::hcs_parent, enterprise(row.demand) && !enterprise(row.from));
    }
  }
}

TEST(AllocationProperty, SwitchesDoWhatTheySay) {
  RandomStream stream{13, "switches"};
  Tally tally;
  const auto none = [](const Allocation& answer, How how) {
    return std::ranges::none_of(answer.served, [how](const Served& r) { return r.how == how; });
  };
  for (int i = 0; i < cases; ++i) {
    const Case c = random_case(stream);
    const Allocation answer = allocate(c);
    tally.see(answer);

    Case off = c;
    off.rules.hierarchy = Hierarchy::off;
    const Allocation no_loans = allocate(off);
    ASSERT_TRUE(none(no_loans, How::higher_tier));
    ASSERT_GE(no_loans.total_short(), answer.total_short()) << describe(c);
    off.rules = c.rules;
    off.rules.dual_parenting = DualParenting::off;
    const Allocation no_parents = allocate(off);
    ASSERT_TRUE(none(no_parents, How::hcs_parent));
    ASSERT_GE(no_parents.total_short(), answer.total_short()) << describe(c);
    off.rules.hierarchy = Hierarchy::off;
    const Allocation alone = allocate(off);
    for (const License license : all_licenses) {
      const std::int64_t missing = c.demand.pooled[license] - free_of(c, license);
      ASSERT_EQ(alone.short_of[license],
                alone.unlimited(license) ? 0 : std::max<std::int64_t>(0, missing));
    }
  }
}

TEST(AllocationProperty, WhereBorrowingComesChangesWhoServesAndNotWhoIsShort) {
  RandomStream stream{14, "borrowing"};
  Tally tally;
  int differing = 0;
  for (int i = 0; i < cases; ++i) {
    Case c = random_case(stream);
    c.rules.enterprise_borrowing = EnterpriseBorrowing::before_hcs;
    const Allocation before = allocate(c);
    tally.see(before);
    c.rules.enterprise_borrowing = EnterpriseBorrowing::after_hcs;
    const Allocation after = allocate(c);
    ASSERT_EQ(before.short_of, after.short_of) << describe(c);
    if (before.served != after.served) ++differing;
  }
  EXPECT_GT(differing, cases / 20);
}

TEST(AllocationProperty, WhoIsShortIsForTheOtherSwitchesAndTheTotalForNone) {
  RandomStream stream{15, "who is short"};
  Tally tally;
  int differing = 0;
  for (int i = 0; i < cases; ++i) {
    Case c = random_case(stream);
    c.rules.hcs_order = HcsOrder::native_first;
    const Allocation native = allocate(c);
    tally.see(native);
    c.rules.hcs_order = HcsOrder::enterprise_first;
    const Allocation parented = allocate(c);
    ASSERT_EQ(native.total_short(), parented.total_short()) << describe(c);
    for (const License license : all_licenses) {
      const bool gains = enterprise(license);
      const Allocation& better = gains ? parented : native;
      const Allocation& worse = gains ? native : parented;
      ASSERT_LE(better.short_of[license], worse.short_of[license]) << describe(c);
    }
    c.rules.short_tier =
        c.rules.short_tier == ShortTier::lowest ? ShortTier::highest : ShortTier::lowest;
    const Allocation turned = allocate(c);
    ASSERT_EQ(turned.total_short(), parented.total_short()) << describe(c);
    if (turned.short_of != parented.short_of) ++differing;
  }
  EXPECT_GT(differing, cases / 20);
}

}  // namespace
}  // namespace slsim
