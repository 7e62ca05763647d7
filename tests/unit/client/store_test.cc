// SPDX-License-Identifier: Apache-2.0
#include "client/store/store.h"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include "tests/unit/client/memory_store.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

StoredAccount partner() {
  StoredAccount account{.domain = "partner.example"};
  account.client_id = "app";
  account.secret = {"very-secret-1"};
  account.transport = TransportMode::proxy;
  account.proxy = {"proxy.example", 3128, "paul", {"proxy-secret-2"}};
  return account;
}

StoredCluster cm1() {
  StoredCluster cluster{.name = "cm1"};
  cluster.version = "12.5";
  cluster.nodes = {{"pub", true, "10.0.0.1"}, {"sub1", false, "10.0.0.2"}};
  return cluster;
}

TEST(Seal, OpensWhatItClosedInItsPlaceAlone) {
  const Seal seal{std::string(Seal::key_size, 'a')};
  const std::string sealed = seal.close("here", {"secret"});
  EXPECT_EQ(seal.open("here", sealed)->text, "secret");
  EXPECT_FALSE(seal.open("there", sealed));
  EXPECT_FALSE(Seal{std::string(Seal::key_size, 'b')}.open("here", sealed));
  std::string changed = sealed;
  changed.back() = changed.back() == '0' ? '1' : '0';
  EXPECT_FALSE(seal.open("here", changed));
  EXPECT_FALSE(seal.open("here", "00"));
  EXPECT_FALSE(seal.open("here", "no digits"));
  EXPECT_EQ(seal.open("here", seal.close("here", {}))->text, "");
}

TEST(Seal, TakesAnotherNonceForAnotherSecret) {
  const Seal seal{std::string(Seal::key_size, 'a')};
  EXPECT_NE(seal.close("here", {"one"}).substr(0, 24), seal.close("here", {"two"}).substr(0, 24));
  EXPECT_NE(seal.close("here", {"one"}).substr(0, 24), seal.close("her", {"eone"}).substr(0, 24));
}

TEST(Store, KeepsASmartAccountOverAReopening) {
  MemoryStore store;
  ASSERT_TRUE(store->add_account(partner()));
  store.reopen();
  const auto found = store->account("partner.example");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->secret.text, "very-secret-1");
  EXPECT_EQ(found->proxy, partner().proxy);
  EXPECT_EQ(found->transport, TransportMode::proxy);
  EXPECT_FALSE(found->active);
  EXPECT_EQ(store->add_account(partner()).error().code, FaultCode::MED1004);
}

TEST(Store, HoldsNoSecretInTheClear) {
  MemoryStore store;
  ASSERT_TRUE(store->add_account(partner()));
  ASSERT_TRUE(store->add_clusters({cm1()}));
  ASSERT_TRUE(store->set_credential("cm1", CredentialKind::admin, {"ann", {"cm-secret-3"}}));
  {
    Change change{store->database()};
    store->put(StoredVirtualAccount{.domain = "partner.example", .name = "va-1"}, 1);
    store->set_tokens(1, {{{"token-secret-4"}, "", never, false}});
    ASSERT_TRUE(change.commit());
  }
  auto id = store->add_job({.cluster = "cm1"});
  ASSERT_TRUE(id);
  StoredJob job = *store->job(*id);
  job.token = {"token-secret-5"};
  ASSERT_TRUE(store->save_job(job));
  EXPECT_EQ(store->job(*id)->token.text, "token-secret-5");
  EXPECT_THAT(store.bytes(), HasSubstr("partner.example"));
  for (const char* secret :
       {"very-secret-1", "proxy-secret-2", "cm-secret-3", "token-secret-4", "token-secret-5"}) {
    EXPECT_THAT(store.bytes(), Not(HasSubstr(secret)));
  }
}

TEST(Store, SaysThatTheKeyIsNotTheRightOne) {
  MemoryStore store;
  ASSERT_TRUE(store->add_account(partner()));
  EXPECT_TRUE(store->check());
  store.reopen('x');
  EXPECT_EQ(store->check().error().code, FaultCode::MED1002);
}

TEST(Store, RefusesTheTablesOfALaterProgram) {
  MemoryStore store;
  sqlite3_exec(store.opened(), "PRAGMA user_version=99", nullptr, nullptr, nullptr);
  EXPECT_EQ(Database::adopt(store.opened()).error().code, FaultCode::MED1001);
}

TEST(Store, AddsAllClustersOrNone) {
  MemoryStore store;
  StoredCluster other = cm1();
  other.name = "cm0";
  ASSERT_TRUE(store->add_clusters({cm1()}));
  EXPECT_EQ(store->add_clusters({other, cm1()}).error().code, FaultCode::MED1004);
  EXPECT_FALSE(store->cluster("cm0"));
  EXPECT_EQ(store->cluster("cm1")->nodes, cm1().nodes);
  EXPECT_EQ(store->cluster("cm1")->publisher()->address, "10.0.0.1");
}

TEST(Store, LocksTheModeWhileAClusterIsAssigned) {
  MemoryStore store;
  ASSERT_TRUE(store->add_account(partner()));
  {
    Change change{store->database()};
    store->put(StoredVirtualAccount{.domain = "partner.example", .name = "va-1"}, 1);
    ASSERT_TRUE(change.commit());
  }
  const StoredVirtualAccount va = store->find_virtual_account("va-1").value();
  EXPECT_FALSE(va.mode);
  ASSERT_TRUE(store->set_mode(va.id, LicenseMode::hcs));
  StoredCluster cluster = cm1();
  cluster.assigned = va.id;
  ASSERT_TRUE(store->add_clusters({cluster}));
  EXPECT_EQ(store->set_mode(va.id, LicenseMode::enterprise).error().code, FaultCode::MED1006);
  EXPECT_TRUE(store->set_mode(va.id, LicenseMode::hcs));
  EXPECT_EQ(store->remove_account("partner.example").error().code, FaultCode::SLMCT1007);
  cluster.assigned.reset();
  ASSERT_TRUE(store->update_cluster(cluster));
  EXPECT_TRUE(store->set_mode(va.id, LicenseMode::enterprise));
  EXPECT_EQ(store->virtual_account(va.id)->mode, LicenseMode::enterprise);
  EXPECT_TRUE(store->remove_account("partner.example"));
  EXPECT_TRUE(store->virtual_accounts().empty());
}

TEST(Store, TakesOneJobAtATimeForACluster) {
  MemoryStore store;
  ASSERT_TRUE(store->add_clusters({cm1()}));
  const auto id = store->add_job({.kind = JobKind::unassign, .cluster = "cm1"});
  ASSERT_TRUE(id);
  EXPECT_EQ(store->add_job({.cluster = "cm1"}).error().code, FaultCode::MED1007);
  StoredJob job = *store->job(*id);
  EXPECT_EQ(job.kind, JobKind::unassign);
  job.state = JobState::failed;
  job.phases[0] = PhaseState::fail;
  job.fault = FaultCode::CAA1082;
  ASSERT_TRUE(store->save_job(job));
  EXPECT_TRUE(store->add_job({.cluster = "cm1"}));
  EXPECT_EQ(store->jobs().front().fault, FaultCode::CAA1082);
  EXPECT_EQ(store->jobs().front().status_line(),
            "Verification - Fail|Deregistration - Not Started|");
}

TEST(Fault, EveryCodeIsFoundByItsName) {
  for (const FaultInfo& fault : all_faults()) {
    EXPECT_EQ(find_fault(fault.name), fault.code);
    EXPECT_FALSE(fault.advice.empty()) << fault.name;
  }
  EXPECT_EQ(print({FaultCode::SLMCT1007, "cm1"}), "SLMCT1007 Cluster is already assigned: cm1");
}

TEST(Store, KeepsRequestsUntilTheyAreDone) {
  MemoryStore store;
  EXPECT_FALSE(store->first_request());
  const std::int64_t first = store->add_request("sync", "partner.example").value();
  const std::int64_t second = store->add_request("remove", "partner.example").value();
  EXPECT_EQ(store->first_request()->id, first);
  ASSERT_TRUE(store->end_request(first, Fault{FaultCode::CSSM1007, "late"}));
  EXPECT_EQ(store->first_request()->id, second);
  EXPECT_EQ(store->first_request()->kind, "remove");
  ASSERT_TRUE(store->end_request(second, std::nullopt));
  EXPECT_FALSE(store->first_request());
  store.reopen();
  EXPECT_EQ(store->request(first)->fault, FaultCode::CSSM1007);
  EXPECT_EQ(store->request(first)->detail, "late");
  EXPECT_TRUE(store->request(second)->done);
  EXPECT_FALSE(store->request(second)->fault);
}

TEST(Store, LeavesAClusterAloneWhileAJobIsUnderWay) {
  MemoryStore store;
  StoredCluster cluster{.name = "cm1"};
  ASSERT_TRUE(store->add_clusters({cluster}));
  const std::int64_t id = store->add_job({.cluster = "cm1", .step = "verify"}).value();
  EXPECT_EQ(store->jobs_under_way(), std::vector<std::int64_t>{id});
  cluster.version = "14";
  EXPECT_EQ(store->update_cluster(cluster).error().code, FaultCode::MED1007);
  StoredJob job = store->job(id).value();
  job.state = JobState::completed;
  ASSERT_TRUE(store->save_job(job));
  EXPECT_TRUE(store->jobs_under_way().empty());
  EXPECT_TRUE(store->update_cluster(cluster));
}

}  // namespace
}  // namespace slsim
