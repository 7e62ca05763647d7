// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/lending.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace slsim {
namespace {

using enum License;
using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::IsEmpty;

std::vector<License> all(const Lenders& lenders) { return {lenders.begin(), lenders.end()}; }

struct Row {
  License demand;
  std::vector<License> lenders;
};

/// Every licence that may borrow, with its lenders, the nearest first.
const std::vector<Row> hierarchies{
    {UCM_EnhancedPlus, {UCM_CUWL}},
    {UCM_Enhanced, {UCM_EnhancedPlus, UCM_CUWL}},
    {UCM_Basic, {UCM_Enhanced, UCM_EnhancedPlus, UCM_CUWL}},
    {UCM_Essential, {UCM_Basic, UCM_Enhanced, UCM_EnhancedPlus, UCM_CUWL}},
    {CUC_BasicMessaging, {CUC_EnhancedMessaging}},
    {HUCM_Foundation, {HUCM_Standard}},
    {HUCM_Basic, {HUCM_Foundation, HUCM_Standard}},
    {HUCM_Essential, {HUCM_Basic, HUCM_Foundation, HUCM_Standard}},
    {HCUC_BasicMessaging, {HCUC_EnhancedMessaging}},
    {HLECUC_BasicMessaging, {HLECUC_EnhancedMessaging}},
};

/// Table 1 of the HCS Smart Licensing Guide, with Standard behind Foundation as its priority has
/// it.
const std::vector<Row> table_1{
    {UCM_Essential, {HUCM_Foundation, HUCM_Standard}},
    {UCM_Basic, {HUCM_Foundation, HUCM_Standard}},
    {UCM_Enhanced, {HUCM_Foundation, HUCM_Standard}},
    {UCM_EnhancedPlus, {HUCM_Standard}},
    {UCM_CUWL, {HUCM_Standard}},
    {UCM_TelePresenceRoom, {HUCM_TelePresenceRoom}},
    {CUC_BasicMessaging, {HCUC_BasicMessaging}},
    {CUC_EnhancedMessaging, {HCUC_StandardMessaging}},
    {CER_USER, {HCER_User}},
};

std::vector<License> lenders_in(const std::vector<Row>& rows, License demand) {
  for (const Row& row : rows) {
    if (row.demand == demand) return row.lenders;
  }
  return {};
}

TEST(Lending, FollowsTheHierarchiesAndNothingElse) {
  for (const License license : all_licenses) {
    EXPECT_THAT(all(higher_tiers(license, {})), ElementsAreArray(lenders_in(hierarchies, license)))
        << word(license).text();
  }
}

TEST(Lending, FollowsTableOneAndNothingElse) {
  for (const License license : all_licenses) {
    EXPECT_THAT(all(hcs_parents(license, {})), ElementsAreArray(lenders_in(table_1, license)))
        << word(license).text();
  }
}

TEST(Lending, OfTheOtherHcsLicencesNeverParentsAnEnterpriseRequest) {
  for (const License demand : all_licenses) {
    for (const StandardMessaging place : {StandardMessaging::apart, StandardMessaging::highest}) {
      const LicenseSet parents = hcs_parents(demand, {.standard_messaging = place}).set();
      for (const License never : {HUCM_Essential, HUCM_Basic, HCUC_EnhancedMessaging,
                                  HCUC_SpeechConnectPort, HCUC_SpeechView}) {
        EXPECT_FALSE(parents.contains(never)) << word(demand).text();
      }
    }
  }
}

TEST(Lending, WithoutHierarchyLeavesTableOneAlone) {
  const AllocationRules rules{.hierarchy = Hierarchy::off};
  for (const License license : all_licenses) {
    EXPECT_THAT(all(higher_tiers(license, rules)), IsEmpty());
    std::vector<License> mapped = lenders_in(table_1, license);
    if (mapped.size() > 1) mapped.pop_back();
    EXPECT_THAT(all(hcs_parents(license, rules)), ElementsAreArray(mapped));
  }
}

TEST(Lending, WithoutDualParentingLeavesTheHierarchiesAlone) {
  const AllocationRules rules{.dual_parenting = DualParenting::off};
  for (const License license : all_licenses) {
    EXPECT_THAT(all(hcs_parents(license, rules)), IsEmpty());
    EXPECT_THAT(all(higher_tiers(license, rules)),
                ElementsAreArray(lenders_in(hierarchies, license)));
  }
}

TEST(Lending, CanPlaceStandardMessagingHighest) {
  const AllocationRules rules{.standard_messaging = StandardMessaging::highest};
  EXPECT_THAT(all(higher_tiers(HCUC_BasicMessaging, rules)),
              ElementsAre(HCUC_EnhancedMessaging, HCUC_StandardMessaging));
  EXPECT_THAT(all(higher_tiers(HCUC_EnhancedMessaging, rules)),
              ElementsAre(HCUC_StandardMessaging));
  EXPECT_THAT(all(higher_tiers(HLECUC_BasicMessaging, rules)),
              ElementsAre(HLECUC_EnhancedMessaging, HLECUC_StandardMessaging));
  EXPECT_THAT(all(hcs_parents(CUC_BasicMessaging, rules)),
              ElementsAre(HCUC_BasicMessaging, HCUC_StandardMessaging));
  EXPECT_THAT(all(hcs_parents(CUC_EnhancedMessaging, rules)), ElementsAre(HCUC_StandardMessaging));
}

TEST(Lending, NeverLeavesAFamily) {
  for (const Hierarchy hierarchy : {Hierarchy::on, Hierarchy::off}) {
    const AllocationRules rules{.hierarchy = hierarchy,
                                .standard_messaging = StandardMessaging::highest};
    for (const License license : all_licenses) {
      const LicenseSet lenders =
          higher_tiers(license, rules).set() | hcs_parents(license, rules).set();
      int families = 0;
      for (const LendingFamily& family : lending_families(rules)) {
        if (!family.all.contains(license)) continue;
        ++families;
        EXPECT_TRUE(family.all.contains(lenders)) << word(license).text();
      }
      EXPECT_EQ(families, lenders.empty() ? families : 1) << word(license).text();
      EXPECT_LE(families, 1) << word(license).text();
    }
  }
}

TEST(Lending, ChoicesAreTheirOwnWords) {
  EXPECT_EQ(word(Hierarchy::on).text(), "on");
  EXPECT_EQ(word(Hierarchy::off).text(), "off");
  EXPECT_EQ(word(DualParenting::on).text(), "on");
  EXPECT_EQ(word(DualParenting::off).text(), "off");
  EXPECT_EQ(word(EnterpriseBorrowing::before_hcs).text(), "before_hcs");
  EXPECT_EQ(word(EnterpriseBorrowing::after_hcs).text(), "after_hcs");
  EXPECT_EQ(word(HcsOrder::native_first).text(), "native_first");
  EXPECT_EQ(word(HcsOrder::enterprise_first).text(), "enterprise_first");
  EXPECT_EQ(word(ShortTier::lowest).text(), "lowest");
  EXPECT_EQ(word(ShortTier::highest).text(), "highest");
  EXPECT_EQ(word(StandardMessaging::apart).text(), "apart");
  EXPECT_EQ(word(StandardMessaging::highest).text(), "highest");
}

}  // namespace
}  // namespace slsim
