// SPDX-License-Identifier: Apache-2.0
#include "sim/serve/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/scenario/loader.h"
#include "sim/scenario/runner.h"
#include "sim/scenario/tables.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* accounts = "/services/api/smart-accounts-and-licensing/v2/accounts";

class SessionTest : public testing::Test {
 protected:
  Session session_ = *Session::open(demo_source(), {});

  Instant at(Duration offset) const { return session_.start() + offset; }

  HttpResponse call(HttpRequest request, const std::string& host = "cssm/api") {
    const auto asked = session_.ask({host}, std::move(request));
    return asked.answer ? std::get<HttpResponse>(*asked.answer) : HttpResponse{0, {}, {}};
  }
  std::string bearer() {
    const HttpResponse answer = call({.method = "POST",
                                      .path = "/as/token.oauth2",
                                      .body = "grant_type=client_credentials&client_id=demo&"
                                              "client_secret=demo"},
                                     "cssm/gateway");
    const std::size_t from = answer.body.find(R"("access_token":")") + 16;
    return answer.body.substr(from, answer.body.find('"', from) - from);
  }
  HttpRequest get(std::string path, const std::string& bearer) {
    return {.path = std::move(path), .headers = {{"Authorization", "Bearer " + bearer}}};
  }
  std::string refused_as(const Session::Performed& performed) {
    const auto* refusal = performed.outcome ? std::get_if<Refusal>(&*performed.outcome) : nullptr;
    return refusal == nullptr ? "" : std::string{word(refusal->problem.code).text()};
  }

  /// What `slsim run` makes of the saved session.
  RunResult replay() {
    const auto text = session_.save();
    Loaded loaded =
        load_scenario("saved.yaml", text.value_or(""), {}, {actor_kinds(), &world_shape()});
    for (const Mistake& mistake : loaded.mistakes) ADD_FAILURE() << print(mistake);
    if (loaded.plans.empty()) return {};
    return run(std::make_shared<const Plan>(loaded.plans.front()));
  }
  void expect_replays() {
    const RunResult result = replay();
    for (const Failure& failure : result.failures) {
      ADD_FAILURE() << failure.text
                    << (failure.mismatches.empty() ? "" : ": " + failure.mismatches.front().actual);
    }
    EXPECT_EQ(result.digest, session_.world().digest());
    EXPECT_EQ(result.end, session_.now());
  }
};

TEST_F(SessionTest, WhatIsLookedAtAgainIsTheSameUntilTheWorldChanges) {
  const std::string token = bearer();
  const HttpRequest list =
      get("/services/api/smart-accounts-and-licensing/v1/accounts/partner.example/virtual-accounts/"
          "va-enterprise/tokens",
          token);
  const std::string before = call(list).body;
  EXPECT_EQ(call(list).body, before);
  EXPECT_EQ(call(get(list.path, "nobody's")).status, 401);
  HttpRequest create = list;
  create.method = "POST";
  create.body = R"({"expiresAfterDays":2})";
  EXPECT_EQ(call(create).status, 200);
  EXPECT_NE(call(list).body, before);
  session_.advance(at(days(1)));
  EXPECT_EQ(call(list).status, 401);  // The bearer has expired meanwhile.
  EXPECT_THAT(session_.history().calls(), SizeIs(7));
}

TEST_F(SessionTest, DoesWhatStepsDo) {
  const auto performed = session_.perform("cm1: {register: t1}");
  EXPECT_EQ(performed.mistakes, "");
  ASSERT_TRUE(performed.outcome);
  EXPECT_TRUE(std::holds_alternative<Value>(*performed.outcome));
  EXPECT_EQ(refused_as(session_.perform("cm1: {register: t1}")), "already_registered");
  EXPECT_THAT(session_.inputs(), SizeIs(2));
}

TEST_F(SessionTest, SaysWhatIsWrongWithAStepAndDoesNothing) {
  EXPECT_THAT(session_.perform("cm1: {regster: t1}").mistakes, HasSubstr("register"));
  EXPECT_THAT(session_.perform("cm9: {register: t1}").mistakes, HasSubstr("cm9"));
  EXPECT_NE(session_.perform("}{").mistakes, "");
  EXPECT_NE(session_.perform("cm1: deregister}\n  - {at: 1d, cm1: deregister").mistakes, "");
  EXPECT_THAT(session_.inputs(), IsEmpty());
}

TEST_F(SessionTest, ReadsLeaveNoTrace) {
  const std::string token = bearer();
  const std::uint64_t digest = session_.world().digest();
  EXPECT_EQ(call(get(accounts, token)).status, 200);
  EXPECT_EQ(call(get("/nowhere", token)).status, 404);
  EXPECT_EQ(call(get(accounts, "wrong")).status, 401);
  EXPECT_EQ(session_.world().digest(), digest);
  EXPECT_THAT(session_.inputs(), SizeIs(1));
  EXPECT_THAT(session_.history().calls(), SizeIs(4));
}

TEST_F(SessionTest, ASavedSessionReplaysToTheSameDigest) {
  const std::string token = bearer();
  session_.perform("cm1: {register: t1}");
  session_.perform("cm2: {register: wrong-token}");
  session_.advance(at(days(40)));
  HttpRequest create =
      get("/services/api/smart-accounts-and-licensing/v1/accounts/partner.example/customer/"
          "virtual-accounts",
          bearer());
  create.method = "POST";
  create.body = R"({"name":"va \u00e4 $x \" 'n","description":"- : # {}\n"})";
  create.headers.push_back({"Content-Type", "application/json"});
  EXPECT_EQ(call(create).status, 200);
  create.body = "$body";
  EXPECT_EQ(call(create).status, 400);
  session_.perform("network: {fail: {to: cssm, status: 503, first: 1}}");
  EXPECT_EQ(call(get(accounts, token)).status, 503);
  EXPECT_EQ(call(get(accounts, token)).status, 401) << "the token is 40 days old";
  session_.advance(at(days(41)));
  expect_replays();
}

TEST_F(SessionTest, NamesThatOneStepKeepsTheNextMayUse) {
  EXPECT_EQ(
      session_.perform("cssm: {create_token: {virtual_account: va-enterprise}}, as: mine").mistakes,
      "");
  EXPECT_EQ(refused_as(session_.perform("cm2: {register: $mine}")), "");
  expect_replays();
}

TEST_F(SessionTest, TakenUpAgainItGoesOnAlike) {
  session_.perform("cm1: {register: t1}");
  const std::string token = bearer();
  session_.advance(at(days(3)));
  auto again = Session::resume(session_.setup(), session_.inputs(), session_.now());
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->world().digest(), session_.world().digest());
  EXPECT_EQ(again->now(), session_.now());
  for (Session* one : {&session_, &*again}) {
    one->perform("cm1: deregister");
    one->advance(at(days(100)));
  }
  EXPECT_EQ(again->world().digest(), session_.world().digest());
  EXPECT_EQ(*again->save(), *session_.save());
}

TEST_F(SessionTest, WhatTheNetworkLosesHasNoAnswer) {
  session_.perform("network: {cut: {to: cssm}}");
  const auto lost = session_.ask({"cssm/api"}, {.path = accounts});
  ASSERT_TRUE(lost.answer);
  EXPECT_EQ(std::get<Session::NoAnswer>(*lost.answer).why.code, ProblemCode::timed_out);
  session_.perform("network: {heal: {}}");
  session_.perform("network: {refuse: {to: cssm}}");
  const auto refused = session_.ask({"cssm/api"}, {.path = accounts});
  ASSERT_TRUE(refused.answer);
  EXPECT_EQ(std::get<Session::NoAnswer>(*refused.answer).why.code, ProblemCode::refused_connection);
  session_.advance(at(hours(1)));
  expect_replays();
}

TEST_F(SessionTest, LatencyTowardOutsideIsForTheCallerToWait) {
  session_.perform("network: {slow: {to: cssm, by: 40s}}");
  session_.perform("network: {latency: {to: cssm, latency: 5s}}");
  const auto asked = session_.ask({"cssm/api"}, {.path = accounts});
  ASSERT_TRUE(asked.answer);
  EXPECT_EQ(asked.delay, seconds(50));
  expect_replays();
}

TEST_F(SessionTest, HistoryKeepsNoQueriesAndHintsAtTheNearestRoute) {
  call({.path = "/services/api/smart-accounts-and-licensing/v2/account", .query = "secret=x"});
  const Called& called = session_.history().calls().back();
  EXPECT_EQ(called.path, "/services/api/smart-accounts-and-licensing/v2/account");
  EXPECT_EQ(called.hint, "GET /services/api/smart-accounts-and-licensing/v2/accounts");
}

TEST_F(SessionTest, BytesThatAreNoTextAreRefused) {
  EXPECT_EQ(call({.method = "POST", .path = "/x", .body = "\xff\xfe"}).status, 400);
  EXPECT_EQ(call({.method = "POST", .path = "/x", .body = "\xc3"}).status, 400);
  EXPECT_EQ(call({.method = "POST", .path = "/x", .body = "\xc3\xa4"}).status, 404);
  EXPECT_THAT(session_.inputs(), IsEmpty());
}

TEST_F(SessionTest, SecretsAreNotSaved) {
  const std::string token = bearer();
  HttpRequest create =
      get("/services/api/smart-accounts-and-licensing/v1/accounts/partner.example/customer/"
          "virtual-accounts",
          token);
  create.method = "POST";
  create.body = R"({"name":"va-new"})";
  EXPECT_EQ(call(create).status, 200);
  for (const char* body :
       {"grant_type=client_credentials&client_id=demo&client_secret=not+the%2fsecret",
        R"({"grant_type":"password","client_id":"demo","client_secret":"demo",)"
        R"("username":"admin","password":"wr0ng"})"}) {
    EXPECT_EQ(
        call({.method = "POST", .path = "/as/token.oauth2", .body = body}, "cssm/gateway").status,
        400);
  }
  create.headers = {{"Authorization", "Bearer pasted-from-elsewhere"}};
  EXPECT_EQ(call(create).status, 401);
  create.headers = {{"Authorization", "Basic YWRtaW46cHJpdmF0ZQ=="}};  // admin:private
  EXPECT_EQ(call(create).status, 401);
  session_.perform(
      "cssm: {add_client: {domain: partner.example, id: c2, secret: hush, owner: admin}}");
  session_.advance(at(hours(1)));
  const auto text = session_.save();
  ASSERT_TRUE(text);
  for (const std::string& secret :
       {token, std::string{"secret: demo"}, std::string{"client_secret=demo"},
        std::string{"not+the"}, std::string{"wr0ng"}, std::string{"pasted"},
        std::string{"YWRtaW46cHJpdmF0ZQ"}, std::string{"hush"}}) {
    EXPECT_THAT(*text, Not(HasSubstr(secret)));
  }
  EXPECT_THAT(*text, HasSubstr("bearer: $access_token_1"));
  expect_replays();
}

TEST_F(SessionTest, SavingWaitsForWhatIsUnderWay) {
  session_.perform("network: {latency: {to: cssm, latency: 5s}}");
  session_.perform("cm1: {register: t1}");
  EXPECT_FALSE(session_.save());
  EXPECT_EQ(session_.settle(days(1)), std::nullopt);
  expect_replays();
}

TEST_F(SessionTest, ARefusedStepThatWouldKeepSomethingIsSavedToo) {
  session_.perform("outside: {request: {host: cssm/api, path: /nowhere}}, as: mine");
  ASSERT_THAT(session_.inputs(), SizeIs(1));
  EXPECT_FALSE(session_.inputs().front().refused.empty());
  expect_replays();
  EXPECT_NE(session_
                .perform("cssm: {create_token: {virtual_account: va-enterprise}}, "
                         "as: access_token_9")
                .mistakes,
            "");
}

TEST_F(SessionTest, TakenUpAgainItKnowsHowEverythingEnded) {
  session_.perform("network: {latency: {to: cssm, latency: 5s}}");
  session_.perform("cssm: {revoke_token: t1}");
  session_.perform("cm1: {register: t1}");
  ASSERT_THAT(session_.inputs(), SizeIs(3));
  const std::vector<Input> early = session_.inputs();  // Before anybody knows.
  session_.advance(at(hours(1)));
  const auto again = Session::resume(session_.setup(), early, session_.now());
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(session_.inputs()[2].refused, "http: 400");
  EXPECT_EQ(again->inputs()[2].refused, "http: 400");
  EXPECT_EQ(again->world().digest(), session_.world().digest());
}

TEST_F(SessionTest, TakenUpAgainItKnowsItsAccessTokens) {
  const std::string token = bearer();
  auto again = Session::resume(session_.setup(), session_.inputs(), session_.now());
  ASSERT_TRUE(again) << again.error();
  session_ = *std::move(again);
  HttpRequest create =
      get("/services/api/smart-accounts-and-licensing/v1/accounts/partner.example/customer/"
          "virtual-accounts",
          token);
  create.method = "POST";
  create.body = R"({"name":"va-new"})";
  EXPECT_EQ(call(create).status, 200);
  EXPECT_THAT(spelled(session_.inputs().back()), HasSubstr("bearer: $access_token_1"));
  expect_replays();
}

TEST_F(SessionTest, CallsOfAClusterWithItsDefaultPasswordReplay) {
  HttpRequest status{.method = "POST", .path = "/axl/"};
  status.headers = {{"Authorization", "Basic YWRtaW46YWRtaW4="}};
  status.body = R"(<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>)"
                R"(<n:getSmartLicenseStatus xmlns:n="http://www.cisco.com/AXL/API/14.0"/>)"
                "</e:Body></e:Envelope>";
  const auto asked = session_.ask({"cm2", 8443}, status);
  ASSERT_TRUE(asked.answer);
  EXPECT_EQ(std::get<HttpResponse>(*asked.answer).status, 200);
  expect_replays();
}

TEST_F(SessionTest, LongBodiesAreSavedWhole) {
  HttpRequest create =
      get("/services/api/smart-accounts-and-licensing/v1/accounts/partner.example/customer/"
          "virtual-accounts",
          bearer());
  create.method = "POST";
  create.body = R"({"name":"va-new","description":")" + std::string(300'000, 'x') + "\"}";
  EXPECT_EQ(call(create).status, 200);
  create.body = std::string(2'000'000, ' ');
  EXPECT_EQ(call(create).status, 413);
  expect_replays();
}

TEST_F(SessionTest, AdvancesInSlices) {
  session_.perform("cm1: {register: t1}");
  int slices = 1;
  while (!session_.advance(at(days(2000)), 10)) ++slices;
  EXPECT_GT(slices, 5);
  EXPECT_EQ(session_.now(), at(days(2000)));
  expect_replays();
}

TEST(SessionOpen, SaysEverythingThatIsWrongWithAFile) {
  const auto wrong = Session::open({.path = "a.yaml", .text = "slsim: 1\nwrld: {}\nseed: x\n"}, {});
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.error(), HasSubstr("a.yaml:2:1:"));
  EXPECT_THAT(wrong.error(), HasSubstr("a.yaml:3:7:"));
}

}  // namespace
}  // namespace slsim
