// SPDX-License-Identifier: Apache-2.0
// What products are answered.
#include "tests/support/cssm_world.h"

namespace slsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using enum License;

class ProductSide : public CssmWorld {};

TEST_F(ProductSide, ARegistrationGivesACertificateForAYear) {
  start();
  const AgentReply reply = ask(registration(1, cssm_.token(token(va1_)).text));
  const auto& good = std::get<RegisterReply>(reply);
  EXPECT_EQ(good.certificate.not_before, now());
  EXPECT_EQ(good.certificate.not_after, now() + days(365));
  EXPECT_EQ(good.membership, (Membership{"partner.example", "va-1", false}));
  EXPECT_EQ(cssm_.instance_count(), 1U);
}

TEST_F(ProductSide, LimitsCountFromBeforeTheirIssueIfTheSettingsSaySo) {
  start({{Setting::certificate_backdate, (minutes(5) + seconds(2)).count()},
         {Setting::authorization_backdate, minutes(6).count()}});
  const AgentReply reply = ask(registration(1, cssm_.token(token(va1_)).text));
  const Certificate certificate = std::get<RegisterReply>(reply).certificate;
  EXPECT_EQ(certificate.not_after, now() + days(365) - minutes(5) - seconds(2));
  const AgentReply answer = authorize(certificate.serial, {});
  EXPECT_EQ(std::get<AuthorizeReply>(answer).expires, now() + days(90) - minutes(6));
}

TEST_F(ProductSide, ATokenIsUsedUpByRegistrationsThatSucceed) {
  start();
  const TokenId two = token(va1_, {.max_uses = 2});
  RegisterRequest late = registration(3, cssm_.token(two).text);
  late.sent = now() - minutes(61);
  EXPECT_EQ(code(ask(late)), ProblemCode::clock_skew);
  register_product(1, two);
  register_product(2, two);
  EXPECT_EQ(cssm_.token(two).uses, 2U);
  EXPECT_EQ(code(ask(registration(3, cssm_.token(two).text))), ProblemCode::token_exhausted);
  EXPECT_EQ(cssm_.token(two).uses, 2U);
  EXPECT_EQ(cssm_.instance_count(), 2U);
}

TEST_F(ProductSide, ATokenThatIsExpiredRevokedOrCutLetsNobodyIn) {
  start();
  const TokenId good = token(va1_, {.life = days(1)});
  const std::string text = cssm_.token(good).text;
  EXPECT_EQ(code(ask(registration(1, text.substr(0, text.size() - 4)))),
            ProblemCode::token_invalid);
  run_for(days(1));
  EXPECT_EQ(code(ask(registration(1, text))), ProblemCode::token_expired);
  const TokenId other = token(va1_);
  Context context = this->context();
  ASSERT_TRUE(cssm_.revoke_token(context, admin, other));
  EXPECT_EQ(code(ask(registration(1, cssm_.token(other).text))), ProblemCode::token_revoked);
  EXPECT_EQ(cssm_.instance_count(), 0U);
  EXPECT_THAT(journal("token_expired"), SizeIs(1));
}

TEST_F(ProductSide, AClockMayBeExactlyAnHourOff) {
  start();
  const std::string text = cssm_.token(token(va1_)).text;
  int number = 0;
  for (const Duration skew : {minutes(59), minutes(60), -minutes(59), -minutes(60)}) {
    RegisterRequest request = registration(++number, text);
    request.sent = now() + skew;
    EXPECT_TRUE(std::holds_alternative<RegisterReply>(ask(request)));
  }
  for (const Duration skew : {minutes(61), -minutes(61), minutes(60) + milliseconds(1)}) {
    RegisterRequest request = registration(++number, "no token at all");
    request.sent = now() + skew;
    EXPECT_EQ(code(ask(request)), ProblemCode::clock_skew);
  }
}

TEST_F(ProductSide, ASecondRegistrationOfADeviceReplacesTheFirst) {
  start();
  own(va1_, UCM_Enhanced, 10);
  const std::uint64_t old = register_product(1, token(va1_));
  authorize(old, counts({{UCM_Enhanced, 4}}));
  const std::uint64_t last = register_product(1, token(va2_));
  EXPECT_EQ(cssm_.instance_count(), 1U);
  EXPECT_EQ(cssm_.instance_count(va1_), 0U);
  EXPECT_EQ(cssm_.instance_count(va2_), 1U);
  EXPECT_EQ(code(authorize(old, {})), ProblemCode::certificate_invalid);
  EXPECT_TRUE(std::holds_alternative<AuthorizeReply>(authorize(last, {})));
  EXPECT_THAT(journal("instance_moved"), ElementsAre(HasSubstr("from=va-1 to=va-2")));
}

TEST_F(ProductSide, WhatAnInstanceNeedsMovesWithItsRegistration) {
  start();
  own(va1_, UCM_Enhanced, 10);
  authorize(register_product(1, token(va1_)), counts({{UCM_Enhanced, 4}}));
  register_product(1, token(va2_));
  EXPECT_EQ(cssm_.license(va1_, UCM_Enhanced).in_use, 0);
  EXPECT_EQ(cssm_.license(va2_, UCM_Enhanced).in_use, 4);
  EXPECT_EQ(cssm_.license(va2_, UCM_Enhanced).short_of, 4);
}

TEST_F(ProductSide, ASecondRegistrationMayNeedForce) {
  start({{Setting::reregistration, 2}});
  const TokenId once = token(va1_, {.max_uses = 2});
  register_product(1, once);
  RegisterRequest again = registration(1, cssm_.token(once).text);
  EXPECT_EQ(code(ask(again)), ProblemCode::already_registered);
  EXPECT_EQ(cssm_.token(once).uses, 1U);
  again.force = true;
  EXPECT_TRUE(std::holds_alternative<RegisterReply>(ask(again)));
}

TEST_F(ProductSide, OneDeviceMayStandTwiceWhereThatIsSet) {
  start({{Setting::reregistration, 1}});
  const std::uint64_t first = register_product(1, token(va1_));
  const std::uint64_t second = register_product(1, token(va1_));
  EXPECT_EQ(cssm_.instance_count(), 2U);
  EXPECT_TRUE(std::holds_alternative<AuthorizeReply>(authorize(first, {})));
  EXPECT_TRUE(raised(AlertKind::duplicate_licenses));
  ask(DeregisterRequest{second, now()});
  EXPECT_FALSE(raised(AlertKind::duplicate_licenses));
}

TEST_F(ProductSide, AnAuthorizationSaysWhichLicencesAreShort) {
  start();
  own(va1_, UCM_Basic, 5);
  own(va1_, UCM_CUWL, 1);
  const std::uint64_t serial = register_product(1, token(va1_));
  const AgentReply reply =
      authorize(serial, counts({{UCM_CUWL, 1}, {UCM_Basic, 5}, {UCM_Essential, 2}}));
  const auto& answer = std::get<AuthorizeReply>(reply);
  EXPECT_EQ(answer.short_of, 0b100U);
  EXPECT_EQ(answer.answered, now());
  EXPECT_EQ(answer.expires, now() + days(90));
}

TEST_F(ProductSide, ALicenceThatIsReportedButNotUsedIsNeverShort) {
  start();
  const TokenId any = token(va1_);
  authorize(register_product(1, any), counts({{UCM_Basic, 3}}));
  const AgentReply reply = authorize(register_product(2, any), counts({{UCM_Basic, 0}}));
  EXPECT_EQ(std::get<AuthorizeReply>(reply).short_of, 0U);
}

TEST_F(ProductSide, OthersLearnOfAShortageAtTheirNextContact) {
  start();
  own(va1_, UCM_Basic, 10);
  const TokenId any = token(va1_);
  const std::uint64_t one = register_product(1, any);
  const std::uint64_t two = register_product(2, any);
  const Counts six = counts({{UCM_Basic, 6}});
  EXPECT_EQ(std::get<AuthorizeReply>(authorize(one, six)).short_of, 0U);
  EXPECT_EQ(std::get<AuthorizeReply>(authorize(two, six)).short_of, 1U);
  EXPECT_EQ(std::get<AuthorizeReply>(authorize(one, six)).short_of, 1U);
  EXPECT_THAT(journal("compliance"),
              ElementsAre(HasSubstr("virtual_account=va-1 license=UCM_Basic from=in_compliance "
                                    "to=out_of_compliance in_use=12 short=2")));
}

TEST_F(ProductSide, DeregisteringFreesWhatWasUsedAtOnce) {
  start();
  own(va1_, UCM_Basic, 10);
  const TokenId any = token(va1_);
  const std::uint64_t one = register_product(1, any);
  const std::uint64_t two = register_product(2, any);
  authorize(one, counts({{UCM_Basic, 6}}));
  authorize(two, counts({{UCM_Basic, 6}}));
  EXPECT_TRUE(std::holds_alternative<DeregisterReply>(ask(DeregisterRequest{two, now()})));
  EXPECT_TRUE(cssm_.in_compliance(va1_));
  EXPECT_EQ(cssm_.license(va1_, UCM_Basic).in_use, 6);
  EXPECT_EQ(code(authorize(two, {})), ProblemCode::unknown_instance);
}

TEST_F(ProductSide, AnOrphanCountsUntilSomebodyRemovesIt) {
  start();
  own(va1_, UCM_Basic, 10);
  const std::uint64_t serial = register_product(1, token(va1_));
  authorize(serial, counts({{UCM_Basic, 6}}));
  run_for(days(400));
  EXPECT_EQ(cssm_.license(va1_, UCM_Basic).available, 4);
  Context context = this->context();
  ASSERT_TRUE(cssm_.remove_instance(context, admin, cssm_.find_instance("cm1").value()));
  EXPECT_EQ(cssm_.license(va1_, UCM_Basic).available, 10);
  EXPECT_EQ(code(authorize(serial, {})), ProblemCode::unknown_instance);
}

TEST_F(ProductSide, ARenewalKeepsTheInstanceAndItsCounts) {
  start();
  own(va1_, UCM_Basic, 10);
  const std::uint64_t old = register_product(1, token(va1_));
  authorize(old, counts({{UCM_Basic, 6}}));
  run_for(days(180));
  const AgentReply reply = ask(RenewIdRequest{old, now()});
  const Certificate renewed = std::get<RenewIdReply>(reply).certificate;
  EXPECT_NE(renewed.serial, old);
  EXPECT_EQ(renewed.not_after, now() + days(365));
  EXPECT_EQ(cssm_.license(va1_, UCM_Basic).in_use, 6);
  EXPECT_TRUE(std::holds_alternative<AuthorizeReply>(authorize(renewed.serial, {})));
}

TEST_F(ProductSide, ARenewalWhoseAnswerWasLostCanBeRepeated) {
  start();
  const std::uint64_t old = register_product(1, token(va1_));
  ask(RenewIdRequest{old, now()});
  ask(RenewIdRequest{old, now()});
  EXPECT_TRUE(std::holds_alternative<AuthorizeReply>(authorize(old, {})));
  const AgentReply reply = ask(RenewIdRequest{old, now()});
  const std::uint64_t last = std::get<RenewIdReply>(reply).certificate.serial;
  EXPECT_TRUE(std::holds_alternative<AuthorizeReply>(authorize(last, {})));
  EXPECT_EQ(code(authorize(old, {})), ProblemCode::certificate_invalid);
}

TEST_F(ProductSide, AnExpiredCertificateIsRefusedToTheMillisecond) {
  start();
  const std::uint64_t serial = register_product(1, token(va1_));
  run_for(days(365) - milliseconds(1));
  EXPECT_TRUE(std::holds_alternative<AuthorizeReply>(authorize(serial, {})));
  run_for(milliseconds(1));
  EXPECT_EQ(code(authorize(serial, {})), ProblemCode::certificate_expired);
  EXPECT_EQ(code(ask(RenewIdRequest{serial, now()})), ProblemCode::certificate_expired);
  EXPECT_TRUE(std::holds_alternative<DeregisterReply>(ask(DeregisterRequest{serial, now()})));
}

TEST_F(ProductSide, AMovedInstanceLearnsItsNewNamesOnce) {
  start();
  const std::uint64_t serial = register_product(1, token(va1_));
  const AgentReply first = authorize(serial, {});
  EXPECT_EQ(std::get<AuthorizeReply>(first).moved_to, nullptr);
  Context context = this->context();
  ASSERT_TRUE(cssm_.transfer_instance(context, admin, cssm_.find_instance("cm1").value(), va2_));
  const AgentReply second = authorize(serial, {});
  ASSERT_NE(std::get<AuthorizeReply>(second).moved_to, nullptr);
  EXPECT_EQ(std::get<AuthorizeReply>(second).moved_to->virtual_account, "va-2");
  const AgentReply third = authorize(serial, {});
  EXPECT_EQ(std::get<AuthorizeReply>(third).moved_to, nullptr);
  ASSERT_TRUE(cssm_.rename_virtual_account(context, admin, va2_, "va-b"));
  const AgentReply fourth = authorize(serial, {});
  EXPECT_EQ(std::get<AuthorizeReply>(fourth).moved_to->virtual_account, "va-b");
  ASSERT_TRUE(cssm_.rename_smart_account(context, admin, partner_, "Partner"));
  const AgentReply fifth = authorize(serial, {});
  EXPECT_EQ(std::get<AuthorizeReply>(fifth).moved_to->smart_account, "Partner");
}

TEST_F(ProductSide, ALicenceOfAnotherProductIsNoTagOfThisOne) {
  start();
  const std::uint64_t serial = register_product(1, token(va1_));
  EXPECT_EQ(code(authorize(serial, counts({{CUC_BasicMessaging, 1}}))), ProblemCode::taginvalid);
  EXPECT_EQ(code(authorize(serial, counts({{UCM_Basic, -1}}))), ProblemCode::invalid_argument);
  EXPECT_THAT(cssm_.licenses(va1_), IsEmpty());
}

TEST_F(ProductSide, ALapsedInstanceKeepsItsLicences) {
  start();
  own(va1_, UCM_Basic, 10);
  authorize(register_product(1, token(va1_)), counts({{UCM_Basic, 6}}));
  run_for(days(91));
  EXPECT_EQ(cssm_.license(va1_, UCM_Basic).in_use, 6);
}

TEST_F(ProductSide, ALapsedInstanceMayBeSetToFreeItsLicencesUntilItIsBack) {
  start({{Setting::lapsed_instances, 1}});
  own(va1_, UCM_Basic, 10);
  const std::uint64_t serial = register_product(1, token(va1_));
  const Counts six = counts({{UCM_Basic, 6}});
  authorize(serial, six);
  run_for(days(60));
  authorize(serial, six);
  run_for(days(90) - milliseconds(1));
  EXPECT_EQ(cssm_.license(va1_, UCM_Basic).in_use, 6);
  run_for(milliseconds(1));
  EXPECT_EQ(cssm_.license(va1_, UCM_Basic).in_use, 0);
  EXPECT_THAT(journal("instance_lapsed"), SizeIs(1));
  authorize(serial, six);
  EXPECT_EQ(cssm_.license(va1_, UCM_Basic).in_use, 6);
  run_for(days(90));
  EXPECT_EQ(cssm_.license(va1_, UCM_Basic).in_use, 0);
}

TEST_F(ProductSide, AnExpiredInstanceMayBeSetToGo) {
  start({{Setting::expired_instances, 1}});
  const std::uint64_t serial = register_product(1, token(va1_));
  run_for(days(180));
  const AgentReply renewed = ask(RenewIdRequest{serial, now()});
  run_for(days(365) - milliseconds(1));
  EXPECT_EQ(cssm_.instance_count(), 1U);
  run_for(milliseconds(1));
  EXPECT_EQ(cssm_.instance_count(), 0U);
}

}  // namespace
}  // namespace slsim
