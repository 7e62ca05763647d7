// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "client/cssm/calls.h"
#include "tests/unit/client/fake_cssm.h"
#include "tests/unit/client/held_ports.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class CssmCalls : public testing::Test {
 protected:
  CssmCalls() {
    ports_.http.server = [this](const HttpExchange& exchange) { return cssm_.serve(exchange); };
    account_.client_id = "app&1";
    account_.secret = {"s3"};
  }
  OrFault<std::vector<CssmVirtualAccount>> list() {
    CssmSession session{ports_.ports(), account_};
    return *ports_.run(list_virtual_accounts(session));
  }
  FaultCode code_of(const Result<HttpResponse>& upset) {
    cssm_.upsets = {upset};
    const auto answer = list();
    EXPECT_FALSE(answer);
    return answer ? FaultCode::MED1001 : answer.error().code;
  }

  FakePorts ports_;
  FakeCssm cssm_;
  StoredAccount account_{.domain = "partner.example"};
};

TEST_F(CssmCalls, LogsInWithAFormAndListsVirtualAccounts) {
  cssm_.virtual_accounts.push_back({"on-prem", true});
  const auto rows = list();
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 3U);
  EXPECT_TRUE(rows->at(0).account.is_default);
  EXPECT_FALSE(rows->at(1).account.is_default);
  EXPECT_TRUE(rows->at(2).satellite);
  const HttpExchange& log_in = ports_.http.sent.front();
  EXPECT_EQ(log_in.to, (HttpOrigin{true, "cloudsso.cisco.com", 443}));
  EXPECT_EQ(log_in.request.body,
            "grant_type=client_credentials&client_id=app%261&client_secret=s3");
  EXPECT_EQ(ports_.http.sent.back().to.host, "swapi.cisco.com");
  EXPECT_FALSE(log_in.proxy);
}

TEST_F(CssmCalls, GoByTheProxyWithItsLogin) {
  account_.transport = TransportMode::proxy;
  account_.proxy = {"proxy.example", 3128, "paul", {"pw"}};
  ASSERT_TRUE(list());
  EXPECT_EQ(ports_.http.sent.back().proxy, (HttpProxy{"proxy.example", 3128, "paul", "pw"}));
  account_.proxy.host.clear();
  EXPECT_EQ(list().error().code, FaultCode::CSSM1009);
}

TEST_F(CssmCalls, RenewTheAccessTokenOnceWhenItIsNotTaken) {
  CssmSession session{ports_.ports(), account_};
  cssm_.forgets_bearers = true;
  EXPECT_TRUE(*ports_.run(list_virtual_accounts(session)));
  EXPECT_TRUE(*ports_.run(list_virtual_accounts(session)));
  EXPECT_EQ(cssm_.log_ins, 2);
}

TEST_F(CssmCalls, ShareOneAccessTokenOfAClient) {
  EXPECT_TRUE(list());
  EXPECT_TRUE(list());
  EXPECT_EQ(cssm_.log_ins, 1);
  account_.secret = {"wrong"};
  EXPECT_EQ(list().error().code, FaultCode::CSSM1011);  // It is another client's.
  account_.secret = {"s3"};
  EXPECT_TRUE(list());
  EXPECT_EQ(cssm_.log_ins, 1);
  ports_.shared = {};  // As after a start.
  EXPECT_TRUE(list());
  EXPECT_EQ(cssm_.log_ins, 2);
}

TEST_F(CssmCalls, HearTogetherThatThereIsNoAccessToken) {
  HeldPorts held{ports_};
  const Ports ports{held, held, ports_.jitter, ports_.shared};
  ports_.http.server = [](const HttpExchange&) -> Result<HttpResponse> {
    return refuse(ProblemCode::timed_out, "");
  };
  std::vector<FaultCode> heard;
  const auto ask = [](Ports with, StoredAccount account, std::vector<FaultCode>& codes) -> Task<> {
    CssmSession session{with, account};
    const auto rows = co_await list_virtual_accounts(session);
    if (!rows) codes.push_back(rows.error().code);
  };
  Running first{ask(ports, account_, heard)};
  Running second{ask(ports, account_, heard)};
  first.begin();
  second.begin();
  EXPECT_TRUE(held.answer());
  EXPECT_FALSE(held.asked());
  EXPECT_THAT(heard, ElementsAre(FaultCode::CSSM1007, FaultCode::CSSM1007));
}

TEST_F(CssmCalls, GiveUpWhenTheNewTokenIsNotTakenEither) {
  CssmSession session{ports_.ports(), account_};
  ports_.http.server = [this](const HttpExchange& exchange) -> Result<HttpResponse> {
    if (exchange.request.path == "/as/token.oauth2") return cssm_.serve(exchange);
    return HttpResponse{.status = 401};
  };
  EXPECT_EQ(ports_.run(list_virtual_accounts(session))->error().code, FaultCode::CSSM1011);
  EXPECT_EQ(cssm_.log_ins, 2);
}

TEST_F(CssmCalls, RenewTheAccessTokenBeforeItEnds) {
  CssmSession session{ports_.ports(), account_};
  EXPECT_TRUE(*ports_.run(list_virtual_accounts(session)));
  ports_.clock.pass(seconds(3570));
  EXPECT_TRUE(*ports_.run(list_virtual_accounts(session)));
  EXPECT_EQ(cssm_.log_ins, 2);
  EXPECT_EQ(ports_.http.sent.size(), 4U);
}

TEST_F(CssmCalls, SlowDownForAsLongAsTheServerSays) {
  HttpResponse busy{.status = 429};
  busy.headers = {{"Retry-After", "7"}};
  cssm_.upsets = {busy, busy};
  ASSERT_TRUE(list());
  ASSERT_EQ(ports_.clock.waits.size(), 2U);
  for (const Duration wait : ports_.clock.waits) {
    EXPECT_GE(wait, seconds(7));
    EXPECT_LE(wait, seconds(9));
  }
}

TEST_F(CssmCalls, TakeThePageOfTheGatewayForSlowDownAndNotForAWrongSecret) {
  for (int i = 0; i < 7; ++i) cssm_.upsets.emplace_back(page_of_the_gateway());
  ASSERT_TRUE(list());
  ASSERT_EQ(ports_.clock.waits.size(), 7U);
  EXPECT_LE(ports_.clock.waits.front(), seconds(2));
  EXPECT_GE(ports_.clock.waits.back(), seconds(64));
  for (int i = 0; i < 8; ++i) cssm_.upsets.emplace_back(page_of_the_gateway());
  EXPECT_EQ(list().error().code, FaultCode::CSSM1020);
}

TEST_F(CssmCalls, SayByCodeWhatWentWrong) {
  EXPECT_EQ(code_of(refuse(ProblemCode::refused_connection, "")), FaultCode::CSSM1005);
  EXPECT_EQ(code_of(refuse(ProblemCode::unknown_host, "")), FaultCode::CSSM1006);
  EXPECT_EQ(code_of(refuse(ProblemCode::timed_out, "")), FaultCode::CSSM1007);
  EXPECT_EQ(code_of(refuse(ProblemCode::no_route, "")), FaultCode::CSSM1008);
  EXPECT_EQ(code_of(refuse(ProblemCode::couldnotvalidatetrustchain, "")), FaultCode::CSSM1004);
  EXPECT_EQ(code_of(HttpResponse{.status = 500}), FaultCode::CSSM1003);
  EXPECT_EQ(code_of(HttpResponse{.status = 400}), FaultCode::CSSM1011);
  EXPECT_EQ(code_of(HttpResponse{.status = 403, .body = R"({"error":"Invalid Client"})"}),
            FaultCode::CSSM1015);
  EXPECT_EQ(code_of(HttpResponse{.status = 200, .body = "<html>"}), FaultCode::CSSM1012);
  EXPECT_EQ(code_of(HttpResponse{.status = 200, .body = "{}"}), FaultCode::CSSM1013);
  EXPECT_EQ(code_of(HttpResponse{.status = 404, .body = "{}"}), FaultCode::CSSM1020);
  EXPECT_EQ(code_of(HttpResponse{.status = 200, .body = std::string(200, '[')}),
            FaultCode::CSSM1012);
}

TEST_F(CssmCalls, FindAnErrorInAnAnswerOf200) {
  CssmSession session{ports_.ports(), account_};
  ASSERT_TRUE(*ports_.run(list_virtual_accounts(session)));
  cssm_.upsets = {HttpResponse{.body = R"({"status":"ERROR","statusMessage":"Not today"})"}};
  const auto answer = *ports_.run(list_virtual_accounts(session));
  EXPECT_EQ(answer.error(), (Fault{FaultCode::CSSM1020, "Not today"}));
}

TEST_F(CssmCalls, SayThatADomainIsNotTheirs) {
  account_.domain = "other.example";
  EXPECT_EQ(list().error().code, FaultCode::CSSM1015);
}

TEST_F(CssmCalls, NeverSayTheSecret) {
  account_.secret = {"wrong-and-secret"};
  const auto answer = list();
  EXPECT_THAT(print(answer.error()), Not(HasSubstr("wrong-and-secret")));
}

TEST_F(CssmCalls, CreateTokensThatAllowNoExportControl) {
  CssmSession session{ports_.ports(), account_};
  EXPECT_THAT(*ports_.run(list_tokens(session, "va-1")).value(), IsEmpty());
  const auto made = *ports_.run(create_token(session, "va-1", 30));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->token.text, "made-1");
  EXPECT_FALSE(made->export_allowed);
  EXPECT_THAT(ports_.http.sent.back().request.body, HasSubstr(R"("expiresAfterDays":30)"));
  EXPECT_EQ((*ports_.run(list_tokens(session, "va-1")).value()).size(), 1U);
}

}  // namespace
}  // namespace slsim
