// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cluster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/ucapps/toy_cssm.h"

namespace slsim {
namespace {

constexpr std::size_t registrations = 0;
constexpr std::size_t renewals = 1;
constexpr std::size_t authorizations = 2;

TEST(Cluster, StartsUnregisteredAndUsesUpItsEvaluationOnlyWhenItConsumes) {
  ToyWorld idle;
  EXPECT_EQ(idle.standing().registration, Registration::unregistered);
  EXPECT_EQ(idle.standing().authorization, Authorization::no_licenses_in_use);
  idle.run_for(days(200));
  EXPECT_EQ(idle.cluster->evaluation_left(idle.now()), days(90));

  ToyWorld busy{needing(11)};
  EXPECT_EQ(busy.standing().authorization, Authorization::evaluation_mode);
  EXPECT_TRUE(busy.standing().alerts.has(RtmtAlert::in_eval));
  busy.run_for(days(90) - Duration{1});
  EXPECT_EQ(busy.standing().enforcement, Enforcement::none);
  busy.run_for(Duration{1});
  EXPECT_EQ(busy.standing().authorization, Authorization::evaluation_expired);
  EXPECT_EQ(busy.standing().enforcement, Enforcement::no_provision);
  EXPECT_EQ(busy.standing().cause, EnforcementCause::evaluation_expired);
}

TEST(Cluster, RegistersThenAuthorizesAfterTheFirstDelay) {
  ToyWorld world{needing(11)};
  EXPECT_EQ(world.register_now(), std::nullopt);
  EXPECT_EQ(world.standing().registration, Registration::registered);
  EXPECT_EQ(world.standing().authorization, Authorization::waiting);
  world.run_for(seconds(90) - Duration{1});
  EXPECT_EQ(world.cssm.count(authorizations), 0);
  world.run_for(Duration{1});
  EXPECT_EQ(world.cssm.count(authorizations), 1);
  EXPECT_EQ(world.standing().authorization, Authorization::authorized);
}

TEST(Cluster, RenewsAuthorizationEachThirtyDaysAndItsIdentityEachHundredAndEighty) {
  ToyWorld world{needing(11)};
  world.register_now();
  world.run_for(days(361));
  EXPECT_EQ(world.cssm.count(authorizations), 13);
  EXPECT_EQ(world.cssm.count(renewals), 2);
  EXPECT_EQ(world.standing().authorization, Authorization::authorized);
}

TEST(Cluster, RefusesToRegisterTwiceUnlessForced) {
  ToyWorld world{needing(11)};
  world.register_now();
  const auto refused = world.register_now();
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->code, ProblemCode::already_registered);
  EXPECT_EQ(world.cssm.count(registrations), 1);
  EXPECT_EQ(world.register_now(true), std::nullopt);
  EXPECT_EQ(world.cssm.count(registrations), 2);
}

TEST(Cluster, StaysRegisteredWhenAForcedRegistrationFails) {
  ToyWorld world{needing(11)};
  world.register_now();
  world.run_for(days(1));
  world.cssm.refusal = Problem{ProblemCode::token_expired, "the token has expired"};
  ASSERT_TRUE(world.register_now(true));
  EXPECT_EQ(world.standing().registration, Registration::registered);
  EXPECT_EQ(world.standing().authorization, Authorization::authorized);
}

TEST(Cluster, ExpiresAtTheDeadlineAndStopsProvisioningNinetyDaysLater) {
  ToyWorld world{needing(11)};
  world.register_now();
  world.run_for(days(1));
  world.cut();
  const Instant deadline = world.cluster->agent().answer()->expires;
  world.run_until(deadline - Duration{1});
  EXPECT_EQ(world.standing().authorization, Authorization::authorized);
  world.run_until(deadline);
  EXPECT_EQ(world.standing().authorization, Authorization::authorization_expired);
  EXPECT_EQ(world.standing().enforcement, Enforcement::in_overage);
  world.run_until(deadline + days(90) - Duration{1});
  EXPECT_EQ(world.standing().enforcement, Enforcement::in_overage);
  world.run_until(deadline + days(90));
  EXPECT_EQ(world.standing().enforcement, Enforcement::no_provision);
  Context here = world.context();
  const auto refused = world.cluster->provision(here, License::UCM_Enhanced, 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ProblemCode::no_provision);
  world.heal();
  world.run_for(hours(1) + minutes(1));
  EXPECT_EQ(world.standing().authorization, Authorization::authorized);
  EXPECT_EQ(world.standing().enforcement, Enforcement::none);
}

TEST(Cluster, ItsFirstDeadlineCountsFromTheRegistration) {
  ToyWorld world{needing(11)};
  world.register_now();
  world.cut();
  world.run_for(days(90) - Duration{1});
  EXPECT_EQ(world.standing().authorization, Authorization::waiting);
  world.run_for(Duration{1});
  EXPECT_EQ(world.standing().authorization, Authorization::authorization_expired);
  world.run_for(days(90));
  EXPECT_EQ(world.standing().enforcement, Enforcement::no_provision);
  world.heal();
  world.run_for(hours(1) + minutes(1));
  EXPECT_EQ(world.standing().authorization, Authorization::authorized);
}

TEST(Cluster, ExpiresThoughItIsAskedToRenewAtTheInstantOfTheDeadline) {
  ToyWorld world{needing(11)};
  world.register_now();
  world.run_for(days(1));
  world.cut();
  const Instant deadline = world.cluster->agent().answer()->expires;
  world.run_until(deadline - Duration{1});
  world.kernel.timeline.advance_to(deadline);
  Context here = world.context();
  ASSERT_TRUE(world.cluster->renew_authorization(here));
  world.run_until(deadline);
  EXPECT_EQ(world.standing().authorization, Authorization::authorization_expired);
}

TEST(Cluster, FallsBackToItsEvaluationWhenItsCertificateExpires) {
  ToyWorld world{needing(11)};
  world.run_for(days(10));
  world.register_now();
  world.cut();
  world.run_for(days(365));
  EXPECT_EQ(world.standing().registration, Registration::registration_expired);
  EXPECT_EQ(world.standing().authorization, Authorization::evaluation_mode);
  EXPECT_EQ(world.cluster->evaluation_left(world.now()), days(80));
}

TEST(Cluster, CountsOverageFromTheFirstAnswerOfOutOfCompliance) {
  ToyWorld world{needing(11)};
  world.register_now();
  world.run_for(days(1));
  world.cssm.short_of_all = true;
  Context here = world.context();
  EXPECT_EQ(world.finish(world.cluster->renew_authorization(here)), std::nullopt);
  EXPECT_EQ(world.standing().authorization, Authorization::out_of_compliance);
  const int before = world.cssm.count(authorizations);
  world.run_for(days(1));
  EXPECT_EQ(world.cssm.count(authorizations) - before, 2) << "asks again each twelve hours";
  world.run_for(days(89) - Duration{1});
  EXPECT_EQ(world.standing().enforcement, Enforcement::in_overage);
  world.run_for(Duration{1});
  EXPECT_EQ(world.standing().enforcement, Enforcement::no_provision);
  world.cssm.short_of_all = false;
  world.run_for(hours(12));
  EXPECT_EQ(world.standing().enforcement, Enforcement::none);
  EXPECT_EQ(world.cluster->overage_spent(world.now()), Duration::zero());
}

TEST(Cluster, ReportsChangedCountsAtItsNextRecount) {
  ToyWorld world{needing(11)};
  world.register_now();
  world.run_for(days(1) + hours(1));
  const int before = world.cssm.count(authorizations);
  Counts more;
  more.set(License::UCM_Enhanced, 12);
  Context here = world.context();
  ASSERT_TRUE(world.cluster->use(here, more));
  world.run_for(hours(5) - Duration{1});
  EXPECT_EQ(world.cssm.count(authorizations), before);
  world.run_for(Duration{1});
  EXPECT_EQ(world.cssm.count(authorizations), before + 1);
  world.run_for(days(20));
  EXPECT_EQ(world.cssm.count(authorizations), before + 1);
}

TEST(Cluster, LetsAReportThatWasRefusedAtOnceWaitForItsRetry) {
  ToyWorld world{needing(11)};
  world.register_now();
  world.run_for(days(1));
  world.cssm.refusal = Problem{ProblemCode::clock_skew, "two hours apart"};
  Counts more;
  more.set(License::UCM_Enhanced, 12);
  Context here = world.context();
  ASSERT_TRUE(world.cluster->use(here, more));
  const int before = world.cssm.count(authorizations);
  world.run_for(hours(1));
  EXPECT_EQ(world.cssm.count(authorizations), before + 2) << "at once, and an hour later";
}

TEST(Cluster, BecomesUnregisteredWhenTheAuthorityHasRemovedIt) {
  ToyWorld world{needing(11)};
  world.register_now();
  world.run_for(days(1));
  world.cssm.refusal = Problem{ProblemCode::unknown_instance, "removed"};
  world.run_for(days(29));
  EXPECT_EQ(world.standing().registration, Registration::registered);
  world.run_for(days(1));
  EXPECT_EQ(world.standing().registration, Registration::unregistered);
  EXPECT_EQ(world.cssm.count(registrations), 1) << "it does not register by itself";
}

TEST(Cluster, LetsGoOfItsRegistrationEvenWhenNobodyAnswers) {
  ToyWorld world{needing(11)};
  world.register_now();
  world.cut();
  Context here = world.context();
  const auto ticket = world.cluster->deregister(here);
  ASSERT_TRUE(ticket);
  world.run_for(minutes(2));
  const auto result = world.cluster->take_result(*ticket);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->problem, std::nullopt);
  EXPECT_EQ(world.standing().registration, Registration::unregistered);
  EXPECT_TRUE(world.cluster->agent().last(Operation::deregister)->problem);
}

TEST(Cluster, LeavesNoOrphanWhereTheAuthorityKnowsOfNoInstance) {
  const auto orphans_after = [](ProblemCode code) {
    ToyWorld world{needing(11)};
    world.kernel.journal.keep_all();
    world.register_now();
    world.cssm.refusal = Problem{code, "no"};
    Context here = world.context();
    EXPECT_EQ(world.finish(world.cluster->deregister(here)), std::nullopt);
    EXPECT_EQ(world.standing().registration, Registration::unregistered);
    const auto& events = world.kernel.journal.events();
    return std::count_if(events.begin(), events.end(),
                         [](const Event& event) { return event.name == "orphan_left"_w; });
  };
  EXPECT_EQ(orphans_after(ProblemCode::unknown_instance), 0);
  EXPECT_EQ(orphans_after(ProblemCode::clock_skew), 1);
}

TEST(Cluster, TellsItsNewNameWithEachRequestUntilItIsHeard) {
  ToyWorld world{needing(11)};
  world.register_now();
  world.run_for(days(1));
  Context here = world.context();
  const auto name_told = [&] {
    world.finish(world.cluster->renew_authorization(here));
    const auto& renamed = std::get<AuthorizeRequest>(world.cssm.heard.back()).renamed;
    return renamed ? *renamed : "unchanged";
  };
  EXPECT_EQ(name_told(), "unchanged");
  world.cluster->rename(here, "cm1-new");
  world.cssm.refusal = Problem{ProblemCode::clock_skew, "no"};
  EXPECT_EQ(name_told(), "cm1-new");
  world.cssm.refusal.reset();
  EXPECT_EQ(name_told(), "cm1-new");
  EXPECT_EQ(name_told(), "unchanged");
  world.cluster->set_share_host_name(here, false);
  EXPECT_EQ(name_told(), "");
  world.cluster->rename(here, "cm1-secret");
  EXPECT_EQ(name_told(), "unchanged");
}

TEST(Cluster, DoesOnceWhatFellDueWhileItSlept) {
  ToyWorld world{needing(11)};
  world.register_now();
  world.run_for(days(1));
  Context here = world.context();
  ASSERT_TRUE(world.cluster->suspend(here));
  world.run_for(days(80));
  const int before = world.cssm.count(authorizations);
  ASSERT_TRUE(world.cluster->wake(here));
  world.run_for(days(1));
  EXPECT_EQ(world.cssm.count(authorizations), before + 1);
}

TEST(Cluster, LosesWhatWasOnItsWayWhenItGoesDown) {
  ToyWorld world{needing(11)};
  Rule slow;
  slow.conditions.latency = seconds(5);
  world.kernel.network.add_rule(slow);
  Context here = world.context();
  const auto ticket = world.cluster->register_product(here, "token", false);
  ASSERT_TRUE(ticket);
  world.run_for(seconds(6));
  ASSERT_TRUE(world.cluster->reboot(here, minutes(15)));
  const auto result = world.cluster->take_result(*ticket);
  ASSERT_TRUE(result && result->problem);
  EXPECT_EQ(result->problem->code, ProblemCode::powered_off);
  world.run_for(hours(1));
  EXPECT_EQ(world.cluster->condition(), Cluster::Condition::running);
  EXPECT_EQ(world.standing().registration, Registration::unregistered);
  EXPECT_EQ(world.cssm.count(registrations), 1) << "the authority has acted all the same";
}

TEST(Cluster, KeepsTheTrueMomentsOfItsTimersWhenItsClockIsStepped) {
  ClusterOptions options = needing(11);
  options.clock.set_offset(Instant{}, minutes(59));
  ToyWorld world{options};
  world.register_now();
  const Instant first = world.now() + seconds(90);
  world.run_until(first);
  Context here = world.context();
  world.cluster->step_clock(here, -minutes(59));
  world.run_until(first + days(30) - Duration{1});
  EXPECT_EQ(world.cssm.count(authorizations), 1);
  world.run_until(first + days(30));
  EXPECT_EQ(world.cssm.count(authorizations), 2);
}

TEST(Cluster, ShowsAnExpiryByTheWallClockOnlyWhileTheDateIsWrong) {
  Settings settings{Product::cucm};
  settings.set(Setting::deadline_clock, 1);
  ToyWorld world{needing(11), settings};
  world.register_now();
  world.run_for(days(1));
  Context here = world.context();
  world.cluster->step_clock(here, days(400));
  EXPECT_EQ(world.standing().registration, Registration::registration_expired);
  world.cluster->step_clock(here, -days(400));
  EXPECT_EQ(world.standing().registration, Registration::registered);
  EXPECT_EQ(world.standing().authorization, Authorization::authorized);
}

TEST(Cluster, RefusesLicencesOfAnotherModeAndMoreDeletionsThanThereAre) {
  ToyWorld world{needing(3)};
  Context here = world.context();
  Counts foreign;
  foreign.set(License::HUCM_Standard, 1);
  EXPECT_EQ(world.cluster->use(here, foreign).error().code, ProblemCode::taginvalid);
  EXPECT_EQ(world.cluster->remove(here, License::UCM_Enhanced, 4).error().code,
            ProblemCode::not_found);
  EXPECT_TRUE(world.cluster->remove(here, License::UCM_Enhanced, 3));
  EXPECT_TRUE(world.cluster->counts().none());
}

TEST(Cluster, KeepsItsUsedEvaluationThroughAFactoryReset) {
  ToyWorld world{needing(3)};
  world.run_for(days(30));
  world.register_now();
  Context here = world.context();
  ASSERT_TRUE(world.cluster->factory_reset(here));
  EXPECT_EQ(world.standing().registration, Registration::unregistered);
  EXPECT_EQ(world.cluster->evaluation_left(world.now()), days(60));
}

TEST(Cluster, CopiesGoOnAlike) {
  ToyWorld world{needing(11)};
  world.register_now();
  world.run_for(days(17));
  ToyWorld fork = world;
  world.run_for(days(400));
  fork.run_for(days(400));
  EXPECT_EQ(world.kernel.journal.digest(), fork.kernel.journal.digest());
}

}  // namespace
}  // namespace slsim
