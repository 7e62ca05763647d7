// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/headroom.h"

#include <gtest/gtest.h>

namespace slsim {
namespace {

using enum License;

PerLicense<std::int64_t> stock(std::int64_t cuwl, std::int64_t plus, std::int64_t enhanced) {
  PerLicense<std::int64_t> result;
  result[UCM_CUWL] = cuwl;
  result[UCM_EnhancedPlus] = plus;
  result[UCM_Enhanced] = enhanced;
  return result;
}

const LicenseSet first{UCM_CUWL};
const LicenseSet second = first | UCM_EnhancedPlus;
const LicenseSet third = second | UCM_Enhanced;

Headroom nested(std::int64_t cuwl, std::int64_t plus, std::int64_t enhanced) {
  Headroom headroom{stock(cuwl, plus, enhanced)};
  headroom.add_reach(first);
  headroom.add_reach(second);
  headroom.add_reach(third);
  return headroom;
}

TEST(Headroom, IsAtFirstWhateverADemandCanReach) {
  const Headroom headroom = nested(3, 4, 5);
  EXPECT_EQ(headroom.promisable(first), 3);
  EXPECT_EQ(headroom.promisable(second), 7);
  EXPECT_EQ(headroom.promisable(third), 12);
}

TEST(Headroom, KeepsForTheHigherTierWhatItAloneWasPromised) {
  Headroom headroom = nested(3, 4, 5);
  headroom.promise(first, 2);
  EXPECT_EQ(headroom.promisable(first), 1);
  EXPECT_EQ(headroom.promisable(second), 5);
  EXPECT_EQ(headroom.promisable(third), 10);
}

TEST(Headroom, LetsALowerTiersPromiseCostAHigherTierOnlyWhatItMust) {
  Headroom headroom = nested(3, 4, 5);
  headroom.promise(third, 8);
  EXPECT_EQ(headroom.promisable(first), 3);
  EXPECT_EQ(headroom.promisable(second), 4);
  headroom.promise(third, 4);
  EXPECT_EQ(headroom.promisable(first), 0);
}

TEST(Headroom, TakesFromASourceOnlyWhatOthersDoNotNeedOfIt) {
  Headroom headroom = nested(3, 4, 5);
  headroom.promise(first, 2);
  headroom.promise(third, 8);
  EXPECT_EQ(headroom.takable(UCM_CUWL, third), 1);
  headroom.take(UCM_CUWL, third, 1);
  EXPECT_EQ(headroom.takable(UCM_CUWL, third), 0);
  EXPECT_GE(headroom.takable(UCM_Enhanced, third), 7);  // Nobody else can use them.
}

TEST(Headroom, HasNothingForWhoCanReachNothing) {
  Headroom headroom{stock(1, 1, 1)};
  headroom.add_reach(LicenseSet{});
  headroom.add_reach(first);
  EXPECT_EQ(headroom.promisable(LicenseSet{}), 0);
  EXPECT_EQ(headroom.promisable(first), 1);
}

TEST(LicenseSet, ListsItsMembersInOrder) {
  const LicenseSet set = LicenseSet{CER_USER} | UCM_CUWL | HLECUC_SpeechConnectPort;
  PerLicense<int> seen;
  int place = 0;
  for (const License license : set) seen[license] = ++place;
  EXPECT_EQ(seen[UCM_CUWL], 1);
  EXPECT_EQ(seen[CER_USER], 2);
  EXPECT_EQ(seen[HLECUC_SpeechConnectPort], 3);
  EXPECT_EQ(place, 3);
}

TEST(LicenseSet, ComparesAsSets) {
  EXPECT_TRUE(third.contains(second));
  EXPECT_FALSE(second.contains(third));
  EXPECT_TRUE(third.contains(LicenseSet{}));
  EXPECT_TRUE(third.meets(first));
  EXPECT_FALSE(first.meets(LicenseSet{UCM_Basic}));
  EXPECT_TRUE(LicenseSet{}.empty());
  EXPECT_FALSE(first.empty());
}

}  // namespace
}  // namespace slsim
