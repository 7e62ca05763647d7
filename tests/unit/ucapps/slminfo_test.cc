// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cucm/slminfo.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/ucapps/toy_cssm.h"

namespace slsim {
namespace {

SlmInfo info_of(const ToyWorld& world) { return slm_info(*world.cluster, world.now()); }

TEST(SlmInfo, CountsDaysOfEvaluation) {
  ToyWorld world{needing(11)};
  world.run_for(days(10) - Duration{1});
  EXPECT_EQ(info_of(world).days_left, 80);
  EXPECT_TRUE(info_of(world).provision_allowed);
  EXPECT_FALSE(info_of(world).evaluation_expired);
  world.run_for(days(90));
  EXPECT_EQ(info_of(world).days_left, 0);
  EXPECT_FALSE(info_of(world).provision_allowed);
  EXPECT_EQ(info_of(world).evaluation_expired, Instant{} + days(90));
}

TEST(SlmInfo, CountsDaysOfOverageAndUpdatesThemOnceADay) {
  ToyWorld world{needing(11)};
  world.cssm.short_of_all = true;
  world.register_now();
  world.run_for(seconds(90) + hours(23));
  EXPECT_EQ(info_of(world).overage_days, 0);
  EXPECT_FALSE(info_of(world).overage_days_updated);
  EXPECT_EQ(info_of(world).days_left, 89);
  world.run_for(hours(30));
  EXPECT_EQ(info_of(world).overage_days, 2);
  EXPECT_EQ(info_of(world).overage_days_updated, Instant{} + seconds(90) + days(2));
}

TEST(SlmInfo, TellsWhyTheLastAttemptFailed) {
  ToyWorld world{needing(11)};
  EXPECT_EQ(info_of(world).registration_failed_reason, "Successful.");
  world.cssm.refusal = Problem{ProblemCode::token_expired, "the token has expired"};
  world.register_now();
  EXPECT_TRUE(info_of(world).registration_failed);
  EXPECT_EQ(info_of(world).registration_failed_reason, "the token has expired");
}

TEST(SlmInfo, GoesByTheNameThatIsShared) {
  ToyWorld world{needing(11)};
  EXPECT_EQ(info_of(world).product_instance_name, "cm1");
  Context context = world.context();
  world.cluster->set_share_host_name(context, false);
  EXPECT_THAT(info_of(world).product_instance_name, testing::HasSubstr("SN:0beef"));
}

TEST(SlmInfo, HasItsColumnsInOrder) {
  const auto all = columns(SlmInfo{.days_left = 7, .provision_allowed = false});
  ASSERT_EQ(all.size(), 14U);
  EXPECT_EQ(all[0], (std::pair<std::string_view, std::string>{"daysleft", "7"}));
  EXPECT_EQ(all[3], (std::pair<std::string_view, std::string>{"isprovisionallowed", "f"}));
  EXPECT_EQ(all[2].second, "");
}

}  // namespace
}  // namespace slsim
