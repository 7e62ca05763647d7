// SPDX-License-Identifier: Apache-2.0
// Each invariant of a product, spoilt once.
#include "sim/ucapps/invariants.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/ucapps/toy_cssm.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

ClusterView sound() {
  ClusterView view;
  view.name = "cm1";
  view.shown.registration = view.judged.registration = Registration::registered;
  view.has_identity = view.has_answer = true;
  view.evaluation_left = days(80);
  view.evaluation_period = days(90);
  return view;
}

std::vector<std::string> broken(const ClusterView& view) {
  return broken_invariants(view, Instant{});
}

TEST(ClusterInvariants, HoldInASoundView) { EXPECT_THAT(broken(sound()), IsEmpty()); }

TEST(ClusterInvariants, CatchAStateThatDoesNotFollow) {
  ClusterView view = sound();
  view.judged.authorization = Authorization::authorization_expired;
  EXPECT_THAT(broken(view), ElementsAre(HasSubstr("does not follow")));
}

TEST(ClusterInvariants, CatchARegistrationWithoutACertificate) {
  ClusterView view = sound();
  view.has_identity = view.has_answer = false;
  EXPECT_THAT(broken(view), ElementsAre(HasSubstr("registered without")));
}

TEST(ClusterInvariants, CatchAnAuthorizationWithoutACertificate) {
  ClusterView view = sound();
  view.shown.registration = view.judged.registration = Registration::unregistered;
  view.has_identity = false;
  EXPECT_THAT(broken(view), ElementsAre(HasSubstr("authorized without")));
}

TEST(ClusterInvariants, CatchAnEvaluationOutsideItsPeriod) {
  for (const Duration left : {days(91), -Duration{1}}) {
    ClusterView view = sound();
    view.evaluation_left = left;
    EXPECT_THAT(broken(view), ElementsAre(HasSubstr("outside what was given")));
  }
}

TEST(ClusterInvariants, CatchAnEvaluationThatRunsWhileRegistered) {
  ClusterView view = sound();
  view.evaluation_running = true;
  EXPECT_THAT(broken(view), ElementsAre(HasSubstr("while registered")));
}

TEST(ClusterInvariants, CatchANegativeOverage) {
  ClusterView view = sound();
  view.overage_spent = -Duration{1};
  EXPECT_THAT(broken(view), ElementsAre(HasSubstr("negative overage")));
}

TEST(ClusterInvariants, CatchAnAttemptThatWasMissed) {
  ClusterView view = sound();
  view.next_attempt = Instant{} - Duration{1};
  EXPECT_THAT(broken(view), ElementsAre(HasSubstr("attempt pass")));
}

TEST(ClusterInvariants, CatchEnforcementWithoutACause) {
  ClusterView view = sound();
  view.shown.enforcement = view.judged.enforcement = Enforcement::no_provision;
  EXPECT_THAT(broken(view), ElementsAre(HasSubstr("without a cause")));
}

TEST(ClusterInvariants, HoldThroughAYearOfSilenceAndReturn) {
  ToyWorld world{needing(11)};
  world.register_now();
  for (int day = 0; day < 400; ++day) {
    if (day == 20) world.cut();
    if (day == 300) world.heal();
    world.run_for(days(1));
    EXPECT_THAT(broken_invariants(*world.cluster, world.now()), IsEmpty()) << "day " << day;
  }
}

}  // namespace
}  // namespace slsim
