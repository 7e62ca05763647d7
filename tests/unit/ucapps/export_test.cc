// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "sim/ucapps/packages.h"
#include "tests/unit/ucapps/toy_cssm.h"

namespace slsim {
namespace {

TEST(Export, KeepsMixedModeFromThoseWhoMayNot) {
  ToyWorld world{needing(11)};
  Context context = world.context();
  EXPECT_EQ(world.cluster->set_encryption(context, true).error().code, ProblemCode::not_allowed);
  EXPECT_EQ(world.cluster->add_secure_trunk(context).error().code, ProblemCode::not_allowed);
  world.register_now();  // The toy's tokens allow nothing.
  EXPECT_FALSE(world.cluster->set_encryption(context, true));
  EXPECT_FALSE(world.cluster->export_allowed());
}

TEST(Export, LetsMixedModeBeTurnedOff) {
  ClusterOptions options = needing(11);
  options.mixed_mode = true;
  ToyWorld world{options};
  Context context = world.context();
  EXPECT_TRUE(world.cluster->set_encryption(context, true));
  EXPECT_TRUE(world.cluster->set_encryption(context, false));
  EXPECT_FALSE(world.cluster->options().mixed_mode);
}

TEST(Packages, BringWhatTheirVersionBrings) {
  EXPECT_TRUE(
      roots_of_package("ciscocm.slm_quovadis_rootCA_decommission_v1.0.k4.cop.sha512").empty());
  EXPECT_EQ(roots_of_package("ciscocm.slm_quovadis_rootCA_decommission_v1.1.k4.cop.sha512").front(),
            "identrust_commercial_root_ca_1");
  EXPECT_TRUE(roots_of_package("").empty());
}

}  // namespace
}  // namespace slsim
