// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/skin.h"

#include <gtest/gtest.h>

#include "sim/ucapps/texts.h"
#include "tests/unit/ucapps/toy_cssm.h"

namespace slsim {
namespace {

ClusterOptions responder(std::int32_t phones) {
  ClusterOptions options;
  options.product = Product::cer;
  options.counts.set(License::CER_USER, phones);
  return options;
}

TEST(Skin, CallsOneStateByThreeNames) {
  EXPECT_EQ(page_text(Product::cucm, Registration::registration_expired),
            "Unregistered-registered Expired");
  EXPECT_EQ(page_text(Product::cuc, Registration::registration_expired), "Registration Expired");
  EXPECT_EQ(page_text(Product::cer, Registration::registration_expired),
            "Unregistered-Registration Expired");
  EXPECT_EQ(entitlement_text(Product::cuc, EntitlementStatus::in_compliance), "InCompliance");
  EXPECT_EQ(entitlement_text(Product::cer, EntitlementStatus::in_compliance), "Authorized");
}

TEST(Skin, GatesSmartTransportByProduct) {
  for (const Product product : {Product::cucm, Product::cuc}) {
    EXPECT_TRUE(knows_smart_transport(product, *find_version("14SU4")));
  }
  EXPECT_FALSE(knows_smart_transport(Product::cer, *find_version("14SU4")));
  EXPECT_FALSE(knows_smart_transport(Product::cer, *find_version("15SU1")));
  EXPECT_TRUE(knows_smart_transport(Product::cer, *find_version("15SU2")));
}

TEST(Skin, GivesEachProductItsRhythm) {
  EXPECT_EQ(Settings{Product::cucm}.duration(Setting::authorization_renewal), days(30));
  EXPECT_EQ(Settings{Product::cuc}.duration(Setting::authorization_renewal), hours(6));
  EXPECT_EQ(Settings{Product::cer}.duration(Setting::authorization_renewal), days(1));
}

TEST(EmergencyResponder, GoesOnTrackingWhileItIsShort) {
  ToyWorld world{responder(7), Settings{Product::cer}};
  world.cssm.short_of_all = true;
  world.register_now();
  world.run_for(days(365));
  EXPECT_EQ(world.standing().authorization, Authorization::out_of_compliance);
  EXPECT_EQ(world.standing().enforcement, Enforcement::none);
  EXPECT_TRUE(world.cluster->tracks_phones());
}

TEST(EmergencyResponder, StopsTrackingWithItsEvaluation) {
  ToyWorld world{responder(7), Settings{Product::cer}};
  world.run_for(days(90) - Duration{1});
  EXPECT_TRUE(world.cluster->tracks_phones());
  world.run_for(Duration{1});
  EXPECT_FALSE(world.cluster->tracks_phones());
}

TEST(EmergencyResponder, LosesItsLicenceManagerForAWhileWhenTransportChanges) {
  Settings settings{Product::cer};
  settings.set(Setting::license_manager_restart, Duration{minutes(2)}.count());
  ToyWorld world{responder(7), settings};
  Context here = world.context();
  ASSERT_TRUE(world.cluster->set_transport(here, world.cluster->options().transport));
  EXPECT_EQ(world.cluster->condition(), Cluster::Condition::service_stopped);
  world.run_for(minutes(2));
  EXPECT_EQ(world.cluster->condition(), Cluster::Condition::running);
}

TEST(UnityConnection, EnforcesAnExpiredRegistrationWhereThatIsSet) {
  for (const bool enforced : {false, true}) {
    Settings settings{Product::cuc};
    settings.set(Setting::registration_expired_enforcement, enforced ? 1 : 0);
    ClusterOptions options;
    options.product = Product::cuc;
    options.counts.set(License::CUC_BasicMessaging, 1);
    ToyWorld world{options, settings};
    world.register_now();
    world.cut();
    world.run_for(days(365));
    EXPECT_EQ(world.standing().registration, Registration::registration_expired);
    EXPECT_EQ(world.standing().enforcement,
              enforced ? Enforcement::no_provision : Enforcement::none);
    EXPECT_EQ(world.standing().cause,
              enforced ? EnforcementCause::registration_expired : EnforcementCause::none);
  }
}

}  // namespace
}  // namespace slsim
