// SPDX-License-Identifier: Apache-2.0
// The conversation of tests/contract over HTTPS: the same answers and the same world at its end as
// in process.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "live/http_client.h"
#include "sim/serve/admin.h"
#include "tests/contract/cases.h"
#include "tests/e2e/served.h"

namespace slsim {
namespace {

class ContractOverHttps : public ServeTest {
 protected:
  void SetUp() override {
    write("contract.yaml", contract_world());
    ASSERT_TRUE(serve("contract.yaml --clock stepped")) << read("serve.err");
  }

  HttpResponse fetched(const HttpOrigin& origin, const HttpRequest& request,
                       const HttpClientOptions& options) {
    auto answer = fetch(origin, request, options);
    if (answer) return *std::move(answer);
    ADD_FAILURE() << answer.error().detail;
    return {0, {}, {}};
  }

  void expect_as_in_process(const AskHost& ask) {
    const auto told = [](const Exchange& exchange, const HttpResponse& answer) {
      EXPECT_EQ(answer.status, exchange.status) << exchange.name << "\n" << answer.body;
    };
    const Conversation live = play_contract(ask, told);
    EXPECT_EQ(live.transcript, golden_transcript());
    EXPECT_EQ(live.digest, digest_in_process());
  }

 private:
  static std::string digest_in_process() {
    Session session =
        *Session::open({.path = "contract.yaml", .text = std::string{contract_world()}}, {});
    const auto ask = [&](std::string_view host, const HttpRequest& request) {
      if (host == "admin") return admin_at_once(session, {}, request).response;
      const auto asked = session.ask({std::string{host}, contract_port(host)}, request);
      return std::get<HttpResponse>(*asked.answer);
    };
    return play_contract(ask, [](const Exchange&, const HttpResponse&) {}).digest;
  }
};

TEST_F(ContractOverHttps, EachHostAtItsOwnListenerAnswersAsInProcess) {
  expect_as_in_process([&](std::string_view host, const HttpRequest& request) {
    const std::string at = host == "admin" ? admin_ : url(host, "https");
    return fetched(*parse_origin(at), request, {.ca_file = root_});
  });
}

TEST_F(ContractOverHttps, ByThePublicNamesThroughTheProxyItIsTheSame) {
  const std::map<std::string_view, std::string> names{{"cssm/gateway", "cloudsso.cisco.com"},
                                                      {"cssm/api", "swapi.cisco.com"},
                                                      {"cssm/receiver", "tools.cisco.com"},
                                                      {"cuc1", "cuc1"},
                                                      {"cuc1/sub1", "cuc1-sub1"},
                                                      {"cer1", "cer1"},
                                                      {"sat1", "sat1"}};
  const auto proxy = *parse_origin(proxy_);
  expect_as_in_process([&](std::string_view host, const HttpRequest& request) {
    if (host == "admin") return fetched(*parse_origin(admin_), request, {});
    return fetched({true, names.at(host), contract_port(host)}, request,
                   {.ca_file = root_, .proxy = HttpProxy{proxy.host, proxy.port}});
  });
}

}  // namespace
}  // namespace slsim
