// SPDX-License-Identifier: Apache-2.0
#include "client/cmd/wishes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Wishes, AreALineEach) {
  const auto wishes = parse_wishes("# all of them\ncm1\n\n  cm2 va-2\r\ncm3,va 3rd # not this\n");
  EXPECT_FALSE(wishes);
  const auto good = parse_wishes("# all of them\ncm1\n\n  cm2 va-2\r\ncm3,va-3 # the last\ncm4");
  ASSERT_TRUE(good) << good.error();
  EXPECT_THAT(*good, ElementsAre(ClusterWish{"cm1"}, ClusterWish{"cm2", "va-2"},
                                 ClusterWish{"cm3", "va-3"}, ClusterWish{"cm4"}));
}

TEST(Wishes, MayBeNone) { EXPECT_THAT(*parse_wishes(""), IsEmpty()); }

TEST(Wishes, AreRefusedByTheirLine) {
  EXPECT_EQ(parse_wishes("cm1\ncm1\n").error(), "line 2: cm1 again");
  EXPECT_EQ(parse_wishes("a b c").error(), "line 1: more than CLUSTER and VA");
}

}  // namespace
}  // namespace slsim
