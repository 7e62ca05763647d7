// SPDX-License-Identifier: Apache-2.0
#include "client/jobs/queue.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "tests/unit/client/estate.h"
#include "tests/unit/client/held_ports.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Jobs of six clusters that are all refused alike, so that only their order matters.
class Queue : public testing::Test, protected Estate {
 protected:
  Queue() {
    cucm.admin = "Basic of somebody else";
    for (int i = 1; i <= 6; ++i) {
      StoredCluster row = cluster();
      row.name = "c" + std::to_string(i);
      EXPECT_TRUE(store->add_clusters({row}));
      for (const CredentialKind kind : {CredentialKind::admin, CredentialKind::platform}) {
        EXPECT_TRUE(store->set_credential(row.name, kind, {"ann", {"pw"}}));
      }
      // The first four in one virtual account.
      const auto job = create_job(*store, JobKind::assign, row.name, i <= 4 ? "va-1" : "va-2", {});
      EXPECT_TRUE(job);
      ids.push_back(job.value_or(0));
    }
  }
  JobQueue queue(JobsAtOnce at_once) {
    return JobQueue{{held, held, ports.jitter, ports.shared},
                    *store,
                    {},
                    at_once,
                    [this](std::int64_t id, const OrFault<void>&) { ended.push_back(id); }};
  }

  std::vector<std::int64_t> ids;
  std::vector<std::int64_t> ended;
  HeldPorts held{ports};
};

TEST_F(Queue, BeginsAsManyAsMayBeUnderWayAtOnce) {
  JobQueue jobs = queue({.all = 3, .account = 9});
  for (const std::int64_t id : ids) jobs.add(id);
  EXPECT_EQ(jobs.playing(), 0U);
  std::size_t most = 0;
  while (!jobs.idle()) {
    jobs.tend();
    most = std::max(most, jobs.playing());
    if (held.asked()) held.answer();
  }
  EXPECT_EQ(most, 3U);
  EXPECT_EQ(ended, ids);
}

TEST_F(Queue, LetsABusyVirtualAccountHoldUpNoOther) {
  JobQueue jobs = queue({.all = 9, .account = 2});
  for (const std::int64_t id : ids) jobs.add(id);
  jobs.tend();
  EXPECT_EQ(jobs.playing(), 4U);  // c1, c2, c5 and c6.
  EXPECT_EQ(jobs.waiting(), 2U);
  for (int i = 0; i < 4; ++i) held.answer();
  jobs.tend();
  EXPECT_THAT(ended, ElementsAre(ids[0], ids[1], ids[4], ids[5]));
  EXPECT_EQ(jobs.playing(), 2U);
  EXPECT_EQ(jobs.waiting(), 0U);
}

TEST_F(Queue, MakesOneTokenForManyJobsOfAVirtualAccount) {
  cucm.admin = "Basic YW5uOnB3";  // ann:pw
  cucm.platform = "Basic YW5uOnB3";
  cucm.refuses_with = "Product is in subscriber Node";  // All are one product here.
  JobQueue jobs = queue({});
  for (const std::int64_t id : ids) jobs.add(id);
  while (!jobs.idle()) {
    jobs.tend();
    if (held.asked()) held.answer();
  }
  EXPECT_EQ(ended.size(), 6U);
  EXPECT_EQ(info(store->job(ids[0])->fault.value()).name, "CAA1049") << store->job(ids[0])->detail;
  EXPECT_EQ(cssm.created_tokens, 2);  // One each of va-1 and va-2.
}

TEST_F(Queue, ReadsInstancesOnceForAllThatHaveLeftAVirtualAccount) {
  cucm.admin = "Basic YW5uOnB3";  // ann:pw
  cucm.platform = "Basic YW5uOnB3";
  for (int i = 0; i < 500; ++i) cssm.instances.push_back({"va-1", "i" + std::to_string(i)});
  int pages = 0;
  ports.http.server = [&, before = ports.http.server](const HttpExchange& exchange) {
    if (exchange.request.path.ends_with("/devices")) ++pages;
    return before(exchange);
  };
  JobQueue jobs = queue({});
  for (const std::int64_t id : ids) {
    StoredJob job = store->job(id).value();
    job.state = JobState::completed;
    StoredCluster row = store->cluster(job.cluster).value();
    row.assigned = this->id("va-1");
    ASSERT_TRUE(store->save_job(job, row));
    jobs.add(create_job(*store, JobKind::unassign, job.cluster, "", {}).value());
  }
  while (!jobs.idle()) {
    jobs.tend();
    if (held.asked()) held.answer();
  }
  EXPECT_EQ(ended.size(), 6U);
  EXPECT_FALSE(store->job(ended.back())->fault) << store->job(ended.back())->detail;
  EXPECT_EQ(cssm.log_ins, 1);
  EXPECT_LE(pages, 6);  // The first one's reading, and one for the five that came later.
}

TEST_F(Queue, TakesAJobOnceAndAgainAfterItHasEnded) {
  JobQueue jobs = queue({});
  jobs.add(ids[0]);
  jobs.add(ids[0]);
  jobs.tend();
  jobs.add(ids[0]);
  EXPECT_EQ(jobs.playing() + jobs.waiting(), 1U);
  held.answer();
  jobs.tend();
  EXPECT_TRUE(jobs.idle());
  jobs.add(ids[0]);  // It has failed: there is nothing left to play.
  jobs.tend();
  EXPECT_TRUE(jobs.idle());
  EXPECT_THAT(ended, ElementsAre(ids[0], ids[0]));
  EXPECT_FALSE(held.asked());
}

TEST_F(Queue, SaysOfAnUnknownJobThatThereIsNone) {
  std::vector<FaultCode> faults;
  JobQueue jobs{{held, held, ports.jitter, ports.shared},
                *store,
                {},
                {},
                [&](std::int64_t, const OrFault<void>& played) {
                  if (!played) faults.push_back(played.error().code);
                }};
  jobs.add(999);
  jobs.tend();
  EXPECT_THAT(faults, ElementsAre(FaultCode::MED1003));
}

TEST_F(Queue, CanGoAwayWhileJobsAreUnderWay) {
  {
    JobQueue jobs = queue({});
    for (const std::int64_t id : ids) jobs.add(id);
    jobs.tend();
    EXPECT_EQ(jobs.playing(), 6U);
  }
  EXPECT_FALSE(held.answer());
  EXPECT_THAT(ended, IsEmpty());
  EXPECT_EQ(store->jobs_under_way(), ids);
}

}  // namespace
}  // namespace slsim
