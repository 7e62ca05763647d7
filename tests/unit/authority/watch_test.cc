// SPDX-License-Identifier: Apache-2.0
// Alerts and notices: what CSSM says of its own accord.
#include "tests/support/cssm_world.h"

namespace slsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using enum License;

class Watch : public CssmWorld {
 protected:
  std::vector<std::int64_t> notice_days(Instant from) const {
    std::vector<std::int64_t> found;
    for (const ExpiryNotice& notice : cssm_.state().notices) {
      found.push_back((notice.at - from) / days(1));
    }
    return found;
  }
  AlertKey only_alert(AlertKind kind) const {
    AlertKey found;
    for (const auto& [key, alert] : cssm_.state().alerts.live) {
      if (key.kind == kind) found = key;
    }
    return found;
  }
};

TEST_F(Watch, AlertsHaveTheirPublishedNamesBothWays) {
  for (std::size_t i = 0; i < alert_kind_count; ++i) {
    const auto kind = static_cast<AlertKind>(i);
    EXPECT_EQ(find_alert_kind(name(kind)), kind);
    EXPECT_EQ(find_alert_kind(word(kind).text()), kind);
    EXPECT_EQ(info(severity_setting(kind)).name, std::string{word(kind).text()} + "_alert");
  }
  EXPECT_EQ(name(AlertKind::insufficient_licenses), "Insufficient Licenses");
  EXPECT_EQ(find_alert_kind("Insufficient"), std::nullopt);
}

TEST_F(Watch, AShortageRaisesAnAlertUntilItEnds) {
  start();
  authorize(register_product(1, token(va1_)), counts({{UCM_Basic, 3}}));
  ASSERT_TRUE(raised(AlertKind::insufficient_licenses));
  const AlertKey key = only_alert(AlertKind::insufficient_licenses);
  EXPECT_EQ(key.license, UCM_Basic);
  EXPECT_EQ(key.account, va1_);
  const Alert& alert = cssm_.state().alerts.live.at(key);
  EXPECT_EQ(alert.severity, Severity::major);
  EXPECT_EQ(message(key, alert),
            "Insufficient Licenses: \"UC Manager Basic License (12.x)\": more licenses are in use "
            "than are available (va-1).");
  own(va1_, UCM_Basic, 3);
  EXPECT_THAT(cssm_.state().alerts.live, IsEmpty());
}

TEST_F(Watch, AnAlertThatIsOffIsNeverRaised) {
  start({{Setting::insufficient_licenses_alert, 0}});
  authorize(register_product(1, token(va1_)), counts({{UCM_Basic, 3}}));
  EXPECT_THAT(cssm_.state().alerts.live, IsEmpty());
}

TEST_F(Watch, ADismissedAlertIsNotRaisedAgainWhileItsCauseLasts) {
  start();
  const std::uint64_t serial = register_product(1, token(va1_));
  authorize(serial, counts({{UCM_Basic, 3}}));
  Context context = this->context();
  const AlertKey key = only_alert(AlertKind::insufficient_licenses);
  ASSERT_TRUE(cssm_.dismiss_alert(context, admin, key));
  EXPECT_EQ(cssm_.dismiss_alert(context, admin, key).error().code, ProblemCode::not_found);
  authorize(serial, counts({{UCM_Basic, 4}}));
  EXPECT_FALSE(raised(AlertKind::insufficient_licenses));
  authorize(serial, {});
  authorize(serial, counts({{UCM_Basic, 4}}));
  EXPECT_TRUE(raised(AlertKind::insufficient_licenses));
}

TEST_F(Watch, SilenceOfMoreThanThirtyDaysRaisesAnAlertUntilTheNextContact) {
  start();
  const std::uint64_t serial = register_product(1, token(va1_));
  run_for(seconds(90));
  authorize(serial, {});
  for (int i = 0; i < 3; ++i) {  // Exactly as often as products renew.
    run_for(days(30));
    EXPECT_FALSE(raised(AlertKind::failed_to_connect));
    authorize(serial, {});
  }
  run_for(days(31));
  EXPECT_TRUE(raised(AlertKind::failed_to_connect));
  authorize(serial, {});
  EXPECT_FALSE(raised(AlertKind::failed_to_connect));
}

TEST_F(Watch, ACertificateNotRenewedAtHalfItsLifeRaisesAnAlert) {
  start();
  const std::uint64_t serial = register_product(1, token(va1_));
  run_for(days(182));
  EXPECT_FALSE(raised(AlertKind::failed_to_renew));
  run_for(days(1));
  EXPECT_TRUE(raised(AlertKind::failed_to_renew));
  ask(RenewIdRequest{serial, now()});
  EXPECT_FALSE(raised(AlertKind::failed_to_renew));
}

TEST_F(Watch, AlertsOfAnInstanceGoWithIt) {
  start();
  register_product(1, token(va1_));
  run_for(days(200));
  EXPECT_THAT(cssm_.state().alerts.live, SizeIs(2));
  Context context = this->context();
  ASSERT_TRUE(cssm_.remove_instance(context, admin, cssm_.find_instance("cm1").value()));
  EXPECT_THAT(cssm_.state().alerts.live, IsEmpty());
}

TEST_F(Watch, NobodyLooksWhenTheSettingSaysNever) {
  start({{Setting::alert_check_period, 0}});
  register_product(1, token(va1_));
  run_for(days(200));
  EXPECT_THAT(cssm_.state().alerts.live, IsEmpty());
}

// CASE-25.
TEST_F(Watch, ATermIsWarnedOfAtEachMarkAndExpiredAtItsEnd) {
  start();
  const Instant from = now();
  own(va1_, UCM_Basic, 50, from + days(100));
  run_for(days(100) - milliseconds(1));
  EXPECT_THAT(notice_days(from), ElementsAre(10, 40, 70, 86, 93, 97, 99));
  EXPECT_TRUE(raised(AlertKind::licenses_expiring));
  EXPECT_FALSE(raised(AlertKind::licenses_expired));
  run_for(milliseconds(1));
  EXPECT_FALSE(raised(AlertKind::licenses_expiring));
  EXPECT_TRUE(raised(AlertKind::licenses_expired));
  EXPECT_THAT(notice_days(from), SizeIs(7));
}

TEST_F(Watch, ADismissedWarningIsFollowedByNoNoticeThatItCameTrue) {
  start();
  own(va1_, UCM_Basic, 50, now() + days(100));
  authorize(register_product(1, token(va1_)), counts({{UCM_Basic, 40}}));
  run_for(days(70));
  Context context = this->context();
  ASSERT_TRUE(cssm_.dismiss_alert(context, admin, only_alert(AlertKind::licenses_expiring)));
  run_for(days(30));
  EXPECT_FALSE(raised(AlertKind::licenses_expired));
  EXPECT_TRUE(raised(AlertKind::insufficient_licenses));
}

TEST_F(Watch, NoWarningGoesOutTwiceWhenTheServiceSleptOverSeveralMarks) {
  start();
  const Instant from = now();
  own(va1_, UCM_Basic, 50, from + days(100));
  kernel_.timeline.advance_to(from + days(10) - milliseconds(1));
  // A suspended host delivers what was due when it wakes.
  const std::optional<Due> slept = kernel_.timeline.pop(from + days(10));
  kernel_.timeline.advance_to(from + days(88));
  Context context = this->context();
  cssm_.on_timer(context, slept->kind, slept->argument);
  EXPECT_THAT(notice_days(from), ElementsAre(88));
  EXPECT_EQ(cssm_.state().notices[0].mark, days(14));
  run_until(from + days(100));
  EXPECT_THAT(notice_days(from), ElementsAre(88, 93, 97, 99));
}

TEST_F(Watch, NoticesFollowTheSettings) {
  start({{Setting::expiry_notice_1, days(20).count()},
         {Setting::expiry_notice_2, days(5).count()},
         {Setting::expiry_notice_3, 0},
         {Setting::expiry_notice_4, 0},
         {Setting::expiry_notice_5, 0},
         {Setting::expiry_notice_6, 0},
         {Setting::expiry_notice_7, days(5).count()}});
  const Instant from = now();
  own(va1_, UCM_Basic, 50, from + days(100));
  own(va1_, UCM_CUWL, 50);
  run_for(days(400));
  EXPECT_THAT(notice_days(from), ElementsAre(80, 95));
}

TEST_F(Watch, WhatMovesTakesItsWarningAlong) {
  start();
  const Instant from = now();
  own(va1_, UCM_Basic, 50, from + days(50));
  run_for(days(30));
  EXPECT_THAT(notice_days(from), ElementsAre(20));
  Context context = this->context();
  const LicenseMove all{
      .license = UCM_Basic, .kind = LotKind::term, .quantity = 50, .target = va2_};
  ASSERT_EQ(cssm_.transfer_licenses(context, admin, va1_, std::vector{all}).value().failed(), 0U);
  EXPECT_EQ(only_alert(AlertKind::licenses_expiring).account, va2_);
  run_for(days(20));
  EXPECT_THAT(notice_days(from), ElementsAre(20, 36, 43, 47, 49));
  EXPECT_THAT(cssm_.state().alerts.live, SizeIs(1));
  EXPECT_EQ(only_alert(AlertKind::licenses_expired).account, va2_);
}

}  // namespace
}  // namespace slsim
