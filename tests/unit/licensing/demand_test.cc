// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/demand.h"

#include <gtest/gtest.h>

#include <limits>

namespace slsim {
namespace {

Counts counts(std::int32_t cuwl, std::int32_t basic) {
  Counts result;
  result.set(License::UCM_CUWL, cuwl);
  result.set(License::UCM_Basic, basic);
  return result;
}

TEST(Demand, IsTheSumOfWhatIsReported) {
  Demand demand;
  demand.add(counts(3, 0));
  demand.add(counts(4, 5));
  EXPECT_EQ(demand.pooled[License::UCM_CUWL], 7);
  EXPECT_EQ(demand.pooled[License::UCM_Basic], 5);
  EXPECT_EQ(demand.reserved, PerLicense<std::int64_t>{});
}

TEST(Demand, IsAsBeforeWhenAReportIsWithdrawn) {
  Demand demand;
  demand.add(counts(3, 1));
  const Demand before = demand;
  demand.add(counts(4, 5));
  demand.remove(counts(4, 5));
  EXPECT_EQ(demand, before);
}

TEST(Demand, HoldsWhatThirtyTwoBitsCannot) {
  Demand demand;
  constexpr std::int32_t most = std::numeric_limits<std::int32_t>::max();
  for (int i = 0; i < 1000; ++i) demand.add(counts(most, 0));
  EXPECT_EQ(demand.pooled[License::UCM_CUWL], std::int64_t{1000} * most);
}

}  // namespace
}  // namespace slsim
