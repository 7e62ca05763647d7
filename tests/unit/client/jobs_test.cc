// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <algorithm>
#include <functional>

#include "client/jobs/job.h"
#include "client/sync/sync.h"
#include "tests/unit/client/estate.h"
#include "tests/unit/client/held_ports.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class Jobs : public testing::Test, protected Estate {};

TEST_F(Jobs, AnAssignmentRegistersTheCluster) {
  const StoredJob job = play(JobKind::assign, "va-1");
  EXPECT_EQ(job.state, JobState::completed) << job.detail;
  EXPECT_EQ(job.status_line(),
            "Verification - Pass|License Mode Change - Not Applicable|Transport Mode Change - Not "
            "Applicable|Registration - Pass|");
  EXPECT_EQ(cucm.registered_in, "va-1");
  EXPECT_EQ(cluster().assigned, id("va-1"));
  EXPECT_EQ(cluster().status, AssignmentStatus::registered);
  EXPECT_EQ(cluster().udi, "UCM/7000/");
  EXPECT_THAT(job.token.text, IsEmpty());
  EXPECT_THAT(ports.clock.waits, IsEmpty());
  EXPECT_EQ(cssm.created_tokens, 1);
}

TEST_F(Jobs, AnAssignmentReusesATokenBeforeItMakesOne) {
  cssm.tokens = {{"va-1", "by-hand", false}};
  EXPECT_EQ(play(JobKind::assign, "va-1").state, JobState::completed);
  EXPECT_EQ(cssm.created_tokens, 0);
}

TEST_F(Jobs, AMixedModeClusterNeedsTheTokenThatAllowsExportControl) {
  change_cluster([](StoredCluster& row) { row.mixed_mode = true; });
  cssm.tokens = {{"va-1", "plain", false}};
  const StoredJob failed = play(JobKind::assign, "va-1");
  EXPECT_EQ(failed.fault, FaultCode::SLM1010);
  EXPECT_EQ(cluster().status, AssignmentStatus::registration_failed);
  cssm.tokens.push_back({"va-1", "export", true});
  EXPECT_EQ(play(JobKind::assign, "va-1").state, JobState::completed);
}

TEST_F(Jobs, TheModeIsChangedAndTheRestartAwaited) {
  const Instant begun = ports.clock.now();
  const StoredJob job = play(JobKind::assign, "va-2");
  EXPECT_EQ(job.state, JobState::completed) << job.detail;
  EXPECT_THAT(job.status_line(), HasSubstr("License Mode Change - Pass|"));
  EXPECT_EQ(cucm.mode, "HCS");
  EXPECT_EQ(cucm.restarts, 1);
  EXPECT_EQ(ports.clock.now() - begun, minutes(15));  // Twelve, seen every five.
}

TEST_F(Jobs, TheRestartIsAwaitedForFortyMinutesAtMost) {
  cucm.restart_time = hours(2);
  const Instant begun = ports.clock.now();
  const StoredJob job = play(JobKind::assign, "va-2");
  EXPECT_EQ(job.fault, FaultCode::SLMCT1003);
  EXPECT_EQ(ports.clock.now() - begun, minutes(40));
  EXPECT_THAT(job.status_line(), HasSubstr("License Mode Change - Fail|"));
}

TEST_F(Jobs, AModeThatIsNotTakenIsFoundOut) {
  cucm.takes_no_mode = true;
  EXPECT_EQ(play(JobKind::assign, "va-2").fault, FaultCode::SLMCT1003);
}

TEST_F(Jobs, TheTransportOfTheClusterIsSet) {
  change_cluster([](StoredCluster& row) {
    row.transport = TransportMode::proxy;
    row.proxy = {"proxy.example", 3128, "", {}};
  });
  const StoredJob job = play(JobKind::assign, "va-1");
  EXPECT_EQ(job.state, JobState::completed) << job.detail;
  EXPECT_THAT(job.status_line(), HasSubstr("Transport Mode Change - Pass|"));
  EXPECT_EQ(cucm.transport, "2");
  EXPECT_EQ(cucm.proxy_host, "proxy.example");
}

TEST_F(Jobs, AClusterWithoutAProxyOfItsOwnGoesDirectAndTheJobSaysSo) {
  change_cluster([](StoredCluster& row) { row.transport = TransportMode::proxy; });
  const StoredJob job = play(JobKind::assign, "va-1");
  EXPECT_EQ(job.state, JobState::completed);
  EXPECT_THAT(job.detail, HasSubstr("registers directly"));
  EXPECT_EQ(cucm.transport, "0");
}

TEST_F(Jobs, TheTransportOfAnAssignedClusterDoesNotChange) {
  play(JobKind::assign, "va-1");
  EXPECT_EQ(play(JobKind::transport).fault, FaultCode::CAA1041);
  EXPECT_EQ(cluster().status, AssignmentStatus::registered);
  play(JobKind::unassign);
  EXPECT_EQ(play(JobKind::transport).state, JobState::completed);
}

TEST_F(Jobs, PreconditionsAreRefusedByTheirCodes) {
  EXPECT_EQ(refused(JobKind::unassign), FaultCode::SLMCT1011);
  EXPECT_EQ(refused(JobKind::assign, "va-9"), FaultCode::SLMCT1001);
  EXPECT_EQ(create_job(*store, JobKind::assign, "cm9", "va-1", {}).error().code,
            FaultCode::SLM1025);
  play(JobKind::assign, "va-1");
  EXPECT_EQ(refused(JobKind::assign, "va-2"), FaultCode::SLMCT1007);
  EXPECT_EQ(refused(JobKind::reassign, "va-1"), FaultCode::SLMCT1007);
  change_cluster([](StoredCluster& row) { row.version = "12.0"; });
  EXPECT_EQ(refused(JobKind::unassign), FaultCode::SLMCT1006);
  change_cluster(
      [](StoredCluster& row) { row = {.name = row.name, .version = "14", .nodes = {}}; });
  EXPECT_EQ(refused(JobKind::assign, "va-1"), FaultCode::SLMCT1012);
}

TEST_F(Jobs, CredentialsAreNeededOfBothKinds) {
  StoredCluster bare = cluster();
  bare.name = "cm2";
  ASSERT_TRUE(store->add_clusters({bare}));
  const auto create_bare = [&] {
    return create_job(*store, JobKind::assign, "cm2", "va-1", {}).error().code;
  };
  EXPECT_EQ(create_bare(), FaultCode::SLMCT1014);
  ASSERT_TRUE(store->set_credential("cm2", CredentialKind::admin, {"ann", {"pw"}}));
  EXPECT_EQ(create_bare(), FaultCode::SLMCT1013);
}

TEST_F(Jobs, AVirtualAccountNeedsAModeFirst) {
  cssm.virtual_accounts.push_back({"va-3", false});
  ASSERT_TRUE(*ports.run(sync_account(ports.ports(), *store, "partner.example", {}, {})));
  EXPECT_EQ(refused(JobKind::assign, "va-3"), FaultCode::SLM1014);
}

TEST_F(Jobs, WrongCredentialsEndAJobAtOnce) {
  ASSERT_TRUE(store->set_credential("cm1", CredentialKind::admin, {"ann", {"wrong"}}));
  EXPECT_EQ(play(JobKind::assign, "va-1").fault, FaultCode::CAA1035);
  EXPECT_THAT(ports.clock.waits, IsEmpty());
}

TEST_F(Jobs, AnApplicationWithoutTheInterfaceIsNotTriedAgain) {
  ports.http.server = [this](const HttpExchange& exchange) -> Result<HttpResponse> {
    if (exchange.request.path.starts_with("/platform-services/"))
      return HttpResponse{.status = 501};
    return exchange.to.host == "10.0.0.1" ? cucm.serve(exchange) : cssm.serve(exchange);
  };
  const StoredJob job = play(JobKind::assign, "va-1");
  EXPECT_EQ(job.fault, FaultCode::CAA1045);
  EXPECT_THAT(job.status_line(), HasSubstr("License Mode Change - Fail|"));
  EXPECT_THAT(ports.clock.waits, IsEmpty());
}

TEST_F(Jobs, AnApplicationThatIsAwayIsTriedAgainEveryFiveMinutes) {
  cucm.down = 3;
  EXPECT_EQ(play(JobKind::assign, "va-1").state, JobState::completed);
  EXPECT_THAT(ports.clock.waits, testing::ElementsAre(minutes(5), minutes(5), minutes(5)));
  play(JobKind::unassign);
  cucm.down = 1000;
  EXPECT_EQ(play(JobKind::assign, "va-1").fault, FaultCode::CAA1046);
}

TEST_F(Jobs, ADroppedAnswerIsNotTakenForAFailure) {
  cucm.drops_register = true;
  EXPECT_EQ(play(JobKind::assign, "va-1").state, JobState::completed);
  EXPECT_EQ(cucm.registrations, 1);
}

TEST_F(Jobs, ATokenThatIsRefusedIsExchangedOnce) {
  cucm.refuses_with = "The registration token has expired";
  const StoredJob job = play(JobKind::assign, "va-1");
  EXPECT_EQ(job.fault, FaultCode::CAA1048);
  EXPECT_THAT(job.detail, HasSubstr("the first token was refused"));
}

TEST_F(Jobs, WhatTheProductSaysIsKeptInTheJob) {
  cucm.refuses_with = "Product is in subscriber Node";
  EXPECT_EQ(play(JobKind::assign, "va-1").fault, FaultCode::CAA1049);
  cucm.refuses_with = "Communication timeout";
  const StoredJob job = play(JobKind::assign, "va-1");
  EXPECT_EQ(job.fault, FaultCode::CAA1081);
  EXPECT_THAT(job.detail, HasSubstr("Communication timeout"));
  EXPECT_EQ(job.attempts, 11);
}

TEST_F(Jobs, AProductThatSomebodyElseRegisteredIsLeftAlone) {
  cucm.registered_in = "va-2";
  EXPECT_EQ(play(JobKind::assign, "va-1").fault, FaultCode::SLMCT1007);
  EXPECT_EQ(cucm.registered_in, "va-2");
}

TEST_F(Jobs, AnUnassignmentDeregisters) {
  play(JobKind::assign, "va-1");
  const StoredJob job = play(JobKind::unassign);
  EXPECT_EQ(job.state, JobState::completed);
  EXPECT_FALSE(job.fault);
  EXPECT_EQ(job.status_line(), "Verification - Pass|Deregistration - Pass|");
  EXPECT_THAT(cucm.registered_in, IsEmpty());
  EXPECT_FALSE(cluster().assigned);
  EXPECT_EQ(cluster().status, AssignmentStatus::deregistered);
}

TEST_F(Jobs, ADeregistrationThatOnlyHalfWorkedIsNoPlainSuccess) {
  play(JobKind::assign, "va-1");
  cucm.leaves_orphans = true;
  const StoredJob job = play(JobKind::unassign);
  EXPECT_EQ(job.state, JobState::completed);
  EXPECT_EQ(job.fault, FaultCode::CAA1082);
  EXPECT_THAT(job.detail, HasSubstr("still counts"));
  ASSERT_TRUE(*ports.run(sync_account(ports.ports(), *store, "partner.example", {}, {})));
  EXPECT_EQ(store->drift("partner.example").front().kind, "orphaned");
}

TEST_F(Jobs, AnUnassignmentLooksAtItsVirtualAccountAlone) {
  play(JobKind::assign, "va-1");
  for (int i = 0; i < 250; ++i) cssm.instances.push_back({"va-2", std::to_string(i)});
  ports.http.sent.clear();
  EXPECT_EQ(play(JobKind::unassign).fault, std::nullopt);
  const auto looks = std::ranges::count_if(ports.http.sent, [](const HttpExchange& exchange) {
    return exchange.request.path.ends_with("/devices");
  });
  EXPECT_EQ(looks, 1);
}

TEST_F(Jobs, ADeregistrationThatFailedCanBeTriedAgain) {
  play(JobKind::assign, "va-1");
  cucm.keeps_registration = true;
  EXPECT_EQ(play(JobKind::unassign).fault, FaultCode::CAA1082);
  EXPECT_EQ(cluster().status, AssignmentStatus::deregistration_failed);
  EXPECT_EQ(cluster().assigned, id("va-1"));
  cucm.keeps_registration = false;
  EXPECT_EQ(play(JobKind::unassign).state, JobState::completed);
}

TEST_F(Jobs, AReassignmentMovesTheClusterAndChangesItsMode) {
  play(JobKind::assign, "va-1");
  const StoredJob job = play(JobKind::reassign, "va-2");
  EXPECT_EQ(job.state, JobState::completed) << job.detail;
  EXPECT_EQ(cucm.registered_in, "va-2");
  EXPECT_EQ(cucm.mode, "HCS");
  EXPECT_EQ(cluster().assigned, id("va-2"));
  EXPECT_EQ(cssm.instances.size(), 1U);
}

/// Kills the client at its n-th await and lets another one go on, for every n.
void kill_everywhere(const std::function<void(Estate&)>& before, JobKind kind,
                     const std::string& target, const std::function<void(Estate&)>& expect) {
  for (const bool served : {false, true}) {
    bool killed = true;
    for (int await = 0; killed; ++await) {
      Estate estate;
      before(estate);
      const std::int64_t job = estate.create(kind, target).value();
      estate.ports.fuse = {await, served};
      estate.run(job);
      killed = estate.store->job(job)->state == JobState::in_progress;
      estate.ports.fuse = {};
      estate.ports.shared = {};
      estate.store.reopen();
      estate.run(job);
      SCOPED_TRACE("killed at " + std::to_string(await) + (served ? ", served" : ""));
      ASSERT_EQ(estate.store->job(job)->state, JobState::completed)
          << print(Fault{estate.store->job(job)->fault.value_or(FaultCode::MED1001),
                         estate.store->job(job)->detail});
      expect(estate);
      ASSERT_LT(await, 200);
    }
  }
}

TEST(KilledJobs, AnAssignmentGoesOnAndRegistersOnce) {
  kill_everywhere([](Estate&) {}, JobKind::assign, "va-2",
                  [](Estate& estate) {
                    EXPECT_EQ(estate.cucm.registrations, 1);
                    EXPECT_EQ(estate.cucm.registered_in, "va-2");
                    EXPECT_EQ(estate.cluster().status, AssignmentStatus::registered);
                  });
}

TEST(KilledJobs, AReassignmentGoesOnAndRegistersOnceMore) {
  kill_everywhere([](Estate& estate) { estate.play(JobKind::assign, "va-1"); }, JobKind::reassign,
                  "va-2",
                  [](Estate& estate) {
                    EXPECT_EQ(estate.cucm.registrations, 2);
                    EXPECT_EQ(estate.cluster().assigned, estate.id("va-2"));
                  });
}

TEST(KilledJobs, AnUnassignmentGoesOn) {
  kill_everywhere([](Estate& estate) { estate.play(JobKind::assign, "va-1"); }, JobKind::unassign,
                  "",
                  [](Estate& estate) {
                    EXPECT_THAT(estate.cucm.registered_in, IsEmpty());
                    EXPECT_FALSE(estate.cluster().assigned);
                  });
}

Task<> play_held(Ports ports, Store& store, std::int64_t job) {
  co_await run_job(ports, store, job, {});
}

TEST(KilledJobs, LeaveNobodyToHearALateAnswer) {
  bool finished = false;
  int awaits = 0;
  for (; !finished; ++awaits) {
    ASSERT_LT(awaits, 200);
    Estate estate;
    HeldPorts held{estate.ports};
    const std::int64_t job = estate.create(JobKind::assign, "va-2").value();
    {
      const Ports ports{held, held, estate.ports.jitter, estate.ports.shared};
      Running running{play_held(ports, *estate.store, job)};
      running.begin();
      for (int i = 0; i < awaits && held.asked(); ++i) EXPECT_TRUE(held.answer());
      finished = running.done();
      EXPECT_EQ(held.asked(), !finished);
    }
    // Its frames are gone; the product may have acted all the same.
    EXPECT_FALSE(held.asked() && held.answer()) << awaits;
    EXPECT_FALSE(held.asked());
    estate.run(job);
    EXPECT_EQ(estate.store->job(job)->state, JobState::completed) << awaits;
    EXPECT_EQ(estate.cucm.registrations, 1) << awaits;
  }
  EXPECT_GT(awaits, 12);
}

}  // namespace
}  // namespace slsim
