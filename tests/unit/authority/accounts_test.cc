// SPDX-License-Identifier: Apache-2.0
// Smart accounts, virtual accounts, people.
#include "tests/support/cssm_world.h"

namespace slsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using enum License;

class Accounts : public CssmWorld {
 protected:
  VirtualAccountId create(std::string_view name, std::string_view satellite = {}) {
    Context context = this->context();
    return cssm_
        .create_virtual_account(context, admin, partner_,
                                {.name = std::string{name}, .satellite = std::string{satellite}})
        .value();
  }
  std::optional<ProblemCode> deleted(VirtualAccountId id, bool force = false) {
    Context context = this->context();
    const Result<void> result = cssm_.delete_virtual_account(context, admin, id, force);
    return result ? std::nullopt : std::optional{result.error().code};
  }
};

TEST_F(Accounts, ASmartAccountStartsWithItsDefault) {
  start();
  EXPECT_EQ(cssm_.default_account(partner_), va1_);
  Context context = this->context();
  EXPECT_EQ(cssm_.create_smart_account(context, admin, {.domain = "partner.example"}).error().code,
            ProblemCode::already_exists);
}

TEST_F(Accounts, TheDefaultIsAlwaysExactlyOne) {
  start();
  Context context = this->context();
  ASSERT_TRUE(cssm_.make_default(context, admin, va2_));
  EXPECT_EQ(cssm_.default_account(partner_), va2_);
  EXPECT_FALSE(cssm_.state().at(va1_).is_default);
  EXPECT_EQ(deleted(va2_), ProblemCode::not_allowed);
  EXPECT_EQ(deleted(va1_), std::nullopt);
}

TEST_F(Accounts, NamesAreComparedByteForByte) {
  start();
  const std::vector<std::string> names{"Kunde #2 / Sued", "50% Trial",      "A+B",
                                       "VA–HCS-Ordered",  "va-hcs-ordered", "VA-HCS-Ordered",
                                       "va-hcs-ordered "};
  std::vector<VirtualAccountId> made;
  for (const std::string& name : names) made.push_back(create(name));
  for (std::size_t i = 0; i < names.size(); ++i) {
    EXPECT_EQ(cssm_.find_virtual_account(names[i]), made[i]) << names[i];
    EXPECT_EQ(cssm_.state().at(made[i]).name, names[i]);
  }
  EXPECT_EQ(cssm_.find_virtual_account("va-hcs").error().code, ProblemCode::not_found);
  Context context = this->context();
  EXPECT_EQ(cssm_.create_virtual_account(context, admin, partner_, {.name = "A+B"}).error().code,
            ProblemCode::already_exists);
  EXPECT_EQ(cssm_.rename_virtual_account(context, admin, va2_, "A+B").error().code,
            ProblemCode::already_exists);
}

TEST_F(Accounts, ANameThatTwoSmartAccountsHaveNeedsTheDomain) {
  start();
  Context context = this->context();
  const SmartAccountId other =
      cssm_
          .create_smart_account(context, admin,
                                {.domain = "other.example", .default_account = "va-1"})
          .value();
  EXPECT_EQ(cssm_.find_virtual_account("va-1").error().code, ProblemCode::invalid_argument);
  EXPECT_EQ(cssm_.find_virtual_account("va-1", "partner.example"), va1_);
  EXPECT_EQ(cssm_.find_virtual_account("va-1", "other.example"), *cssm_.default_account(other));
  EXPECT_EQ(cssm_.find_virtual_account("va-1", "nobody").error().code, ProblemCode::not_found);
}

TEST_F(Accounts, WhatHoldsLicencesOrInstancesIsNotDeleted) {
  start();
  own(va2_, UCM_Basic, 1);
  EXPECT_EQ(deleted(va2_), ProblemCode::not_allowed);
  EXPECT_EQ(deleted(va2_, true), ProblemCode::not_allowed);
  const VirtualAccountId third = create("va-3");
  register_product(1, token(third));
  EXPECT_EQ(deleted(third), ProblemCode::not_allowed);
  ASSERT_TRUE(cssm_.find_virtual_account("va-3"));
}

TEST_F(Accounts, LicencesThatHaveEndedDoNotHinderDeletion) {
  start();
  own(va2_, UCM_Basic, 1, now() + days(10));
  run_for(days(10));
  EXPECT_EQ(deleted(va2_), std::nullopt);
}

TEST_F(Accounts, DeletionByForceRemovesInstancesAndKeepsLicencesForTheDefault) {
  start({{Setting::virtual_account_deletion, 1}});
  own(va2_, UCM_Basic, 7, now() + days(100));
  const TokenId mine = token(va2_);
  const std::uint64_t serial = register_product(1, mine);
  authorize(serial, counts({{UCM_Basic, 9}}));
  EXPECT_TRUE(raised(AlertKind::insufficient_licenses));
  EXPECT_EQ(deleted(va2_), ProblemCode::not_allowed);
  EXPECT_EQ(deleted(va2_, true), std::nullopt);
  EXPECT_EQ(code(authorize(serial, {})), ProblemCode::unknown_instance);
  EXPECT_EQ(cssm_.license(va1_, UCM_Basic).quantity, 7);
  EXPECT_EQ(code(ask(registration(2, cssm_.token(mine).text))), ProblemCode::token_revoked);
  EXPECT_THAT(cssm_.state().alerts.live, IsEmpty());
  EXPECT_EQ(cssm_.find_virtual_account("va-2").error().code, ProblemCode::not_found);
  EXPECT_THAT(cssm_.virtual_accounts(partner_), ElementsAre(va1_));
  run_for(days(100));  // The lot's end is the default's business now.
  EXPECT_EQ(cssm_.license(va1_, UCM_Basic).quantity, 0);
}

TEST_F(Accounts, ADeletedAccountAnswersNobody) {
  start();
  ASSERT_EQ(deleted(va2_), std::nullopt);
  Context context = this->context();
  EXPECT_EQ(deleted(va2_), ProblemCode::not_found);
  EXPECT_EQ(cssm_.create_token(context, admin, va2_, {}).error().code, ProblemCode::not_found);
  EXPECT_EQ(cssm_.add_licenses(context, admin, va2_, {}).error().code, ProblemCode::not_found);
  EXPECT_EQ(cssm_.make_default(context, admin, va2_).error().code, ProblemCode::not_found);
  EXPECT_NE(create("va-2"), va2_);
}

TEST_F(Accounts, OfASatelliteGetsNoTokenAndIsNoDefault) {
  start();
  const VirtualAccountId theirs = create("va-3", "sat1");
  Context context = this->context();
  EXPECT_EQ(cssm_.create_token(context, admin, theirs, {}).error().code, ProblemCode::not_allowed);
  EXPECT_EQ(cssm_.make_default(context, admin, theirs).error().code, ProblemCode::not_allowed);
  EXPECT_EQ(deleted(theirs), ProblemCode::not_allowed);
}

TEST_F(Accounts, GivenToASatelliteLosesItsTokens) {
  start();
  const TokenId before = token(va2_);
  const std::uint64_t serial = register_product(1, before);
  Context context = this->context();
  ASSERT_TRUE(cssm_.give_to_satellite(context, admin, va2_, "sat1"));
  EXPECT_EQ(status(cssm_.token(before), now()), TokenStatus::revoked);
  EXPECT_TRUE(std::holds_alternative<AuthorizeReply>(authorize(serial, {})));
  EXPECT_EQ(cssm_.give_to_satellite(context, admin, va2_, "sat2").error().code,
            ProblemCode::not_allowed);
  EXPECT_EQ(cssm_.give_to_satellite(context, admin, va1_, "sat1").error().code,
            ProblemCode::not_allowed);
}

TEST_F(Accounts, OfARemovedSatelliteAreCssmsAgain) {
  start();
  Context context = this->context();
  EXPECT_EQ(cssm_.remove_satellite(context, admin, partner_, "sat1").error().code,
            ProblemCode::not_found);
  EXPECT_EQ(cssm_.remove_satellite(context, admin, partner_, "").error().code,
            ProblemCode::not_found);
  ASSERT_TRUE(cssm_.give_to_satellite(context, admin, va2_, "sat1"));
  ASSERT_TRUE(cssm_.remove_satellite(context, admin, partner_, "sat1"));
  EXPECT_TRUE(cssm_.create_token(context, admin, va2_, {}));
}

TEST_F(Accounts, RolesSayWhoMayDoWhatWhere) {
  const RoleGrant everything{Role::administrator, {}};
  const RoleGrant there{Role::user, VirtualAccountId{2}};
  const User boss{.name = "boss", .grants = {everything}};
  const User clerk{.name = "clerk", .grants = {there}};
  const User lawyer{.name = "lawyer", .grants = {{Role::approver, {}}}};
  EXPECT_TRUE(may(boss, Right::manage_accounts));
  EXPECT_TRUE(may(boss, Right::manage_assets, VirtualAccountId{7}));
  EXPECT_TRUE(may(clerk, Right::manage_assets, VirtualAccountId{2}));
  EXPECT_FALSE(may(clerk, Right::manage_assets, VirtualAccountId{3}));
  EXPECT_FALSE(may(clerk, Right::manage_assets));
  EXPECT_FALSE(may(clerk, Right::manage_accounts, VirtualAccountId{2}));
  EXPECT_TRUE(may(lawyer, Right::accept_agreements));
  EXPECT_FALSE(may(lawyer, Right::read));
}

TEST_F(Accounts, RolesAreGrantedAndRevoked) {
  start();
  Context context = this->context();
  const RoleGrant grant{Role::user, va2_};
  EXPECT_EQ(cssm_.grant_role(context, admin, partner_, "jo", grant).error().code,
            ProblemCode::not_found);
  ASSERT_TRUE(cssm_.add_user(context, admin, partner_, "jo"));
  EXPECT_EQ(cssm_.add_user(context, admin, partner_, "jo").error().code,
            ProblemCode::already_exists);
  ASSERT_TRUE(cssm_.grant_role(context, admin, partner_, "jo", grant));
  EXPECT_THAT(find_user(cssm_.state().at(partner_), "jo")->grants, ElementsAre(grant));
  ASSERT_TRUE(cssm_.revoke_role(context, admin, partner_, "jo", grant));
  EXPECT_EQ(cssm_.revoke_role(context, admin, partner_, "jo", grant).error().code,
            ProblemCode::not_found);
}

TEST_F(Accounts, ApiClientsBelongToUsersAndAreRevokedOnce) {
  start();
  Context context = this->context();
  const OauthClient client{.client_id = "id1", .secret = "s3cret", .owner = "jo"};
  EXPECT_EQ(cssm_.add_client(context, admin, partner_, client).error().code,
            ProblemCode::not_found);
  ASSERT_TRUE(cssm_.add_user(context, admin, partner_, "jo"));
  ASSERT_TRUE(cssm_.add_client(context, admin, partner_, client));
  EXPECT_EQ(cssm_.add_client(context, admin, partner_, client).error().code,
            ProblemCode::already_exists);
  ASSERT_TRUE(cssm_.revoke_client(context, admin, partner_, "id1"));
  EXPECT_EQ(cssm_.revoke_client(context, admin, partner_, "id1").error().code,
            ProblemCode::not_found);
  for (const std::string& line : journal("client_added")) {
    EXPECT_THAT(line, ::testing::Not(HasSubstr("s3cret")));
  }
}

TEST_F(Accounts, AnAgreementWaitsUntilItIsAccepted) {
  start();
  Context context = this->context();
  ASSERT_TRUE(cssm_.publish_agreement(context, partner_));
  EXPECT_TRUE(raised(AlertKind::agreement_pending));
  EXPECT_TRUE(raised(AlertKind::updated_agreement));
  ASSERT_TRUE(cssm_.accept_agreement(context, admin, partner_));
  EXPECT_THAT(cssm_.state().alerts.live, IsEmpty());
  EXPECT_EQ(cssm_.accept_agreement(context, admin, partner_).error().code, ProblemCode::not_found);
}

TEST_F(Accounts, TheEventLogSaysWhoDidWhatWhen) {
  start();
  run_for(hours(1));
  token(va2_, {.export_control_allowed = true});
  const LogEntry& entry = cssm_.state().log.back();
  EXPECT_EQ(entry.at, now());
  EXPECT_EQ(entry.user, "admin");
  EXPECT_EQ(entry.account, va2_);
  EXPECT_EQ(entry.category, LogCategory::token_generated);
  EXPECT_THAT(entry.message, HasSubstr("export-controlled"));
}

TEST_F(Accounts, DailyMailTellsWhatHappenedAndWhatEndsSoon) {
  start();
  Context context = this->context();
  ASSERT_TRUE(cssm_.add_user(context, admin, partner_, "jo"));
  ASSERT_TRUE(cssm_.set_notifications(
      context, admin, partner_, "jo",
      {.daily_event_summary = true, .status_notification = true, .warn_before = days(30)}));
  own(va2_, UCM_Basic, 5, now() + days(32));
  run_for(days(1));
  ASSERT_THAT(cssm_.state().outbox, SizeIs(1));
  EXPECT_EQ(cssm_.state().outbox[0].to, "jo");
  EXPECT_THAT(cssm_.state().outbox[0].body, HasSubstr("licenses were added"));
  EXPECT_THAT(cssm_.state().outbox[0].body, ::testing::Not(HasSubstr("licenses end at")));
  run_for(days(1));
  ASSERT_THAT(cssm_.state().outbox, SizeIs(2));
  EXPECT_THAT(cssm_.state().outbox[1].body, HasSubstr("va-2: 5 "));
  ASSERT_TRUE(cssm_.set_notifications(context, admin, partner_, "jo", {}));
  run_for(days(10));
  EXPECT_THAT(cssm_.state().outbox, SizeIs(2));
}

}  // namespace
}  // namespace slsim
