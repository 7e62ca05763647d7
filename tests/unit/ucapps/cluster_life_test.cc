// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/ucapps/invariants.h"
#include "sim/ucapps/life.h"
#include "tests/unit/ucapps/toy_cssm.h"

namespace slsim {
namespace {

ClusterOptions of_release(std::string version) {
  ClusterOptions options = needing(11);
  options.version = std::move(version);
  return options;
}

ProblemCode code(const Result<void>& result) {
  return result ? ProblemCode{} : result.error().code;
}

TEST(ClusterLife, ABoxThatIsNotInstalledAnswersNothingUntilItIs) {
  ClusterOptions options = needing(11);
  options.installed = false;
  ToyWorld world{options};
  Context here = world.context();
  EXPECT_EQ(code(world.cluster->provision(here, License::UCM_Enhanced, 1)),
            ProblemCode::powered_off);
  world.run_for(days(10));
  EXPECT_EQ(code(world.cluster->set_up(here, "nonsense")), ProblemCode::invalid_argument);
  ASSERT_TRUE(world.cluster->set_up(here, "14"));
  EXPECT_EQ(world.standing().authorization, Authorization::evaluation_mode);
  EXPECT_EQ(world.cluster->evaluation_left(world.now()), days(90));
  EXPECT_EQ(code(world.cluster->set_up(here, "")), ProblemCode::already_exists);
}

TEST(ClusterLife, AnUpgradeKeepsTheRegistrationAndTakesForceAtTheStart) {
  ToyWorld world{of_release("12.5")};
  world.register_now();
  world.run_for(days(1));
  Context here = world.context();
  const Udi udi = world.cluster->options().udi;
  ASSERT_TRUE(world.cluster->upgrade(here, {"14SU2", {}, minutes(30)}));
  world.run_for(minutes(29));
  EXPECT_EQ(world.cluster->options().version, "12.5");
  EXPECT_EQ(world.cluster->condition(), Cluster::Condition::powered_off);
  world.run_for(minutes(1));
  EXPECT_EQ(world.cluster->options().version, "14SU2");
  EXPECT_EQ(world.cluster->options().udi, udi);
  EXPECT_EQ(world.standing().registration, Registration::registered);
  EXPECT_EQ(code(world.cluster->upgrade(here, {"14SU2", {}, minutes(30)})),
            ProblemCode::not_allowed);
}

TEST(ClusterLife, UnityConnectionIsNotUpgradedFromTheFirstReleaseWhileItEnforces) {
  ClusterOptions options;
  options.product = Product::cuc;
  options.version = "12.0(1)";
  options.counts.set(License::CUC_BasicMessaging, 5);
  ToyWorld world{options, Settings{Product::cuc}};
  world.run_for(days(91));
  Context here = world.context();
  EXPECT_EQ(code(world.cluster->upgrade(here, {"12.5", {}, minutes(30)})),
            ProblemCode::no_provision);
}

TEST(ClusterLife, AnotherIdentityLeavesTheRegistrationBehind) {
  ToyWorld world{of_release("12.5")};
  world.register_now();
  world.run_for(days(1));
  Context here = world.context();
  const Udi before = world.cluster->options().udi;
  ASSERT_TRUE(
      world.cluster->migrate(here, {"14", "cm1-new", IdentityOfNewMachine::new_udi, hours(1)}));
  EXPECT_THAT(broken_invariants(*world.cluster, world.now()), testing::IsEmpty());
  world.run_for(hours(1));
  EXPECT_NE(world.cluster->options().udi, before);
  EXPECT_EQ(world.cluster->options().udi.sn.size(), 5U);
  EXPECT_EQ(world.standing().registration, Registration::unregistered);
  EXPECT_EQ(world.cluster->host_name(), "cm1-new");
  EXPECT_EQ(world.cluster->counts().of(License::UCM_Enhanced), 11);
}

TEST(ClusterLife, FromTheFirstReleaseTheLicenceStateNeedsAPackage) {
  for (const bool package : {false, true}) {
    ToyWorld world{of_release("12.0(1)")};
    world.register_now();
    Context here = world.context();
    if (package) world.cluster->carry_licensing();
    ASSERT_TRUE(world.cluster->migrate(here, {"12.5", "", IdentityOfNewMachine::kept, hours(1)}));
    world.run_for(hours(1));
    EXPECT_EQ(world.standing().registration == Registration::registered, package);
  }
}

TEST(ClusterLife, ARebuiltBoxHasNothingLeftWhateverStateItWasIn) {
  for (const auto& before : {&Cluster::power_off, &Cluster::suspend, &Cluster::stop_service}) {
    ToyWorld world{of_release("12.5")};
    world.register_now();
    Context here = world.context();
    ASSERT_TRUE(((*world.cluster).*before)(here));
    world.run_for(days(1));
    ASSERT_TRUE(world.cluster->rebuild(here, {"14", IdentityOfNewMachine::kept, minutes(40)}));
    world.run_for(minutes(40));
    EXPECT_EQ(world.cluster->condition(), Cluster::Condition::running);
    EXPECT_EQ(world.standing().registration, Registration::unregistered);
    EXPECT_TRUE(world.cluster->counts().none());
    EXPECT_THAT(broken_invariants(*world.cluster, world.now()), testing::IsEmpty());
  }
}

TEST(ClusterLife, ABackupHasLicensingInItBySettingAlone) {
  for (const bool included : {false, true}) {
    Settings settings{Product::cucm};
    settings.set(Setting::backup_licensing, included ? 1 : 0);
    ToyWorld world{of_release("14"), settings};
    world.register_now();
    world.run_for(days(1));
    Context here = world.context();
    ASSERT_TRUE(world.cluster->back_up(here, "monday"));
    ASSERT_TRUE(world.cluster->provision(here, License::UCM_Enhanced, 4));
    const auto backup = world.cluster->find_backup("monday");
    ASSERT_NE(backup, nullptr);
    EXPECT_EQ(world.cluster->find_backup("tuesday"), nullptr);
    ASSERT_TRUE(world.cluster->restore(here, *backup, hours(1)));
    world.run_for(hours(1));
    EXPECT_EQ(world.cluster->counts().of(License::UCM_Enhanced), 11);
    EXPECT_EQ(world.standing().registration == Registration::registered, included);
    EXPECT_THAT(broken_invariants(*world.cluster, world.now()), testing::IsEmpty());
  }
}

TEST(ClusterLife, ARestoredDeadlineIsTheSameInstantOnABoxWhoseClockRanFast) {
  Settings settings{Product::cucm};
  settings.set(Setting::backup_licensing, 1);
  ToyWorld world{of_release("14"), settings};
  world.register_now();
  world.run_for(days(1));
  Context here = world.context();
  ASSERT_TRUE(world.cluster->back_up(here, "b"));
  const Instant deadline = world.cluster->true_of(world.cluster->agent().answer()->expires_here);
  world.cluster->set_clock_drift(here, 1'000);
  world.run_for(days(10));
  world.cluster->set_clock_drift(here, 0);
  ASSERT_TRUE(world.cluster->restore(here, *world.cluster->find_backup("b"), minutes(1)));
  EXPECT_EQ(world.cluster->true_of(world.cluster->agent().answer()->expires_here), deadline);
}

TEST(ClusterLife, AddsThroughASubscriberForNinetyDaysWithoutItsPublisher) {
  ToyWorld world{needing(11)};
  world.register_now();
  world.run_for(days(1));
  Context here = world.context();
  ASSERT_TRUE(world.cluster->power_off(here));
  const auto add = [&] {
    return code(world.cluster->provision(here, License::UCM_Enhanced, 1, Cluster::Via::subscriber));
  };
  world.run_for(days(90) - Duration{1});
  EXPECT_EQ(add(), ProblemCode{});
  world.run_for(Duration{1});
  EXPECT_EQ(add(), ProblemCode::no_provision);
  ASSERT_TRUE(world.cluster->power_on(here));
  EXPECT_EQ(world.cluster->counts().of(License::UCM_Enhanced), 12);
}

TEST(ClusterLife, AModePackageChangesTheModeAtTheNextStart) {
  ToyWorld world{needing(11)};
  Context here = world.context();
  ASSERT_TRUE(world.cluster->install_package(here, "ciscocm.HCSMode_v4.cop.sgn", {}));
  EXPECT_EQ(world.cluster->options().mode, LicenseMode::enterprise);
  ASSERT_TRUE(world.cluster->reboot(here, minutes(5)));
  world.run_for(minutes(5));
  EXPECT_EQ(world.cluster->options().mode, LicenseMode::hcs);
  EXPECT_EQ(world.cluster->counts().of(License::HUCM_Foundation), 11);
}

}  // namespace
}  // namespace slsim
