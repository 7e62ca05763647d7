// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/explain.h"

#include <gtest/gtest.h>

namespace slsim {
namespace {

using enum License;

TEST(Explain, PrintsWhoServedWhomAndWhatIsLeft) {
  Pool pool;
  pool.owned[UCM_CUWL] = 100;
  pool.owned[HUCM_Standard] = 3;
  pool.owned[HUCM_Foundation] = 20;
  pool.unlimited |= CER_USER;
  Demand demand;
  demand.pooled[UCM_CUWL] = 10;
  demand.pooled[UCM_EnhancedPlus] = 95;
  demand.pooled[UCM_Basic] = 19;
  demand.pooled[CER_USER] = 7;
  demand.pooled[HUCM_Standard] = 1;
  demand.reserved[HUCM_Foundation] = 5;
  EXPECT_EQ(explain(allocate(pool, demand)),
            "demand            wanted  served from      how          quantity\n"
            "UCM_CUWL              10  UCM_CUWL         own                10\n"
            "UCM_EnhancedPlus      95  UCM_CUWL         higher tier        90\n"
            "                          HUCM_Standard    HCS parent          2\n"
            "                          nobody           SHORT               3\n"
            "UCM_Basic             19  HUCM_Foundation  HCS parent         15\n"
            "                          nobody           SHORT               4\n"
            "CER_USER               7  CER_USER         own                 7\n"
            "HUCM_Standard          1  HUCM_Standard    own                 1\n"
            "HUCM_Foundation        5  HUCM_Foundation  reserved            5\n"
            "\n"
            "license              owned  in use  available\n"
            "UCM_CUWL               100     100          0\n"
            "CER_USER         unlimited       7  unlimited\n"
            "HUCM_Standard            3       3          0\n"
            "HUCM_Foundation         20      20          0\n");
}

TEST(Explain, NamesAShortLicenceThatNobodyOwns) {
  Demand demand;
  demand.pooled[UCM_TelePresenceRoom] = 2;
  EXPECT_EQ(explain(allocate({}, demand)),
            "demand                wanted  served from  how    quantity\n"
            "UCM_TelePresenceRoom       2  nobody       SHORT         2\n"
            "\n"
            "license  owned  in use  available\n");
}

TEST(Explain, ShowsWhenMoreIsReservedThanOwned) {
  Pool pool;
  pool.owned[UCM_Basic] = 130;
  Demand demand;
  demand.reserved[UCM_Basic] = 160;
  EXPECT_EQ(explain(allocate(pool, demand)),
            "demand     wanted  served from  how       quantity\n"
            "UCM_Basic     160  UCM_Basic    reserved       130\n"
            "                   nobody       SHORT           30\n"
            "\n"
            "license    owned  in use  available\n"
            "UCM_Basic    130     160        -30\n");
}

TEST(Explain, GivesItsRowsAsValues) {
  Pool pool;
  pool.owned[UCM_CUWL] = 3;
  Demand demand;
  demand.pooled[UCM_Basic] = 2;
  demand.reserved[UCM_CUWL] = 2;
  const Allocation allocation = allocate(pool, demand);
  const auto rows = explained_demands(allocation);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].license, UCM_CUWL);
  EXPECT_EQ(rows[0].demanded, 2);
  ASSERT_EQ(rows[0].served.size(), 1U);
  EXPECT_EQ(rows[0].served[0], (Served{UCM_CUWL, UCM_CUWL, How::reserved, 2}));
  EXPECT_EQ(rows[1].license, UCM_Basic);
  ASSERT_EQ(rows[1].served.size(), 1U);
  EXPECT_EQ(rows[1].served[0], (Served{UCM_Basic, UCM_CUWL, How::higher_tier, 1}));
  EXPECT_EQ(rows[1].short_of, 1);
}

}  // namespace
}  // namespace slsim
