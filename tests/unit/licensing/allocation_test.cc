// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/allocation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace slsim {
namespace {

using enum License;
using testing::ElementsAre;
using testing::IsEmpty;

using Quantities = std::vector<std::pair<License, std::int64_t>>;

Pool owning(const Quantities& quantities) {
  Pool pool;
  for (const auto& [license, quantity] : quantities) pool.owned[license] = quantity;
  return pool;
}

Demand wanting(const Quantities& quantities) {
  Demand demand;
  for (const auto& [license, quantity] : quantities) demand.pooled[license] = quantity;
  return demand;
}

std::vector<Served> rows_of(const Allocation& answer, License demand) {
  const auto rows = answer.served_of(demand);
  return {rows.begin(), rows.end()};
}

/// What is short, as `licence quantity`.
Quantities shortages(const Allocation& answer) {
  Quantities result;
  for (const License license : all_licenses) {
    if (answer.short_of[license] > 0) result.emplace_back(license, answer.short_of[license]);
  }
  return result;
}

TEST(Allocation, OfNothingIsInCompliance) {
  const Allocation answer = allocate({}, {});
  EXPECT_TRUE(answer.in_compliance());
  EXPECT_THAT(answer.served, IsEmpty());
  EXPECT_EQ(answer.total_short(), 0);
}

TEST(Allocation, ServesEachLicenceFromItselfWhileItSuffices) {
  const Allocation answer = allocate(owning({{UCM_Enhanced, 10}, {HUCM_Basic, 4}}),
                                     wanting({{UCM_Enhanced, 10}, {HUCM_Basic, 3}}));
  EXPECT_THAT(answer.served, ElementsAre(Served{UCM_Enhanced, UCM_Enhanced, How::own, 10},
                                         Served{HUCM_Basic, HUCM_Basic, How::own, 3}));
  EXPECT_EQ(answer.available(UCM_Enhanced), 0);
  EXPECT_EQ(answer.available(HUCM_Basic), 1);
  EXPECT_TRUE(answer.in_compliance());
}

TEST(Allocation, IsShortOfOneLicenceWithoutTouchingOthers) {
  const Allocation answer =
      allocate(owning({{UCM_Enhanced, 10}, {UCM_TelePresenceRoom, 5}, {CER_USER, 100}}),
               wanting({{UCM_Enhanced, 11}, {UCM_TelePresenceRoom, 5}, {CER_USER, 1}}));
  EXPECT_FALSE(answer.in_compliance());
  EXPECT_FALSE(answer.in_compliance(UCM_Enhanced));
  EXPECT_TRUE(answer.in_compliance(UCM_TelePresenceRoom));
  EXPECT_TRUE(answer.in_compliance(CER_USER));
  EXPECT_THAT(shortages(answer), ElementsAre(std::pair{UCM_Enhanced, 1}));
}

// CUCM Feature Configuration Guide, Licensing: 100 CUWL, 10 CUWL and 50 Enhanced Plus needed.
TEST(Allocation, OfTheGuidesWorkedExampleLeavesForty) {
  const Allocation answer =
      allocate(owning({{UCM_CUWL, 100}}), wanting({{UCM_CUWL, 10}, {UCM_EnhancedPlus, 50}}));
  EXPECT_TRUE(answer.in_compliance());
  EXPECT_EQ(answer.in_use[UCM_CUWL], 60);
  EXPECT_EQ(answer.available(UCM_CUWL), 40);
  EXPECT_THAT(rows_of(answer, UCM_EnhancedPlus),
              ElementsAre(Served{UCM_EnhancedPlus, UCM_CUWL, How::higher_tier, 50}));
}

TEST(Allocation, OfTheWorkedExampleGrownIsShortOfFiveEnhancedPlus) {
  const Pool pool = owning({{UCM_CUWL, 100}});
  const Demand demand = wanting({{UCM_CUWL, 10}, {UCM_EnhancedPlus, 95}});
  EXPECT_THAT(shortages(allocate(pool, demand)), ElementsAre(std::pair{UCM_EnhancedPlus, 5}));
  // The other display that is known to be about (CSCwf47221).
  const AllocationRules other{.short_tier = ShortTier::highest};
  EXPECT_THAT(shortages(allocate(pool, demand, other)), ElementsAre(std::pair{UCM_CUWL, 5}));
}

TEST(Allocation, LeavesTheLowestTierShort) {
  const Allocation answer = allocate(owning({{UCM_CUWL, 12}}), wanting({{UCM_CUWL, 2},
                                                                        {UCM_EnhancedPlus, 2},
                                                                        {UCM_Enhanced, 4},
                                                                        {UCM_Basic, 4},
                                                                        {UCM_Essential, 4}}));
  EXPECT_THAT(shortages(answer), ElementsAre(std::pair{UCM_Essential, 4}));
}

TEST(Allocation, BorrowsFromTheNearestTierFirst) {
  const Allocation answer =
      allocate(owning({{UCM_CUWL, 9}, {UCM_EnhancedPlus, 2}, {UCM_Enhanced, 3}, {UCM_Basic, 1}}),
               wanting({{UCM_Basic, 8}}));
  EXPECT_THAT(answer.served, ElementsAre(Served{UCM_Basic, UCM_Basic, How::own, 1},
                                         Served{UCM_Basic, UCM_Enhanced, How::higher_tier, 3},
                                         Served{UCM_Basic, UCM_EnhancedPlus, How::higher_tier, 2},
                                         Served{UCM_Basic, UCM_CUWL, How::higher_tier, 2}));
}

TEST(Allocation, LendsToTheHigherTierFirst) {
  const Allocation answer = allocate(owning({{UCM_CUWL, 5}, {UCM_EnhancedPlus, 3}}),
                                     wanting({{UCM_Enhanced, 4}, {UCM_Basic, 4}}));
  EXPECT_THAT(rows_of(answer, UCM_Enhanced),
              ElementsAre(Served{UCM_Enhanced, UCM_EnhancedPlus, How::higher_tier, 3},
                          Served{UCM_Enhanced, UCM_CUWL, How::higher_tier, 1}));
  EXPECT_THAT(rows_of(answer, UCM_Basic),
              ElementsAre(Served{UCM_Basic, UCM_CUWL, How::higher_tier, 4}));
}

struct LoanRow {
  License demand;
  License from;
  How how;
};

std::ostream& operator<<(std::ostream& out, const LoanRow& row) {
  return out << word(row.demand).text() << " from " << word(row.from).text();
}

class AllocationLoan : public testing::TestWithParam<LoanRow> {};

/// The only licence owned serves the only demand, as the row says.
TEST_P(AllocationLoan, ServesAsTheRowSays) {
  const LoanRow& row = GetParam();
  const Allocation answer = allocate(owning({{row.from, 3}}), wanting({{row.demand, 5}}));
  EXPECT_THAT(answer.served, ElementsAre(Served{row.demand, row.from, row.how, 3}));
  EXPECT_EQ(answer.short_of[row.demand], 2);
  EXPECT_EQ(answer.available(row.from), 0);
  EXPECT_TRUE(answer.in_compliance(row.from));
}

INSTANTIATE_TEST_SUITE_P(
    TableOne, AllocationLoan,
    testing::Values(LoanRow{UCM_Essential, HUCM_Foundation, How::hcs_parent},
                    LoanRow{UCM_Basic, HUCM_Foundation, How::hcs_parent},
                    LoanRow{UCM_Enhanced, HUCM_Foundation, How::hcs_parent},
                    LoanRow{UCM_Essential, HUCM_Standard, How::hcs_parent},
                    LoanRow{UCM_Basic, HUCM_Standard, How::hcs_parent},
                    LoanRow{UCM_Enhanced, HUCM_Standard, How::hcs_parent},
                    LoanRow{UCM_EnhancedPlus, HUCM_Standard, How::hcs_parent},
                    LoanRow{UCM_CUWL, HUCM_Standard, How::hcs_parent},
                    LoanRow{UCM_TelePresenceRoom, HUCM_TelePresenceRoom, How::hcs_parent},
                    LoanRow{CUC_BasicMessaging, HCUC_BasicMessaging, How::hcs_parent},
                    LoanRow{CUC_EnhancedMessaging, HCUC_StandardMessaging, How::hcs_parent},
                    LoanRow{CER_USER, HCER_User, How::hcs_parent}));

INSTANTIATE_TEST_SUITE_P(
    Hierarchies, AllocationLoan,
    testing::Values(LoanRow{UCM_EnhancedPlus, UCM_CUWL, How::higher_tier},
                    LoanRow{UCM_Enhanced, UCM_EnhancedPlus, How::higher_tier},
                    LoanRow{UCM_Basic, UCM_CUWL, How::higher_tier},
                    LoanRow{UCM_Essential, UCM_Basic, How::higher_tier},
                    LoanRow{CUC_BasicMessaging, CUC_EnhancedMessaging, How::higher_tier},
                    LoanRow{HUCM_Foundation, HUCM_Standard, How::higher_tier},
                    LoanRow{HUCM_Basic, HUCM_Foundation, How::higher_tier},
                    LoanRow{HUCM_Essential, HUCM_Standard, How::higher_tier},
                    LoanRow{HCUC_BasicMessaging, HCUC_EnhancedMessaging, How::higher_tier},
                    LoanRow{HLECUC_BasicMessaging, HLECUC_EnhancedMessaging, How::higher_tier}));

class AllocationRefusal : public testing::TestWithParam<std::pair<License, License>> {};

/// The licence owned, the second, does not serve the demand, the first.
TEST_P(AllocationRefusal, LendsNothing) {
  const auto& [demand, owned] = GetParam();
  const Allocation answer = allocate(owning({{owned, 9}}), wanting({{demand, 2}}));
  EXPECT_THAT(answer.served, IsEmpty());
  EXPECT_EQ(answer.short_of[demand], 2);
  EXPECT_EQ(answer.available(owned), 9);
}

INSTANTIATE_TEST_SUITE_P(
    Never, AllocationRefusal,
    testing::Values(std::pair{UCM_CUWL, UCM_EnhancedPlus},      // Upward.
                    std::pair{HUCM_Standard, HUCM_Foundation},  //
                    std::pair{CUC_EnhancedMessaging, CUC_BasicMessaging},
                    std::pair{UCM_TelePresenceRoom, UCM_CUWL},  // Rooms stand apart.
                    std::pair{UCM_Essential, UCM_TelePresenceRoom},
                    std::pair{HUCM_TelePresenceRoom, HUCM_Standard},
                    std::pair{UCM_CUWL, HUCM_Foundation},  // Foundation is too low.
                    std::pair{UCM_EnhancedPlus, HUCM_Foundation},
                    std::pair{UCM_Essential, HUCM_Essential},  // Never parents.
                    std::pair{UCM_Basic, HUCM_Basic},
                    std::pair{CUC_EnhancedMessaging, HCUC_EnhancedMessaging},
                    std::pair{CUC_BasicMessaging, HCUC_EnhancedMessaging},
                    std::pair{CUC_BasicMessaging, HCUC_StandardMessaging},
                    std::pair{CUC_SpeechConnectPort, HCUC_SpeechConnectPort},
                    std::pair{CUC_SpeechView, HCUC_SpeechView},
                    std::pair{HUCM_Essential, UCM_CUWL},  // One way only.
                    std::pair{HUCM_Foundation, UCM_Enhanced},
                    std::pair{HCUC_BasicMessaging, CUC_BasicMessaging},
                    std::pair{HCER_User, CER_USER},
                    std::pair{CUC_BasicMessaging, HLECUC_BasicMessaging},
                    std::pair{HLECUC_BasicMessaging, HCUC_BasicMessaging},
                    std::pair{CUC_SpeechView, CUC_SpeechViewPro},
                    std::pair{HCUC_EnhancedMessaging, HCUC_StandardMessaging}));

TEST(Allocation, TurnsToHcsWhenAllEnterpriseLicencesAreAllocated) {
  const Allocation answer = allocate(
      owning({{UCM_Basic, 2}, {UCM_Enhanced, 1}, {HUCM_Foundation, 3}, {HUCM_Standard, 9}}),
      wanting({{UCM_Basic, 8}}));
  EXPECT_THAT(answer.served, ElementsAre(Served{UCM_Basic, UCM_Basic, How::own, 2},
                                         Served{UCM_Basic, UCM_Enhanced, How::higher_tier, 1},
                                         Served{UCM_Basic, HUCM_Foundation, How::hcs_parent, 3},
                                         Served{UCM_Basic, HUCM_Standard, How::hcs_parent, 2}));
}

TEST(Allocation, CanTurnToHcsBeforeItBorrows) {
  const Allocation answer =
      allocate(owning({{UCM_Basic, 2}, {UCM_Enhanced, 1}, {HUCM_Foundation, 3}}),
               wanting({{UCM_Basic, 6}}), {.enterprise_borrowing = EnterpriseBorrowing::after_hcs});
  EXPECT_THAT(answer.served, ElementsAre(Served{UCM_Basic, UCM_Basic, How::own, 2},
                                         Served{UCM_Basic, HUCM_Foundation, How::hcs_parent, 3},
                                         Served{UCM_Basic, UCM_Enhanced, How::higher_tier, 1}));
}

TEST(Allocation, ServesHcsDemandBeforeEnterpriseDemandFromHcsLicences) {
  const Pool pool = owning({{HUCM_Foundation, 10}});
  const Demand demand = wanting({{HUCM_Foundation, 8}, {UCM_Enhanced, 5}});
  EXPECT_THAT(shortages(allocate(pool, demand)), ElementsAre(std::pair{UCM_Enhanced, 3}));
  EXPECT_THAT(shortages(allocate(pool, demand, {.hcs_order = HcsOrder::enterprise_first})),
              ElementsAre(std::pair{HUCM_Foundation, 3}));
}

TEST(Allocation, LetsHcsStandardAloneForThoseWhoHaveNothingElse) {
  // Greedily Basic would take Foundation and Standard, and CUWL would go short.
  const Allocation answer = allocate(owning({{HUCM_Foundation, 2}, {HUCM_Standard, 2}}),
                                     wanting({{UCM_CUWL, 2}, {UCM_Basic, 2}}));
  EXPECT_TRUE(answer.in_compliance());
  EXPECT_THAT(answer.served, ElementsAre(Served{UCM_CUWL, HUCM_Standard, How::hcs_parent, 2},
                                         Served{UCM_Basic, HUCM_Foundation, How::hcs_parent, 2}));
}

TEST(Allocation, PutsTheTotalShortageBeforeOwnTier) {
  // Basic can use Enhanced but not HCS Standard, Enhanced can use both.
  const Pool pool = owning({{CUC_EnhancedMessaging, 1}, {HCUC_StandardMessaging, 1}});
  const Demand both = wanting({{CUC_EnhancedMessaging, 1}, {CUC_BasicMessaging, 1}});
  const Allocation answer = allocate(pool, both);
  EXPECT_TRUE(answer.in_compliance());
  EXPECT_THAT(
      answer.served,
      ElementsAre(Served{CUC_BasicMessaging, CUC_EnhancedMessaging, How::higher_tier, 1},
                  Served{CUC_EnhancedMessaging, HCUC_StandardMessaging, How::hcs_parent, 1}));
  const Allocation one = allocate(pool, wanting({{CUC_EnhancedMessaging, 1}}));
  EXPECT_THAT(one.served,
              ElementsAre(Served{CUC_EnhancedMessaging, CUC_EnhancedMessaging, How::own, 1}));
}

TEST(Allocation, LetsHcsBasicBorrowSoThatEnterpriseBasicIsServed) {
  const Allocation answer =
      allocate(owning({{HCUC_BasicMessaging, 1}, {HCUC_EnhancedMessaging, 1}}),
               wanting({{HCUC_BasicMessaging, 1}, {CUC_BasicMessaging, 1}}));
  EXPECT_TRUE(answer.in_compliance());
  EXPECT_THAT(
      answer.served,
      ElementsAre(Served{CUC_BasicMessaging, HCUC_BasicMessaging, How::hcs_parent, 1},
                  Served{HCUC_BasicMessaging, HCUC_EnhancedMessaging, How::higher_tier, 1}));
}

TEST(Allocation, CannotBorrowWhereThereIsNoHierarchy) {
  const Pool pool = owning({{UCM_CUWL, 9}, {HUCM_Standard, 9}, {HUCM_Foundation, 1}});
  const Allocation answer =
      allocate(pool, wanting({{UCM_Basic, 3}, {HUCM_Basic, 2}}), {.hierarchy = Hierarchy::off});
  EXPECT_THAT(answer.served, ElementsAre(Served{UCM_Basic, HUCM_Foundation, How::hcs_parent, 1}));
  EXPECT_THAT(shortages(answer), ElementsAre(std::pair{UCM_Basic, 2}, std::pair{HUCM_Basic, 2}));
}

TEST(Allocation, LeavesHcsLicencesAloneWithoutDualParenting) {
  const Allocation answer =
      allocate(owning({{HUCM_Standard, 9}, {HCER_User, 9}}),
               wanting({{UCM_Basic, 3}, {CER_USER, 2}}), {.dual_parenting = DualParenting::off});
  EXPECT_THAT(answer.served, IsEmpty());
  EXPECT_EQ(answer.total_short(), 5);
}

TEST(Allocation, SetsReservedQuantitiesAsideFirst) {
  Demand demand = wanting({{UCM_Basic, 30}});
  demand.reserved[UCM_Basic] = 80;
  const Allocation answer = allocate(owning({{UCM_Basic, 100}}), demand);
  EXPECT_THAT(answer.served, ElementsAre(Served{UCM_Basic, UCM_Basic, How::reserved, 80},
                                         Served{UCM_Basic, UCM_Basic, How::own, 20}));
  EXPECT_THAT(shortages(answer), ElementsAre(std::pair{UCM_Basic, 10}));
  EXPECT_EQ(answer.in_use[UCM_Basic], 100);
}

TEST(Allocation, ReservedQuantitiesBorrowNothing) {
  Demand demand;
  demand.reserved[UCM_Basic] = 45;
  const Allocation answer = allocate(owning({{UCM_Basic, 40}, {UCM_CUWL, 50}}), demand);
  EXPECT_EQ(answer.reserved_short_of[UCM_Basic], 5);
  EXPECT_FALSE(answer.in_compliance(UCM_Basic));
  EXPECT_EQ(answer.available(UCM_Basic), -5);
  EXPECT_EQ(answer.available(UCM_CUWL), 50);
}

TEST(Allocation, ReservedQuantitiesAreNotLent) {
  Demand demand = wanting({{UCM_Basic, 3}});
  demand.reserved[UCM_CUWL] = 9;
  const Allocation answer = allocate(owning({{UCM_CUWL, 10}}), demand);
  EXPECT_THAT(rows_of(answer, UCM_Basic),
              ElementsAre(Served{UCM_Basic, UCM_CUWL, How::higher_tier, 1}));
  EXPECT_THAT(shortages(answer), ElementsAre(std::pair{UCM_Basic, 2}));
}

TEST(Allocation, UnlimitedLicencesServeAnyQuantityAndLendIt) {
  Pool pool;
  pool.unlimited |= UCM_Enhanced;
  const std::int64_t many = std::int64_t{1} << 50;
  Demand demand = wanting({{UCM_Enhanced, many}, {UCM_Basic, many}, {UCM_CUWL, 1}});
  demand.reserved[UCM_Enhanced] = many;
  const Allocation answer = allocate(pool, demand);
  EXPECT_THAT(shortages(answer), ElementsAre(std::pair{UCM_CUWL, 1}));
  EXPECT_EQ(answer.in_use[UCM_Enhanced], 3 * many);
  EXPECT_EQ(answer.available(UCM_Enhanced), -1);
  EXPECT_TRUE(answer.unlimited(UCM_Enhanced));
}

TEST(Allocation, HoldsQuantitiesBeyondThirtyTwoBits) {
  const std::int64_t many = (std::int64_t{1} << 31) + 1;
  const Allocation answer =
      allocate(owning({{UCM_CUWL, 4 * many}}), wanting({{UCM_CUWL, many}, {UCM_Basic, 2 * many}}));
  EXPECT_TRUE(answer.in_compliance());
  EXPECT_EQ(answer.available(UCM_CUWL), many);
}

TEST(Allocation, OfAFullPoolAndEveryDemandFitsItsBounds) {
  Pool pool;
  Demand demand;
  for (const License license : all_licenses) {
    pool.owned[license] = 5;
    demand.pooled[license] = 6;
  }
  for (const Hierarchy hierarchy : {Hierarchy::on, Hierarchy::off}) {
    for (const auto place : {StandardMessaging::apart, StandardMessaging::highest}) {
      const Allocation answer =
          allocate(pool, demand, {.hierarchy = hierarchy, .standard_messaging = place});
      EXPECT_EQ(answer.total_short(), std::int64_t{license_count});
    }
  }
}

TEST(Allocation, WaysOfServingHaveTheirWords) {
  EXPECT_EQ(word(How::reserved).text(), "reserved");
  EXPECT_EQ(word(How::own).text(), "own");
  EXPECT_EQ(word(How::higher_tier).text(), "higher_tier");
  EXPECT_EQ(word(How::hcs_parent).text(), "hcs_parent");
}

}  // namespace
}  // namespace slsim
