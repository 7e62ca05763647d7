// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/reservation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;
using enum License;

const Instant start{days(20'000)};

Udi device() { return {"UCM", "0beef", "0123456789abcdef0123456789a0beef"}; }

ReservationGrant specific() {
  ReservationGrant grant;
  grant.udi = device();
  grant.number = 7;
  grant.issued = start + hours(1);
  Lot term;
  term.license = UCM_Enhanced;
  term.kind = LotKind::term;
  term.quantity = 30;
  term.start = start;
  term.end = start + days(100);
  term.subscription = "Sub<1>&2";
  term.release = TagRelease::r12;
  Lot lasting = term;
  lasting.kind = LotKind::perpetual;
  lasting.quantity = 10;
  lasting.end = never;
  lasting.subscription.clear();
  grant.entitlements = {term, lasting};
  return grant;
}

ReservationGrant universal() {
  ReservationGrant grant;
  grant.kind = ReservationKind::universal;
  grant.udi = device();
  grant.number = 8;
  grant.issued = start;
  grant.export_control_allowed = true;
  return grant;
}

ProblemCode refused(const std::string& code, const Udi& by = device()) {
  const auto read = read_authorization_code(code, by);
  EXPECT_FALSE(read);
  return read ? ProblemCode::not_found : read.error().code;
}

TEST(ReservationCodes, ARequestNamesItsDevice) {
  EXPECT_EQ(request_code(device()), "P:UCM,S:0beef,U:01234567-89ab-cdef-0123-456789a0beef");
  EXPECT_EQ(read_request_code("  " + request_code(device()) + "\n"), device());
  const Udi spaced{"Cisco Unity Connection", "abc,1", ""};
  EXPECT_EQ(read_request_code(request_code(spaced)), spaced);
}

TEST(ReservationCodes, TheFormOfOtherProductsIsReadToo) {
  EXPECT_EQ(read_request_code("BB-ZFPR-1010:9A-B-abcdefghi-38"), (Udi{"FPR-1010", "9A-B", ""}));
}

TEST(ReservationCodes, WhatIsNoRequestIsRefused) {
  for (const std::string text :
       {"", "P:UCM", "P:,S:1,U:2", "BB-ZUCM", "BB-ZUCM:1-3", "S:1,P:UCM"}) {
    EXPECT_FALSE(read_request_code(text)) << text;
  }
  EXPECT_FALSE(read_request_code("P:UCM,S:" + std::string(300, 'x')));
}

TEST(ReservationCodes, ASpecificOneIsReadAsItWasWritten) {
  const std::string code = authorization_code(specific());
  EXPECT_THAT(code,
              HasSubstr("<specificPLR><authorizationCode><flag>A</flag><version>C</version>"));
  EXPECT_THAT(code, Not(HasSubstr("\""))) << "it stands in quotes at a command line";
  EXPECT_EQ(read_authorization_code(code, device()), specific());
  EXPECT_EQ(read_authorization_code("<smartLicense>" + code + "</smartLicense>", device()),
            specific());
}

TEST(ReservationCodes, AUniversalOneIsReadAsItWasWritten) {
  const std::string code = authorization_code(universal());
  EXPECT_THAT(code, testing::MatchesRegex("EMUL8R(-[0-9A-Z]+)+"));
  EXPECT_EQ(read_authorization_code(code, device()), universal());
}

TEST(ReservationCodes, EveryChangeOfALetterIsSeen) {
  for (const std::string& good :
       {authorization_code(specific()), authorization_code(universal())}) {
    for (std::size_t at = 0; at < good.size(); ++at) {
      std::string bad = good;
      bad[at] = bad[at] == '7' ? '8' : '7';
      EXPECT_FALSE(read_authorization_code(bad, device())) << bad;
      EXPECT_FALSE(read_authorization_code(good.substr(0, at), device())) << at;
    }
  }
}

TEST(ReservationCodes, AreGoodForOneDevice) {
  const Udi other{"UCM", "0beef", "1123456789abcdef0123456789a0beef"};
  EXPECT_EQ(refused(authorization_code(specific()), other), ProblemCode::reservationmismatch);
  EXPECT_EQ(refused(authorization_code(universal()), other), ProblemCode::codevalidationfailed);
}

TEST(ReservationCodes, WhatIsNoneIsSaidToBeNone) {
  EXPECT_EQ(refused(""), ProblemCode::reservationinstallparsefail);
  EXPECT_EQ(refused("<specificPLR/>"), ProblemCode::reservationinstallparsefail);
  EXPECT_EQ(refused("<other>" + std::string(1000, 'x')), ProblemCode::reservationinstallparsefail);
  EXPECT_EQ(refused("EMUL8R-1-2"), ProblemCode::reservationinstallparsefail);
  EXPECT_EQ(refused(std::string(100'000, '<')), ProblemCode::reservationinstallparsefail);
}

TEST(ReservationCodes, QuantitiesBeyondCountingAreRefused) {
  ReservationGrant much = specific();
  much.entitlements[0].quantity = std::int64_t{1} << 40;
  EXPECT_EQ(refused(authorization_code(much)), ProblemCode::reservationinstallparsefail);
  ReservationGrant many = specific();
  for (int i = 0; i < 9; ++i) {
    many.entitlements.push_back(many.entitlements[0]);
    many.entitlements.back().license = static_cast<License>(i);
  }
  EXPECT_EQ(refused(authorization_code(many)), ProblemCode::reservationinstallparsefail);
}

TEST(ReservationCodes, ConfirmationAndReturnAreOfOneCodeEach) {
  EXPECT_EQ(confirmation_code(device(), 7).size(), 8);
  EXPECT_NE(confirmation_code(device(), 7), confirmation_code(device(), 8));
  EXPECT_NE(return_code(device(), 7), return_code(device(), 8));
  EXPECT_NE(return_code(device(), 7), return_code({"UCM", "other", ""}, 7));
}

TEST(ReservationGrant, HoldsWhatHasNotEnded) {
  EXPECT_EQ(held_at(specific(), start).of(UCM_Enhanced), 40);
  EXPECT_EQ(held_at(specific(), start - hours(1)).of(UCM_Enhanced), 40) << "a clock is behind";
  EXPECT_EQ(held_at(specific(), start + days(100)).of(UCM_Enhanced), 10);
  EXPECT_EQ(next_end(specific(), start), start + days(100));
  EXPECT_EQ(next_end(specific(), start + days(100)), never);
}

}  // namespace
}  // namespace slsim
