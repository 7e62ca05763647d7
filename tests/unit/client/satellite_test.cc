// SPDX-License-Identifier: Apache-2.0
// The client before a satellite: other paths, a login in JSON, 403 for a token that is not taken.
#include "client/cssm/satellite.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "client/sync/sync.h"
#include "tests/unit/client/fake_ports.h"
#include "tests/unit/client/memory_store.h"

namespace slsim {
namespace {

using nlohmann::json;
using testing::SizeIs;

HttpResponse answer(int status, const json& body = json::object()) {
  return {.status = status, .body = body.dump()};
}

/// Two virtual accounts, five instances in the first.
class ToySatellite {
 public:
  Result<HttpResponse> serve(const HttpExchange& exchange) {
    const HttpRequest& request = exchange.request;
    if (request.path == token_path) return log_in(json::parse(request.body));
    const std::string* bearer = find_header(request.headers, "Authorization");
    if (bearer == nullptr || *bearer != "Bearer b" + std::to_string(log_ins)) return answer(403);
    const std::string base = "/api/v1/accounts/la%201";
    if (!request.path.starts_with(base)) return answer(404);
    const std::string rest = request.path.substr(base.size());
    if (rest == "/virtual-accounts") {
      return answer(200, {{"virtualAccounts",
                           {{{"name", "Default"}, {"isDefault", "yes"}},
                            {{"name", "east"}, {"isDefault", "no"}}}}});
    }
    if (rest == "/licenses") {
      return answer(200, {{"totalRecords", 1},
                          {"licenses", {{{"license", "x"}, {"virtualAccount", "Default"}}}}});
    }
    if (rest.ends_with("/devices")) return devices(rest.find("Default") != std::string::npos);
    if (rest == "/alerts") return answer(200, {{"totalRecords", 0}, {"alerts", json::array()}});
    return answer(404);
  }
  [[nodiscard]] static HttpResponse devices(bool any) {
    json rows = json::array();
    for (int i = 0; any && i < 5; ++i) {
      rows.push_back({{"instanceName", "cm" + std::to_string(i)},
                      {"sudi", {{"udiPid", "UCM"}, {"udiSerialNumber", std::to_string(i)}}}});
    }
    return answer(200, {{"devices", rows}});
  }

  std::string token_path = "/backend/oauth/token";
  int log_ins = 0;

 private:
  HttpResponse log_in(const json& body) {
    if (body.at("client_secret") != "s3") return answer(400);
    ++log_ins;
    return answer(200, {{"access_token", "b" + std::to_string(log_ins)}, {"expires_in", 3600}});
  }
};

class AtASatellite : public testing::Test {
 protected:
  AtASatellite() {
    ports_.http.server = [this](const HttpExchange& exchange) { return sat_.serve(exchange); };
    account_.client_id = "app";
    account_.secret = {"s3"};
    account_.local_account = "la 1";
    point_to_satellite(account_, {.host = "ssm.example"});
  }
  OrFault<void> add() {
    return *ports_.run(add_account(ports_.ports(), *store_, account_, {}, {}));
  }
  OrFault<void> sync() {
    return *ports_.run(sync_account(ports_.ports(), *store_, "branch", {}, {}));
  }

  FakePorts ports_;
  ToySatellite sat_;
  MemoryStore store_;
  StoredAccount account_{.domain = "branch"};
};

TEST_F(AtASatellite, ALocalAccountIsSyncedAVirtualAccountAtATime) {
  ASSERT_TRUE(add());
  EXPECT_EQ(ports_.http.sent.front().to, (HttpOrigin{true, "ssm.example", 8443}));
  EXPECT_THAT(store_->virtual_accounts(), SizeIs(2));
  EXPECT_THAT(store_->instances("branch"), SizeIs(5));
  EXPECT_EQ(store_->instances("branch").front().instance.name, "cm0");
  EXPECT_EQ(sat_.log_ins, 1);
}

TEST_F(AtASatellite, ATokenThatIsAnsweredWith403IsRenewedOnce) {
  ASSERT_TRUE(add());
  ++sat_.log_ins;  // As if it had forgotten the one that is out.
  ASSERT_TRUE(sync());
  EXPECT_EQ(sat_.log_ins, 3);
}

TEST_F(AtASatellite, TheSecretAndTheLocalAccountHaveToBeRight) {
  account_.secret = {"wrong"};
  EXPECT_EQ(add().error().code, FaultCode::CSSM1011);
  account_.secret = {"s3"};
  account_.local_account.clear();
  EXPECT_EQ(add().error().code, FaultCode::CSSM1018);
  EXPECT_THAT(store_->accounts(), SizeIs(0));
}

TEST_F(AtASatellite, ClassicEditionIsRefused) {
  ports_.http.server = [](const HttpExchange&) -> Result<HttpResponse> { return answer(404); };
  EXPECT_EQ(add().error().code, FaultCode::MED1008);
}

}  // namespace
}  // namespace slsim
