// SPDX-License-Identifier: Apache-2.0
#include "sim/cssm/satellite_desk.h"

#include "core/agent/sync_file.h"
#include "tests/support/cssm_world.h"

namespace slsim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Desk : public CssmWorld {
 protected:
  Desk() { start(); }

  SatelliteAuthorization enroll(std::string_view account = "va-2") {
    SatelliteRegistration asked;
    asked.satellite = "sat1";
    asked.uuid = "uuid-1";
    asked.version = "8-202404";
    asked.local_account = "la1";
    asked.smart_account = "partner.example";
    asked.virtual_account = account;
    asked.written = now();
    Context context = this->context();
    return desk_.enroll(cssm_, context, asked).value();
  }
  static SyncInstance row(std::uint64_t number, Instant registered, std::int32_t count = 1) {
    SyncInstance one;
    one.number = number;
    one.udi = udi(static_cast<int>(number));
    one.host_name = "cm" + std::to_string(number);
    one.version = "12.5";
    one.registered = one.last_contact = registered;
    one.demand = counts({{License::UCM_Enhanced, count}});
    return one;
  }
  SyncRequest request(std::vector<SyncInstance> rows, SyncScope scope = SyncScope::full) {
    SyncRequest asked;
    asked.registration = 1;
    asked.number = ++number_;
    asked.base = base_;
    asked.scope = scope;
    asked.written = now();
    asked.satellite = "sat1";
    asked.version = "8-202404";
    asked.instances = std::move(rows);
    return asked;
  }
  Result<SyncReply> sync(const SyncRequest& asked) {
    Context context = this->context();
    auto reply = desk_.synchronize(cssm_, context, asked);
    if (reply) base_ = reply->number;
    return reply;
  }

  SatelliteDesk desk_;
  std::uint64_t number_ = 0;
  std::uint64_t base_ = 0;
};

TEST_F(Desk, TakesAFullReportForAllThereIs) {
  enroll();
  const SyncReply first = sync(request({row(1, now(), 3), row(2, now(), 4)})).value();
  EXPECT_THAT(first.removed, IsEmpty());
  EXPECT_EQ(cssm_.license(va2_, License::UCM_Enhanced).in_use, 7);
  EXPECT_EQ(cssm_.instance_count(va2_), 2U);
  sync(request({row(2, now(), 5)})).value();
  EXPECT_EQ(cssm_.license(va2_, License::UCM_Enhanced).in_use, 5);
  EXPECT_EQ(cssm_.instance_count(va2_), 1U);
}

TEST_F(Desk, TakesAPartialReportForWhatChanged) {
  enroll();
  sync(request({row(1, now(), 3), row(2, now(), 4)})).value();
  sync(request({row(2, now(), 6)}, SyncScope::partial)).value();
  EXPECT_EQ(cssm_.license(va2_, License::UCM_Enhanced).in_use, 9);
  SyncRequest gone = request({}, SyncScope::partial);
  gone.gone = {1};
  EXPECT_FALSE(sync(gone).value().all_entitlements);
  EXPECT_EQ(cssm_.license(va2_, License::UCM_Enhanced).in_use, 6);
}

TEST_F(Desk, WantsAFullReportAfterAnAnswerThatWasNotLoaded) {
  enroll();
  sync(request({row(1, now())})).value();
  base_ = 0;
  EXPECT_EQ(sync(request({}, SyncScope::partial)).error().code, ProblemCode::full_sync_needed);
}

TEST_F(Desk, FollowsWhoeverRenamedASatelliteLast) {
  enroll();
  SyncRequest asked = request({});
  asked.satellite = "branch";
  EXPECT_EQ(sync(asked).value().satellite, "branch");
  Context context = this->context();
  ASSERT_TRUE(desk_.rename_satellite(cssm_, context, {}, "branch", "head-office"));
  asked = request({});
  asked.satellite = "branch";  // It has not heard of that yet.
  EXPECT_EQ(sync(asked).value().satellite, "head-office");
  asked = request({});
  asked.satellite = "head-office";
  EXPECT_EQ(sync(asked).value().satellite, "head-office");
}

TEST_F(Desk, RefusesWhatItHasTakenAndWhatIsOlder) {
  enroll();
  const SyncRequest first = request({row(1, now())});
  run_for(hours(1));
  const SyncRequest second = request({row(1, now()), row(2, now())});
  sync(second).value();
  EXPECT_EQ(sync(second).error().code, ProblemCode::sync_replayed);
  EXPECT_EQ(sync(first).error().code, ProblemCode::sync_stale);
  EXPECT_EQ(cssm_.instance_count(va2_), 2U);
}

TEST_F(Desk, TellsTheSatelliteWhatThePortalRemoved) {
  enroll();
  sync(request({row(1, now()), row(2, now())})).value();
  run_for(hours(1));
  Context context = this->context();
  EXPECT_TRUE(cssm_.remove_instance(context, admin, cssm_.find_instance(udi(1)).value()));
  EXPECT_THAT(sync(request({}, SyncScope::partial)).value().removed, ElementsAre(1));
  // It is told until the satellite lets go of it.
  EXPECT_THAT(sync(request({row(1, Instant{}), row(2, now())})).value().removed, ElementsAre(1));
  SyncRequest gone = request({}, SyncScope::partial);
  gone.gone = {1};
  EXPECT_THAT(sync(gone).value().removed, IsEmpty());
}

TEST_F(Desk, BelievesTheLaterOfTwoRegistrations) {
  enroll();
  const Instant early = now();
  sync(request({row(1, early)})).value();
  run_for(days(1));
  const std::uint64_t serial = register_product(1, token(va1_));
  EXPECT_EQ(cssm_.instance_count(va1_), 1U);
  EXPECT_THAT(sync(request({row(1, early)})).value().removed, ElementsAre(1));
  EXPECT_EQ(cssm_.instance_count(va1_), 1U);
  run_for(days(1));
  EXPECT_THAT(sync(request({row(1, now())})).value().removed, IsEmpty());
  EXPECT_EQ(cssm_.instance_count(va1_), 0U);
  EXPECT_EQ(code(authorize(serial, {})), ProblemCode::certificate_invalid);
}

TEST_F(Desk, GivesAVirtualAccountToOneLocalAccountOnly) {
  enroll();
  SatelliteRegistration other;
  other.satellite = "sat2";
  other.uuid = "uuid-2";
  other.version = "8-202404";
  other.local_account = "la9";
  other.smart_account = "partner.example";
  other.virtual_account = "va-2";
  Context context = this->context();
  EXPECT_EQ(desk_.enroll(cssm_, context, other).error().code, ProblemCode::not_allowed);
  other.virtual_account = "va-1";
  EXPECT_EQ(desk_.enroll(cssm_, context, other).error().code, ProblemCode::not_allowed)
      << "the default";
  other.virtual_account = "va-new";
  EXPECT_EQ(desk_.enroll(cssm_, context, other).error().code, ProblemCode::not_found);
  other.create = true;
  EXPECT_TRUE(desk_.enroll(cssm_, context, other));
  other.satellite = "sat1";
  other.virtual_account = "va-newer";
  EXPECT_EQ(desk_.enroll(cssm_, context, other).error().code, ProblemCode::already_exists)
      << "two satellites of one name";
}

TEST_F(Desk, AsksForCredentialsWhenThoseOfTheNetworkHaveEnded) {
  enroll();
  for (int i = 0; i < 8; ++i) {
    run_for(days(20));
    sync(request({})).value();
  }
  run_for(days(20));
  EXPECT_EQ(sync(request({})).error().code, ProblemCode::credential_expired);
  SyncRequest with = request({});
  with.user = "admin";
  EXPECT_TRUE(sync(with)) << "the account has no people, so that anybody will do";
}

TEST_F(Desk, TakesNoFileOfAnotherServer) {
  const SatelliteAuthorization answer = enroll();
  Context context = this->context();
  SyncRequest asked = request({});
  asked.registration = 7;
  EXPECT_EQ(desk_.exchange_files(cssm_, context, write_file(asked, answer.key)).error().code,
            ProblemCode::sync_foreign);
  EXPECT_EQ(desk_.exchange_files(cssm_, context, "").error().code, ProblemCode::sync_damaged);
}

}  // namespace
}  // namespace slsim
