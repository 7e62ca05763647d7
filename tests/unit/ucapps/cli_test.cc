// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cli.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/ucapps/toy_cssm.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ShowLicense, PrintsTheWholePageAsPublished) {
  ToyWorld world{needing(11)};
  world.register_now();
  world.run_for(seconds(90));
  EXPECT_EQ(show_license_all(*world.cluster, world.now()),
            R"(Smart Licensing Status
======================

Smart Licensing is ENABLED

Registration:
  Status: REGISTERED
  Smart Account: partner.example
  Virtual Account: va-1
  Export-Controlled Functionality: Not Allowed
  Initial Registration: SUCCEEDED on Jan 1 00:00:00 1970 UTC
  Last Renewal Attempt: None
  Next Renewal Attempt: Jun 30 00:00:00 1970 UTC
  Registration Expires: Jan 1 00:00:00 1971 UTC

License Authorization:
  Status: AUTHORIZED on Jan 1 00:01:30 1970 UTC
  Last Communication Attempt: SUCCEEDED on Jan 1 00:01:30 1970 UTC
  Next Communication Attempt: Jan 31 00:01:30 1970 UTC
  Communication Deadline: Apr 1 00:01:30 1970 UTC

Evaluation Period:
  Evaluation Mode: Not In Use
  Evaluation Period Remaining: 90 days, 0 hours, 0 minutes, 0 seconds

License Usage
=============

License Authorization Status: AUTHORIZED on Jan 1 00:01:30 1970 UTC

 (regid.2017-02.com.cisco.UCM_CUWL,12.0_cc59375a-1cd8-4b36-8366-6f4d2abba965):
  Description: null
  Count: 0
  Version: 12.0
  Status: Init

 (regid.2016-07.com.cisco.UCM_EnhancedPlus,12.0_d8372792-588c-4caa-b279-8587e5ce2f82):
  Description: null
  Count: 0
  Version: 12.0
  Status: Init

UC Manager Enhanced License (12.x) (regid.2016-07.com.cisco.UCM_Enhanced,12.0_66d0d1cf-4863-4761-91d0-d01d3eb1949a):
  Description: UC Manager Enhanced License (12.x)
  Count: 11
  Version: 12.0
  Status: InCompliance

 (regid.2016-07.com.cisco.UCM_Basic,12.0_ef827a2f-f4ae-4ebb-887f-052737063d3a):
  Description: null
  Count: 0
  Version: 12.0
  Status: Init

 (regid.2016-07.com.cisco.UCM_Essential,12.0_25f9c396-c67c-4519-aa98-d4b3ad18f805):
  Description: null
  Count: 0
  Version: 12.0
  Status: Init

 (regid.2016-07.com.cisco.UCM_TelePresenceRoom,12.0_d9a71418-29e9-4c9a-9d3a-1366ebe38e7c):
  Description: null
  Count: 0
  Version: 12.0
  Status: Init

Product Information
===================

UDI: PID:UCM,SN:0beef,UUID:0000000000000000000000000000beef

Agent Version
=============

Smart Agent for Licensing: 1.3.4
)");
}

TEST(ShowLicense, NamesNothingBeforeTheFirstAnswer) {
  ToyWorld world{needing(11)};
  world.register_now();
  EXPECT_THAT(show_license_usage(*world.cluster, world.now()), Not(HasSubstr("UC Manager")));
}

TEST(ShowLicense, SaysSinceWhenTheEvaluationIsOver) {
  ToyWorld world{needing(11)};
  world.run_for(days(91));
  const std::string page = show_license_status(*world.cluster, world.now());
  EXPECT_THAT(page, HasSubstr("EVALUATION PERIOD EXPIRED on Apr 1 00:00:00 1970 UTC"));
  EXPECT_THAT(page, HasSubstr("  Status: UNREGISTERED\n"));
}

TEST(ShowLicense, PadsTheDayWhenTold) {
  Settings settings{Product::cucm};
  settings.set(Setting::cli_day, 1);
  ToyWorld world{needing(11), settings};
  world.register_now();
  EXPECT_THAT(show_license_summary(*world.cluster, world.now()),
              HasSubstr("Next Renewal Attempt: Jun 30"));
  EXPECT_THAT(show_license_status(*world.cluster, world.now()), HasSubstr("on Jan 01 00:00:00"));
}

TEST(ShowLicense, GivesTheReasonOfAFailure) {
  ToyWorld world{needing(11)};
  world.cssm.refusal = Problem{ProblemCode::token_expired, "the token has expired"};
  world.register_now();
  EXPECT_THAT(show_license_status(*world.cluster, world.now()),
              HasSubstr("    Failure Reason: the token has expired\n"));
}

TEST(ShowLicense, RunsTheUuidIntoTheTagOnUsedLinesOfTheSummary) {
  ToyWorld world{needing(11)};
  world.register_now();
  world.run_for(seconds(90));
  EXPECT_THAT(
      show_license_summary(*world.cluster, world.now()),
      HasSubstr("66d0d1cf-4863-4761-91d0-d01d3eb1949aregid.2016-07.com.cisco.UCM_Enhanced"));
}

TEST(ShowLicense, RefusesWhatItDoesNotKnow) {
  ToyWorld world;
  const CliAnswer answer =
      show(*world.cluster, world.now(), world.kernel.journal.names(), "show licence all");
  ASSERT_TRUE(answer.problem);
  EXPECT_EQ(answer.problem->code, ProblemCode::unknown_command);
  EXPECT_THAT(answer.text, HasSubstr("No valid command entered\n"));
}

}  // namespace
}  // namespace slsim
