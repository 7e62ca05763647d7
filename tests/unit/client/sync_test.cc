// SPDX-License-Identifier: Apache-2.0
#include "client/sync/sync.h"

#include <gmock/gmock.h>

#include "tests/unit/client/fake_cssm.h"
#include "tests/unit/client/fake_ports.h"
#include "tests/unit/client/memory_store.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Sync : public testing::Test {
 protected:
  Sync() {
    ports_.http.server = [this](const HttpExchange& exchange) { return cssm_.serve(exchange); };
    for (int i = 0; i < 23; ++i) {
      cssm_.instances.push_back({i % 2 == 0 ? "va-1" : "va-2", name(i)});
    }
    cssm_.licenses = {{"va-1", "UC Manager Enhanced License"}, {"va-2", "UC Manager Basic"}};
  }
  static std::string name(int i) { return std::to_string(1000 + i); }
  static StoredAccount partner() {
    StoredAccount account{.domain = "partner.example"};
    account.client_id = "app";
    account.secret = {"s3"};
    return account;
  }
  OrFault<void> add() {
    return *ports_.run(add_account(ports_.ports(), *store_, partner(), limits_, {}));
  }
  std::optional<OrFault<void>> sync() {
    return ports_.run(sync_account(ports_.ports(), *store_, "partner.example", limits_, {}));
  }
  std::vector<std::string> stored() {
    std::vector<std::string> names;
    for (const auto& row : store_->instances("partner.example")) names.push_back(row.instance.name);
    return names;
  }
  std::vector<std::string> expected() {
    std::vector<std::string> names;
    for (const auto& row : cssm_.instances) names.push_back(row.name);
    std::ranges::sort(names);
    return names;
  }
  std::vector<std::string> drift() {
    std::vector<std::string> rows;
    for (const Drift& row : store_->drift("partner.example")) {
      rows.push_back(row.kind + " " + row.subject);
    }
    return rows;
  }
  /// A cluster that is registered as the instance of that name.
  void assign(const std::string& name, const std::string& instance, const std::string& to) {
    StoredCluster cluster{.name = name};
    cluster.udi = "UCM/" + instance + "/";
    cluster.assigned = store_->find_virtual_account(to).value().id;
    cluster.status = AssignmentStatus::registered;
    ASSERT_TRUE(store_->add_clusters({cluster}));
  }

  FakePorts ports_;
  FakeCssm cssm_;
  MemoryStore store_;
  SyncLimits limits_{.page = 5};
};

TEST_F(Sync, OfANewAccountBringsEverything) {
  std::vector<std::string> seen;
  const auto watcher = [&](const SyncStep& step) {
    seen.push_back(std::string{step.stage} + ' ' + std::to_string(step.done));
  };
  ASSERT_TRUE(*ports_.run(add_account(ports_.ports(), *store_, partner(), limits_, watcher)));
  EXPECT_EQ(stored(), expected());
  EXPECT_TRUE(store_->account("partner.example")->active);
  EXPECT_EQ(store_->account("partner.example")->last_sync, ports_.clock.now());
  const StoredVirtualAccount va = store_->find_virtual_account("va-1").value();
  ASSERT_THAT(store_->licenses(va.id), SizeIs(1));
  EXPECT_EQ(store_->licenses(va.id).front().available, 6);
  EXPECT_THAT(seen, testing::Contains("instances 5"));
  EXPECT_THAT(seen, testing::Contains("instances 23"));
}

TEST_F(Sync, OfAnAccountThatCannotBeAddedLeavesNothing) {
  cssm_.secret = "another";
  EXPECT_EQ(add().error().code, FaultCode::CSSM1011);
  EXPECT_THAT(store_->accounts(), IsEmpty());
  StoredAccount account = partner();
  account.transport = TransportMode::gateway;
  EXPECT_EQ(ports_.run(add_account(ports_.ports(), *store_, account, limits_, {}))->error().code,
            FaultCode::MED1008);
  EXPECT_THAT(store_->accounts(), IsEmpty());
}

TEST_F(Sync, SkipsWhatBelongsToASatellite) {
  cssm_.virtual_accounts.push_back({"on-prem", true});
  cssm_.instances.push_back({"on-prem", "2000"});
  ASSERT_TRUE(add());
  EXPECT_FALSE(store_->find_virtual_account("on-prem"));
  EXPECT_THAT(stored(), SizeIs(23));
}

TEST_F(Sync, ReadsAnewWhenRowsMoveBetweenTwoPages) {
  cssm_.changed_instances = cssm_.instances;
  cssm_.changed_instances.erase(cssm_.changed_instances.begin());
  cssm_.changed_instances.push_back({"va-1", "3000"});
  cssm_.changes_after = 6;  // Between two pages of instances.
  ASSERT_TRUE(add());
  EXPECT_EQ(stored(), expected());
}

TEST_F(Sync, GivesUpOnRowsThatNeverStandStill) {
  ports_.http.server = [this, turn = 0](const HttpExchange& exchange) mutable {
    if (exchange.request.path.ends_with("/devices")) {
      std::ranges::rotate(cssm_.instances, cssm_.instances.begin() + 1 + (++turn % 2));
    }
    return cssm_.serve(exchange);
  };
  EXPECT_EQ(add().error().code, FaultCode::CSSM1020);
  EXPECT_FALSE(store_->account("partner.example")->active);
  EXPECT_FALSE(store_->account("partner.example")->sync_fault.empty());
}

TEST_F(Sync, ForgetsWhatIsGoneOnlyWhenItHasSeenEverything) {
  ASSERT_TRUE(add());
  cssm_.instances.erase(cssm_.instances.begin() + 3);
  ports_.http.server = [this, calls = 0](const HttpExchange& exchange) mutable {
    if (exchange.request.path.ends_with("/devices") && ++calls == 3) {
      return Result<HttpResponse>{refuse(ProblemCode::timed_out, "")};
    }
    return cssm_.serve(exchange);
  };
  EXPECT_EQ(sync()->error().code, FaultCode::CSSM1007);
  EXPECT_THAT(stored(), SizeIs(23));
  const std::size_t before = ports_.http.sent.size();
  ASSERT_TRUE(*sync());
  EXPECT_EQ(stored(), expected());
  // A token, the rest of the instances, alerts: nothing is read twice but the row that joins.
  EXPECT_LE(ports_.http.sent.size() - before, 6U);
}

TEST_F(Sync, BeginsAnewWhenItStoppedTooLongAgo) {
  ASSERT_TRUE(add());
  ports_.fuse = {6, false};  // In the middle of the instances.
  EXPECT_FALSE(sync());
  ports_.fuse = {};
  cssm_.instances.erase(cssm_.instances.begin());
  ports_.clock.pass(hours(25));
  ASSERT_TRUE(*sync());
  EXPECT_EQ(stored(), expected());
}

TEST_F(Sync, GoesOnAfterBeingKilledAtAnyAwait) {
  const auto play = [this](MemoryStore& store) {
    return ports_.run(sync_account(ports_.ports(), *store, "partner.example", limits_, {}));
  };
  for (const bool served : {false, true}) {
    int kills = 0;
    for (bool finished = false; !finished; ++kills) {
      ASSERT_LT(kills, 200);
      MemoryStore store;
      ASSERT_TRUE(store->add_account(partner()));
      ports_.shared = {};
      ports_.fuse = {kills, served};
      finished = play(store).has_value();
      ports_.fuse = {};
      ports_.shared = {};
      store.reopen();
      const auto again = finished ? std::nullopt : play(store);
      ASSERT_TRUE(finished || *again) << kills;
      ASSERT_THAT(store->instances("partner.example"), SizeIs(23)) << kills;
      ASSERT_THAT(store->virtual_accounts(), SizeIs(2)) << kills;
      ASSERT_TRUE(store->account("partner.example")->active);
    }
    // A token, the virtual accounts, licences, six pages of instances, alerts.
    EXPECT_EQ(kills - 1, 10);
  }
}

TEST_F(Sync, GoesOnAfterBeingKilledAgainAndAgain) {
  MemoryStore store;
  ASSERT_TRUE(store->add_account(partner()));
  int kills = 0;
  for (;;) {
    // Another token each time, and one page more.
    ports_.fuse = {2, false};
    const auto done =
        ports_.run(sync_account(ports_.ports(), *store, "partner.example", limits_, {}));
    store.reopen();
    ports_.shared = {};
    if (done) break;
    ASSERT_LT(++kills, 50);
  }
  ports_.fuse = {};
  EXPECT_GT(kills, 5);
  EXPECT_THAT(store->instances("partner.example"), SizeIs(23));
}

TEST_F(Sync, FindsWhatWasRemovedMovedAndDeletedAtThePortal) {
  ASSERT_TRUE(add());
  assign("cm0", name(0), "va-1");
  assign("cm1", name(1), "va-2");
  assign("cm2", name(2), "va-1");
  ASSERT_TRUE(*sync());
  EXPECT_THAT(drift(), IsEmpty());
  cssm_.instances.erase(cssm_.instances.begin());
  cssm_.instances[1].virtual_account = "va-2";
  ASSERT_TRUE(*sync());
  EXPECT_THAT(drift(), ElementsAre("moved cm2", "removed_at_portal cm0"));
  cssm_.virtual_accounts.pop_back();
  ASSERT_TRUE(*sync());
  EXPECT_THAT(drift(), testing::Contains("virtual_account_deleted cm1"));
  EXPECT_FALSE(store_->find_virtual_account("va-2").value().present);
}

TEST_F(Sync, FindsAnInstanceThatItsClusterHasLeft) {
  ASSERT_TRUE(add());
  StoredCluster cluster{.name = "cm0"};
  cluster.udi = "UCM/" + name(0) + "/";
  cluster.status = AssignmentStatus::deregistered;
  ASSERT_TRUE(store_->add_clusters({cluster}));
  ASSERT_TRUE(*sync());
  EXPECT_THAT(drift(), ElementsAre("orphaned cm0"));
}

TEST_F(Sync, ReadsTheTokensOfVirtualAccountsThatHaveAMode) {
  cssm_.tokens = {{"va-1", "t1", true}, {"va-2", "t2", false}};
  ASSERT_TRUE(add());
  const auto id = store_->find_virtual_account("va-1").value().id;
  EXPECT_THAT(store_->tokens(id), IsEmpty());
  ASSERT_TRUE(store_->set_mode(id, LicenseMode::hcs));
  ASSERT_TRUE(*sync());
  ASSERT_THAT(store_->tokens(id), SizeIs(1));
  EXPECT_EQ(store_->tokens(id).front().token.text, "t1");
  EXPECT_TRUE(store_->tokens(id).front().export_allowed);
}

}  // namespace
}  // namespace slsim
