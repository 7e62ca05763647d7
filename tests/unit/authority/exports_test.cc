// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/exports.h"

#include "tests/support/cssm_world.h"

namespace slsim {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using enum License;

class Exports : public CssmWorld {};

TEST_F(Exports, LicencesShowSubstitutionAndBalance) {
  start();
  own(va1_, UCM_CUWL, 100);
  authorize(register_product(1, token(va1_)), counts({{UCM_CUWL, 10}, {UCM_EnhancedPlus, 95}}));
  EXPECT_EQ(licenses_csv(cssm_, partner_),
            "License,Virtual Account,Purchased,In Use,Substitution,Balance,Status\r\n"
            "UC Manager CUWL License (12.x),va-1,100,10,-90,0,In Compliance\r\n"
            "UC Manager Enhanced Plus License (12.x),va-1,0,95,90,-5,Out Of Compliance\r\n");
}

TEST_F(Exports, NamesWithCommasAndQuotesAreQuoted) {
  start();
  Context context = this->context();
  ASSERT_TRUE(cssm_.rename_virtual_account(context, admin, va1_, "A, \"B\""));
  own(va1_, UCM_CUWL, 1);
  EXPECT_THAT(licenses_csv(cssm_, partner_), HasSubstr(",\"A, \"\"B\"\"\",1,0,"));
}

TEST_F(Exports, InstancesAreThoseOfTheSmartAccount) {
  start();
  Context context = this->context();
  const SmartAccountId other =
      cssm_.create_smart_account(context, admin, {.domain = "other.example"}).value();
  authorize(register_product(1, token(va1_)), counts({{UCM_Basic, 2}, {UCM_CUWL, 0}}));
  register_product(2, token(*cssm_.default_account(other)));
  const std::string text = instances_csv(cssm_, partner_);
  EXPECT_THAT(text, HasSubstr("cm1,UCM,12.5,\"PID:UCM,SN:10001,UUID:000010001\",va-1,"));
  EXPECT_THAT(text, HasSubstr("UC Manager Basic License (12.x): 2\r\n"));
  EXPECT_THAT(text, Not(HasSubstr("cm2")));
}

TEST_F(Exports, AlertsComeMostSevereFirstAndWithoutThoseDismissed) {
  start();
  authorize(register_product(1, token(va1_)), counts({{UCM_Basic, 2}}));
  run_for(days(31));
  std::string text = alerts_csv(cssm_, partner_);
  EXPECT_LT(text.find("major,Insufficient Licenses"),
            text.find("minor,Product Instance Failed to Connect"));
  Context context = this->context();
  const AlertKey first = cssm_.state().alerts.live.begin()->first;
  ASSERT_TRUE(cssm_.dismiss_alert(context, admin, first));
  EXPECT_THAT(alerts_csv(cssm_, partner_), Not(HasSubstr("Insufficient")));
}

TEST_F(Exports, TheEventLogIsInTheOrderOfTime) {
  start();
  token(va2_);
  const std::string text = event_log_csv(cssm_, partner_);
  EXPECT_THAT(text, StartsWith("Time,Virtual Account,Category,Message,User\r\n"
                               "2024-10-04T00:00:00Z,va-1,virtual_account_added,"));
  EXPECT_THAT(text, HasSubstr("va-2,token_generated,A token was generated.,admin\r\n"));
}

}  // namespace
}  // namespace slsim
