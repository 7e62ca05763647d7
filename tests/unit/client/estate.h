// SPDX-License-Identifier: Apache-2.0
// One smart account with two virtual accounts and one cluster, in a store and in a toy world.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "client/jobs/job.h"
#include "client/sync/sync.h"
#include "tests/unit/client/fake_cssm.h"
#include "tests/unit/client/fake_cucm.h"
#include "tests/unit/client/fake_ports.h"
#include "tests/unit/client/memory_store.h"

namespace slsim {

struct Estate {
  Estate() {
    ports.http.server = [this](const HttpExchange& exchange) {
      return exchange.to.host == "10.0.0.1" ? cucm.serve(exchange) : cssm.serve(exchange);
    };
    StoredAccount account{.domain = "partner.example"};
    account.client_id = "app";
    account.secret = {"s3"};
    EXPECT_TRUE(*ports.run(add_account(ports.ports(), *store, account, {}, {})));
    EXPECT_TRUE(store->set_mode(id("va-1"), LicenseMode::enterprise));
    EXPECT_TRUE(store->set_mode(id("va-2"), LicenseMode::hcs));
    StoredCluster cluster{.name = "cm1"};
    cluster.version = "12.5";
    cluster.nodes = {{"pub", true, "10.0.0.1"}};
    EXPECT_TRUE(store->add_clusters({cluster}));
    EXPECT_TRUE(store->set_credential("cm1", CredentialKind::admin, {"ann", {"pw"}}));
    EXPECT_TRUE(store->set_credential("cm1", CredentialKind::platform, {"os", {"pw2"}}));
  }
  std::int64_t id(const std::string& name) { return store->find_virtual_account(name).value().id; }
  StoredCluster cluster() { return store->cluster("cm1").value(); }
  OrFault<std::int64_t> create(JobKind kind, const std::string& target = "") {
    return create_job(*store, kind, "cm1", target, ports.clock.now());
  }
  void run(std::int64_t job) { ports.run(run_job(ports.ports(), *store, job, {})); }
  StoredJob play(JobKind kind, const std::string& target = "") {
    const auto made = create(kind, target);
    EXPECT_TRUE(made) << print(made.error());
    if (!made) return {};
    run(*made);
    return store->job(*made).value();
  }
  FaultCode refused(JobKind kind, const std::string& target = "") {
    const auto made = create(kind, target);
    EXPECT_FALSE(made);
    return made ? FaultCode::MED1001 : made.error().code;
  }
  void change_cluster(void (*change)(StoredCluster&)) {
    StoredCluster row = cluster();
    change(row);
    EXPECT_TRUE(store->update_cluster(row));
  }

  FakePorts ports;
  FakeCssm cssm;
  FakeCucm cucm{cssm, ports.clock};
  MemoryStore store;
};

}  // namespace slsim
