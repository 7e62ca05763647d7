// SPDX-License-Identifier: Apache-2.0
// Lots and pools over time, rows of the portal, transfers, instances that move.
#include "tests/support/cssm_world.h"

namespace slsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using enum License;

class Licenses : public CssmWorld {
 protected:
  std::int64_t owned(VirtualAccountId id, License license) {
    return cssm_.license(id, license).quantity;
  }
  Result<TransferReport> transfer(std::vector<LicenseMove> moves) {
    Context context = this->context();
    return cssm_.transfer_licenses(context, admin, va1_, moves);
  }
  LicenseMove move(License license, std::int64_t quantity) const {
    return {.license = license, .quantity = quantity, .target = va2_};
  }
};

TEST_F(Licenses, ATermLowersThePoolAtItsEndAndNotBefore) {
  start();
  own(va1_, UCM_Basic, 20);
  own(va1_, UCM_Basic, 50, now() + days(100));
  authorize(register_product(1, token(va1_)), counts({{UCM_Basic, 40}}));
  run_for(days(100) - milliseconds(1));
  EXPECT_EQ(owned(va1_, UCM_Basic), 70);
  EXPECT_TRUE(cssm_.in_compliance(va1_));
  run_for(milliseconds(1));
  EXPECT_EQ(owned(va1_, UCM_Basic), 20);
  EXPECT_EQ(cssm_.license(va1_, UCM_Basic).short_of, 20);
  EXPECT_THAT(journal("lot_ended"), SizeIs(1));
  run_for(days(1));
  own(va1_, UCM_Basic, 30, now() + days(365));
  EXPECT_TRUE(cssm_.in_compliance(va1_));
  EXPECT_THAT(journal("compliance"), SizeIs(2));
}

TEST_F(Licenses, ALotThatIsBoughtAheadCountsFromItsStart) {
  start();
  Context context = this->context();
  Lot lot;
  lot.license = UCM_Basic;
  lot.quantity = 5;
  lot.start = now() + days(10);
  ASSERT_TRUE(cssm_.add_licenses(context, admin, va1_, lot));
  run_for(days(10) - milliseconds(1));
  EXPECT_EQ(owned(va1_, UCM_Basic), 0);
  run_for(milliseconds(1));
  EXPECT_EQ(owned(va1_, UCM_Basic), 5);
  EXPECT_THAT(journal("lot_started"), SizeIs(1));
}

TEST_F(Licenses, LotsThatMakeNoSenseAreRefusedAndChangeNothing) {
  start();
  Context context = this->context();
  const auto refused = [&](const Lot& lot) {
    return cssm_.add_licenses(context, admin, va1_, lot).error().code;
  };
  Lot negative;
  negative.quantity = -1;
  Lot backwards;
  backwards.kind = LotKind::term;
  backwards.start = now();
  backwards.end = now();
  Lot endless;
  endless.end = now() + days(1);
  for (const Lot& lot : {negative, backwards, endless}) {
    EXPECT_EQ(refused(lot), ProblemCode::invalid_argument);
  }
  EXPECT_THAT(cssm_.licenses(va1_), IsEmpty());
}

TEST_F(Licenses, TheWorkedExampleOfTheGuideLeavesForty) {
  start();
  own(va1_, UCM_CUWL, 100);
  authorize(register_product(1, token(va1_)), counts({{UCM_CUWL, 10}, {UCM_EnhancedPlus, 50}}));
  const LicenseRow lender = cssm_.license(va1_, UCM_CUWL);
  EXPECT_EQ(lender.in_use, 10);
  EXPECT_EQ(lender.lent, 50);
  EXPECT_EQ(lender.available, 40);
  const LicenseRow borrower = cssm_.license(va1_, UCM_EnhancedPlus);
  EXPECT_EQ(borrower.in_use, 50);
  EXPECT_EQ(borrower.borrowed, 50);
  EXPECT_EQ(borrower.available, 0);
  EXPECT_TRUE(borrower.in_compliance);
  ASSERT_THAT(borrower.substitutions, SizeIs(1));
  EXPECT_EQ(borrower.substitutions[0].from, UCM_CUWL);
  EXPECT_THAT(cssm_.licenses(va1_), SizeIs(2));
}

TEST_F(Licenses, SettingsTurnTheRulesOfAllocation) {
  start({{Setting::hierarchy, 1}});
  own(va1_, UCM_CUWL, 100);
  authorize(register_product(1, token(va1_)), counts({{UCM_EnhancedPlus, 50}}));
  EXPECT_EQ(cssm_.license(va1_, UCM_EnhancedPlus).short_of, 50);
}

TEST_F(Licenses, UsageBilledOnesNeverRunShort) {
  start();
  Context context = this->context();
  Lot lot;
  lot.license = UCM_Basic;
  lot.kind = LotKind::usage;
  lot.start = now();
  lot.subscription = "Sub1";
  ASSERT_TRUE(cssm_.add_licenses(context, admin, va1_, lot));
  authorize(register_product(1, token(va1_)), counts({{UCM_Basic, 1'000'000}}));
  const LicenseRow row = cssm_.license(va1_, UCM_Basic);
  EXPECT_TRUE(row.unlimited);
  EXPECT_EQ(row.available, -1);
  EXPECT_TRUE(row.in_compliance);
}

TEST_F(Licenses, AnOrderBringsAllItsLinesToTheAccountItNames) {
  start();
  Lot lot;
  lot.license = UCM_Basic;
  lot.quantity = 5;
  lot.start = now();
  Context context = this->context();
  ASSERT_TRUE(cssm_.place_order(
      context, admin,
      {.number = "O-1",
       .account = va2_,
       .lines = {{.lot = lot}, {.restricted = 2}, {.right_to_use = "expressway", .rights = 10}}}));
  EXPECT_EQ(owned(va2_, UCM_Basic), 5);
  EXPECT_EQ(cssm_.state().at(va2_).restricted.owned, 2);
  EXPECT_THAT(cssm_.licenses(va2_), SizeIs(1));  // A mere right to use shows nowhere.
  EXPECT_THAT(cssm_.state().rights_to_use, SizeIs(1));
  lot.quantity = -1;
  EXPECT_FALSE(cssm_.place_order(
      context, admin,
      {.number = "O-2", .account = va2_, .lines = {{.restricted = 2}, {.lot = lot}}}));
  EXPECT_EQ(cssm_.state().at(va2_).restricted.owned, 2);
}

TEST_F(Licenses, RemovalTakesWhatEndsSoonestFirst) {
  start();
  own(va1_, UCM_Basic, 20);
  own(va1_, UCM_Basic, 5, now() + days(10));
  Context context = this->context();
  ASSERT_TRUE(cssm_.remove_licenses(context, admin, va1_, UCM_Basic, 7));
  EXPECT_EQ(owned(va1_, UCM_Basic), 18);
  run_for(days(11));
  EXPECT_EQ(owned(va1_, UCM_Basic), 18);
  for (const std::int64_t quantity : {0, -1, 19}) {
    EXPECT_FALSE(cssm_.remove_licenses(context, admin, va1_, UCM_Basic, quantity));
  }
}

TEST_F(Licenses, ATransferKeepsTheTerms) {
  start();
  own(va1_, UCM_Basic, 10, now() + days(100));
  LicenseMove some = move(UCM_Basic, 4);
  some.kind = LotKind::term;
  ASSERT_EQ(transfer({some}).value().failed(), 0U);
  EXPECT_EQ(owned(va1_, UCM_Basic), 6);
  EXPECT_EQ(owned(va2_, UCM_Basic), 4);
  run_for(days(100));
  EXPECT_EQ(owned(va1_, UCM_Basic), 0);
  EXPECT_EQ(owned(va2_, UCM_Basic), 0);
}

TEST_F(Licenses, ATransferTakesTheLongestTermFirstUnlessToldOtherwise) {
  start();
  own(va1_, UCM_Basic, 10, now() + days(100));
  own(va1_, UCM_Basic, 10, now() + days(200));
  LicenseMove long_ones = move(UCM_Basic, 10);
  long_ones.kind = LotKind::term;
  LicenseMove short_ones = long_ones;
  short_ones.quantity = 5;
  short_ones.precedence = Precedence::longest_term_last;
  ASSERT_EQ(transfer({long_ones, short_ones}).value().failed(), 0U);
  EXPECT_EQ(owned(va2_, UCM_Basic), 15);
  run_for(days(100));
  EXPECT_EQ(owned(va1_, UCM_Basic), 0);
  EXPECT_EQ(owned(va2_, UCM_Basic), 10);
}

TEST_F(Licenses, LinesOfATransferFailOneByOne) {
  start();
  own(va1_, UCM_Basic, 10);
  own(va1_, UCM_CUWL, 10, now() + days(10));
  LicenseMove usage = move(UCM_Basic, 1);
  usage.kind = LotKind::usage;
  LicenseMove home = move(UCM_Basic, 1);
  home.target = va1_;
  const TransferReport report = transfer({move(UCM_Basic, 4), move(UCM_Basic, 7), move(UCM_CUWL, 1),
                                          move(UCM_Basic, 0), usage, home, move(UCM_Basic, 6)})
                                    .value();
  EXPECT_EQ(report.failed(), 5U);
  EXPECT_FALSE(report.lines.front());
  EXPECT_FALSE(report.lines.back());
  EXPECT_THAT(report.lines[1]->detail, HasSubstr("Only 6 "));
  EXPECT_EQ(owned(va2_, UCM_Basic), 10);
}

TEST_F(Licenses, ATransferNamesAtMostTenLicences) {
  start();
  std::vector<LicenseMove> moves;
  for (std::size_t i = 0; i < 11; ++i) {
    own(va1_, static_cast<License>(i), 1);
    moves.push_back(move(static_cast<License>(i), 1));
  }
  const Result<TransferReport> refused = transfer(moves);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ProblemCode::invalid_argument);
  EXPECT_THAT(cssm_.licenses(va2_), IsEmpty());
  moves.pop_back();
  moves.push_back(move(static_cast<License>(0), 1));  // An eleventh line, but no eleventh licence.
  EXPECT_EQ(transfer(moves).value().failed(), 1U);
}

TEST_F(Licenses, LicencesDoNotLeaveTheirSmartAccount) {
  start();
  own(va1_, UCM_Basic, 10);
  register_product(1, token(va1_));
  Context context = this->context();
  const SmartAccountId other =
      cssm_.create_smart_account(context, admin, {.domain = "other.example"}).value();
  LicenseMove abroad = move(UCM_Basic, 1);
  abroad.target = *cssm_.default_account(other);
  EXPECT_EQ(transfer({abroad}).value().lines[0]->code, ProblemCode::not_allowed);
  EXPECT_EQ(
      cssm_.transfer_instance(context, admin, cssm_.find_instance("cm1").value(), abroad.target)
          .error()
          .code,
      ProblemCode::not_allowed);
}

TEST_F(Licenses, ThereAndBackLeavesOneLot) {
  start();
  own(va1_, UCM_Basic, 10);
  for (int i = 0; i < 5; ++i) {
    ASSERT_EQ(transfer({move(UCM_Basic, 3)}).value().failed(), 0U);
    Context context = this->context();
    LicenseMove back = move(UCM_Basic, 3);
    back.target = va1_;
    ASSERT_EQ(cssm_.transfer_licenses(context, admin, va2_, std::vector{back}).value().failed(),
              0U);
  }
  EXPECT_EQ(owned(va1_, UCM_Basic), 10);
  EXPECT_THAT(cssm_.state().at(va1_).ledger.lots, SizeIs(::testing::Le(2U)));
}

TEST_F(Licenses, AMovedInstanceLeavesItsLicencesBehind) {
  start();
  own(va1_, UCM_Basic, 100);
  const std::uint64_t serial = register_product(1, token(va1_));
  const Counts thirty = counts({{UCM_Basic, 30}});
  authorize(serial, thirty);
  Context context = this->context();
  ASSERT_TRUE(cssm_.transfer_instance(context, admin, cssm_.find_instance("cm1").value(), va2_));
  EXPECT_EQ(cssm_.license(va1_, UCM_Basic).available, 100);
  EXPECT_EQ(cssm_.license(va2_, UCM_Basic).short_of, 30);
  EXPECT_EQ(std::get<AuthorizeReply>(authorize(serial, thirty)).short_of, 1U);
  ASSERT_EQ(transfer({move(UCM_Basic, 30)}).value().failed(), 0U);
  EXPECT_EQ(std::get<AuthorizeReply>(authorize(serial, thirty)).short_of, 0U);
}

TEST_F(Licenses, AnInstanceWithARestrictedLicenceIsNotRemoved) {
  start();
  register_product(1, token(va1_));
  register_product(2, token(va1_));
  Context context = this->context();
  ASSERT_TRUE(cssm_.place_order(context, admin,
                                {.number = "O-1", .account = va1_, .lines = {{.restricted = 1}}}));
  const InstanceId first = cssm_.find_instance("cm1").value();
  const InstanceId second = cssm_.find_instance("cm2").value();
  ASSERT_TRUE(cssm_.hold_restricted_license(context, admin, first));
  EXPECT_EQ(cssm_.remove_instance(context, admin, first).error().code, ProblemCode::not_allowed);
  EXPECT_EQ(cssm_.hold_restricted_license(context, admin, second).error().code,
            ProblemCode::not_allowed);
  EXPECT_TRUE(raised(AlertKind::restricted_license_not_available));
  ASSERT_TRUE(cssm_.return_restricted_license(context, admin, first));
  EXPECT_FALSE(raised(AlertKind::restricted_license_not_available));
  EXPECT_TRUE(cssm_.remove_instance(context, admin, first));
  EXPECT_EQ(cssm_.remove_instance(context, admin, first).error().code, ProblemCode::not_found);
}

}  // namespace
}  // namespace slsim
