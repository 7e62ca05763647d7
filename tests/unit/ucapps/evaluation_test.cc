// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/evaluation.h"

#include <gtest/gtest.h>

#include "sim/ucapps/overage.h"

namespace slsim {
namespace {

const Instant start{};

TEST(Evaluation, CountsOnlyWhileItRuns) {
  Evaluation evaluation{days(90)};
  EXPECT_EQ(evaluation.left(start + days(10)), days(90));
  EXPECT_EQ(evaluation.ends(), never);
  evaluation.run(true, start + days(10));
  EXPECT_EQ(evaluation.left(start + days(40)), days(60));
  EXPECT_EQ(evaluation.ends(), start + days(100));
  evaluation.run(false, start + days(40));
  EXPECT_EQ(evaluation.left(start + days(400)), days(60));
  evaluation.run(true, start + days(400));
  EXPECT_EQ(evaluation.ends(), start + days(460));
}

TEST(Evaluation, RepeatingWhatHoldsChangesNothing) {
  Evaluation evaluation{days(90)};
  for (int day = 0; day < 30; ++day) evaluation.run(true, start + days(day));
  EXPECT_EQ(evaluation.left(start + days(30)), days(60));
  EXPECT_EQ(evaluation.ends(), start + days(90));
}

TEST(Evaluation, EndsOnceAndRemembersWhen) {
  Evaluation evaluation{days(90)};
  evaluation.run(true, start);
  EXPECT_EQ(evaluation.left(start + days(90) - Duration{1}), Duration{1});
  EXPECT_EQ(evaluation.left(start + days(95)), Duration::zero());
  evaluation.run(true, start + days(95));
  EXPECT_FALSE(evaluation.running());
  EXPECT_EQ(evaluation.ended(), start + days(90));
  evaluation.run(true, start + days(99));
  EXPECT_EQ(evaluation.left(start + days(99)), Duration::zero());
  EXPECT_EQ(evaluation.ended(), start + days(90));
}

TEST(Overage, IsForgottenWhenDaysDoNotAddUp) {
  Overage overage;
  overage.start(start);
  overage.start(start + days(5));  // It runs already.
  EXPECT_EQ(overage.spent(start + days(20)), days(20));
  EXPECT_EQ(overage.ends(days(90)), start + days(90));
  overage.stop(start + days(20), false);
  EXPECT_EQ(overage.spent(start + days(30)), Duration::zero());
  EXPECT_EQ(overage.ends(days(90)), never);
}

TEST(Overage, AddsUpWhenTold) {
  Overage overage;
  overage.start(start);
  overage.stop(start + days(20), true);
  EXPECT_EQ(overage.spent(start + days(50)), days(20));
  overage.start(start + days(100));
  EXPECT_EQ(overage.ends(days(90)), start + days(170));
}

}  // namespace
}  // namespace slsim
