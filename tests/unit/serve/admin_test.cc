// SPDX-License-Identifier: Apache-2.0
#include "sim/serve/admin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "sim/scenario/docs.h"
#include "sim/serve/page.h"
#include "sim/serve/snapshot.h"
#include "tests/support/doc_table.h"

namespace slsim {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::json;

class AdminTest : public testing::Test {
 protected:
  Session session_ = *Session::open(demo_source(), {});
  ServerFacts facts_{.maker = {.version = "1.2.3"},
                     .clock = "stepped",
                     .names = {"lab.example"},
                     .listening = {{"cssm/api", "https://127.1.0.2:443"}}};

  AdminAnswer ask(const HttpRequest& request) { return admin_at_once(session_, facts_, request); }
  Json get(const std::string& path, const std::string& query = {}) {
    const AdminAnswer answer = ask({.method = "GET", .path = path, .query = query});
    EXPECT_EQ(answer.response.status, 200) << answer.response.body;
    return Json::parse(answer.response.body);
  }
  HttpResponse post(const std::string& path, const Json& body) {
    return ask({.method = "POST", .path = path, .body = body.dump()}).response;
  }
  Json posted(const std::string& path, const Json& body) {
    return Json::parse(post(path, body).body);
  }
  Json now() { return get("/v1/status")["now"]; }
};

TEST_F(AdminTest, StatusTellsTheClockAndTheDigest) {
  const Json status = get("/v1/status");
  EXPECT_EQ(status["version"], "1.2.3");
  EXPECT_EQ(status["clock"], "stepped");
  EXPECT_EQ(status["now"], "2026-01-01T00:00:00Z");
  EXPECT_EQ(status["digest"].get<std::string>().size(), 16U);
  EXPECT_EQ(status["plays"], false);
  EXPECT_FALSE(status.contains("stopped"));
}

TEST_F(AdminTest, TheClockMovesByALengthOrToATime) {
  EXPECT_EQ(posted("/v1/advance", {{"by", "30d"}})["now"], "2026-01-31T00:00:00Z");
  EXPECT_EQ(posted("/v1/advance", {{"to", "40d"}})["now"], "2026-02-10T00:00:00Z");
  EXPECT_EQ(posted("/v1/advance", {{"to", "2026-03-01T12:00:00Z"}})["now"], "2026-03-01T12:00:00Z");
  EXPECT_EQ(posted("/v1/advance", {{"to", "+5m"}})["now"], "2026-03-01T12:05:00Z");
  EXPECT_EQ(ask({.method = "POST",
                 .path = "/v1/advance",
                 .headers = {{"Content-Type", "text/plain"}},
                 .body = "55m"})
                .response.status,
            200);
  EXPECT_EQ(now(), "2026-03-01T13:00:00Z");
}

TEST_F(AdminTest, TheClockNeverGoesBackAndNotPastTheLastYear) {
  session_.advance(session_.start() + days(10));
  for (const Json& wrong : {Json{{"to", "9d"}}, Json{{"by", "-1d"}}, Json{{"by", "9000000d"}},
                            Json{{"to", "nonsense"}}, Json::object(), Json{{"by", 3}}}) {
    EXPECT_EQ(post("/v1/advance", wrong).status, 400) << wrong;
  }
  EXPECT_EQ(now(), "2026-01-11T00:00:00Z");
}

TEST_F(AdminTest, ALongWayIsLeftToWhoeverHasSlices) {
  const HttpRequest request{.method = "POST", .path = "/v1/advance", .body = R"({"by":"400d"})"};
  const AdminAnswer answer = ask_admin(session_, facts_, request);
  ASSERT_TRUE(answer.move);
  EXPECT_EQ(answer.move->to, session_.start() + days(400));
  EXPECT_EQ(session_.now(), session_.start()) << "nothing is played yet";
}

TEST_F(AdminTest, DoReachesEveryVerb) {
  EXPECT_EQ(posted("/v1/do", {{"step", "cm1: {register: t1}"}})["state"], "done");
  const Json refused = posted("/v1/do", {{"step", "cm1: {register: t1}"}});
  EXPECT_EQ(refused["state"], "refused");
  EXPECT_EQ(refused["refusal"]["class"], "already_registered");
  EXPECT_EQ(post("/v1/do", {{"step", "cm1: {register: t1}"}}).status, 422);
  const HttpResponse wrong = post("/v1/do", {{"step", "cm1: {regster: t1}"}});
  EXPECT_EQ(wrong.status, 400);
  EXPECT_THAT(wrong.body, HasSubstr("register"));
  const AdminAnswer plain = ask({.method = "POST",
                                 .path = "/v1/do",
                                 .headers = {{"Content-Type", "text/plain"}},
                                 .body = "cm1: deregister\n"});
  EXPECT_EQ(plain.response.status, 200) << plain.response.body;
}

TEST_F(AdminTest, WhatIsUnderWayIsAskedForLater) {
  posted("/v1/fault", {{"fault", "latency: {to: cssm, latency: 5s}"}});
  const HttpResponse begun = post("/v1/do", {{"step", "cm1: {register: t1}"}});
  EXPECT_EQ(begun.status, 202);
  const Json number = Json::parse(begun.body)["number"];
  EXPECT_EQ(posted("/v1/outcome", {{"number", number}})["state"], "under_way");
  post("/v1/settle", Json::object());
  EXPECT_EQ(posted("/v1/outcome", {{"number", number}})["state"], "done");
  EXPECT_EQ(post("/v1/outcome", {{"number", 99}}).status, 404);
  EXPECT_EQ(post("/v1/outcome", {{"number", -1}}).status, 404);
}

TEST_F(AdminTest, FaultsComeAndGo) {
  EXPECT_EQ(post("/v1/fault", {{"fault", "cut: {to: cssm}"}}).status, 200);
  const HttpRequest read{.path = "/services/api/smart-accounts-and-licensing/v2/accounts"};
  const auto asked = session_.ask({"cssm/api"}, read);
  ASSERT_TRUE(asked.answer);
  EXPECT_TRUE(std::holds_alternative<Session::NoAnswer>(*asked.answer));
  EXPECT_EQ(post("/v1/heal", {{"to", "cssm"}}).status, 200);
  EXPECT_TRUE(std::holds_alternative<HttpResponse>(*session_.ask({"cssm/api"}, read).answer));
  EXPECT_EQ(post("/v1/fault", {{"fault", "cutt: {to: cssm}"}}).status, 400);
}

TEST_F(AdminTest, AHostSleepsAndWakes) {
  EXPECT_EQ(post("/v1/suspend", {{"host", "cm1"}}).status, 200);
  EXPECT_EQ(get("/v1/show", "actor=cm1&field=condition")["fields"]["condition"], "suspended");
  EXPECT_EQ(post("/v1/wake", {{"host", "cm1"}}).status, 200);
  EXPECT_EQ(get("/v1/show", "actor=cm1&field=condition")["fields"]["condition"], "running");
  EXPECT_EQ(post("/v1/wake", {{"host", "cm1: {x"}}).status, 400);
}

TEST_F(AdminTest, ShowsWhatAnActorShows) {
  const Json shown = get("/v1/show", "actor=cm1");
  EXPECT_EQ(shown["kind"], "cluster");
  EXPECT_EQ(shown["fields"]["registration"], "unregistered");
  EXPECT_EQ(get("/v1/show", "actor=cm1&field=mode")["fields"], (Json{{"mode", "hcs"}}));
  const AdminAnswer text = ask({.path = "/v1/show", .query = "actor=cm1&field=mode&format=text"});
  EXPECT_EQ(text.response.body, "mode                        hcs\n");
  EXPECT_EQ(ask({.path = "/v1/show", .query = "actor=cm9"}).response.status, 404);
  EXPECT_EQ(ask({.path = "/v1/show", .query = "actor=cm1&field=x"}).response.status, 404);
}

TEST_F(AdminTest, TheJournalIsReadOnFromWhereOneWas) {
  posted("/v1/do", {{"step", "cm1: {register: t1}"}});
  const std::uint64_t recorded = get("/v1/status")["journal"];
  posted("/v1/do", {{"step", "network: {cut: {to: cm1}}"}});
  const AdminAnswer answer =
      ask({.path = "/v1/journal", .query = "since=" + std::to_string(recorded + 1)});
  const Json line = Json::parse(answer.response.body);
  EXPECT_EQ(line["number"], recorded + 1);
  EXPECT_EQ(line["actor"], "network");
  const AdminAnswer first = ask({.path = "/v1/journal", .query = "limit=1"});
  EXPECT_LE(Json::parse(first.response.body)["number"], recorded);
  EXPECT_EQ(ask({.path = "/v1/journal", .query = "since=x"}).response.status, 400);
  EXPECT_EQ(ask({.path = "/v1/journal", .query = "since=999999"}).response.body, "");
}

TEST_F(AdminTest, RequestsAreToldWithHints) {
  [[maybe_unused]] const auto asked =
      session_.ask({"cssm/api"}, {.path = "/services/api/smart-accounts-and-licensing/v2/account"});
  const Json one = get("/v1/requests")["requests"][0];
  EXPECT_EQ(one["status"], 404);
  EXPECT_THAT(one["hint"].get<std::string>(), HasSubstr("v2/accounts"));
  EXPECT_EQ(get("/v1/requests", "since=2")["requests"].size(), 0U);
}

TEST_F(AdminTest, HostsAreListedWithTheirNamesAndUrls) {
  const Json hosts = get("/v1/hosts")["hosts"];
  const auto api =
      std::ranges::find_if(hosts, [](const Json& it) { return it["host"] == "cssm/api"; });
  ASSERT_NE(api, hosts.end());
  EXPECT_THAT((*api)["names"], Contains("swapi.cisco.com"));
  EXPECT_EQ((*api)["urls"], Json::array({"https://127.1.0.2:443"}));
}

TEST_F(AdminTest, ASnapshotIsRestoredWithItsDigest) {
  posted("/v1/do", {{"step", "cm1: {register: t1}"}});
  posted("/v1/advance", {{"by", "3d"}});
  const std::string snapshot = ask({.path = "/v1/snapshot"}).response.body;
  const Json before = get("/v1/status");
  posted("/v1/do", {{"step", "cm1: deregister"}});
  posted("/v1/advance", {{"by", "100d"}});
  const AdminAnswer answer = ask({.method = "POST", .path = "/v1/restore", .body = snapshot});
  EXPECT_EQ(answer.response.status, 200) << answer.response.body;
  EXPECT_TRUE(answer.replaced);
  EXPECT_EQ(get("/v1/status")["digest"], before["digest"]);
  EXPECT_EQ(now(), before["now"]);
}

TEST_F(AdminTest, WhatIsNoSnapshotOfThisWorldChangesNothing) {
  posted("/v1/do", {{"step", "cm1: {register: t1}"}});
  const std::string good = ask({.path = "/v1/snapshot"}).response.body;
  const auto refused = [&](const std::string& snapshot) {
    const AdminAnswer answer = ask({.method = "POST", .path = "/v1/restore", .body = snapshot});
    EXPECT_FALSE(answer.replaced);
    EXPECT_EQ(answer.response.status, 409);
    EXPECT_EQ(std::ranges::count(answer.response.body, '\n'), 1) << answer.response.body;
    return answer.response.body;
  };
  const auto with = [&](const std::string& what, const std::string& instead) {
    std::string edited = good;
    edited.replace(edited.find(what), what.size(), instead);
    return edited;
  };
  EXPECT_THAT(refused(with("snapshot 2", "snapshot 1")), HasSubstr("another format"));
  EXPECT_THAT(refused(with("{register: t1}", "{register: t2}")), HasSubstr("1.2.3"));
  EXPECT_THAT(refused(with("{register: t1}", "{fly_away: 1}.")), HasSubstr("fly_away"));
  EXPECT_THAT(refused(with("slsim: 1\n", "slsim: 7\n")), HasSubstr("7"));
  for (std::size_t size = 0; size < good.find("register: t1"); size += 97) {
    refused(good.substr(0, size));
  }
  EXPECT_THAT(refused("{}"), HasSubstr("no snapshot"));
  EXPECT_EQ(get("/v1/status")["inputs"], 1);
}

TEST_F(AdminTest, ASnapshotOfThisServerHasAllThatTheSessionKnewAndGoesOnAlike) {
  posted("/v1/do", {{"step", "cm1: {register: t1}"}});
  (void)session_.ask({"cssm/api"}, {.path = "/nowhere"});
  const std::string snapshot = ask({.path = "/v1/snapshot"}).response.body;
  const auto played = resume_snapshot(snapshot, {"1.2.3", "another build", "another key"});
  ASSERT_TRUE(played);
  EXPECT_EQ(played->history().count(), 0U) << "what only reads is no input";
  for (int round = 0; round < 2; ++round) {
    posted("/v1/advance", {{"by", "200d"}});
    const Json late = get("/v1/status")["digest"];
    const auto back = resume_snapshot(snapshot, facts_.maker, &session_);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->world().digest(), played->world().digest());
    EXPECT_EQ(back->history().count(), 1U);
    EXPECT_EQ(ask({.method = "POST", .path = "/v1/restore", .body = snapshot}).response.status,
              200);
    posted("/v1/advance", {{"by", "200d"}});
    EXPECT_EQ(get("/v1/status")["digest"], late);
    EXPECT_EQ(ask({.method = "POST", .path = "/v1/restore", .body = snapshot}).response.status,
              200);
  }
}

TEST_F(AdminTest, APointThatIsNotOursIsTakenByNobody) {
  posted("/v1/do", {{"step", "cm1: {register: t1}"}});
  const SnapshotMaker maker{.version = "1", .build = "b", .key = "k"};
  const std::string point = take_point(session_, 1, maker, 3);
  EXPECT_TRUE(read_point(point, maker, 3));
  const auto why = [&](const std::string& bytes, const SnapshotMaker& by, std::uint64_t life) {
    return read_point(bytes, by, life).map([](const auto&) { return 0; }).error();
  };
  EXPECT_THAT(why(point, maker, 4), HasSubstr("given up"));
  EXPECT_THAT(why(point, {"1", "c", "k"}, 3), HasSubstr("another build"));
  EXPECT_THAT(why(point, {"1", "b", "l"}, 3), HasSubstr("damaged"));
  EXPECT_THAT(why(point.substr(0, point.size() / 2), maker, 3), HasSubstr("damaged"));
  std::string edited = point;
  edited[edited.size() / 2] ^= 1;
  EXPECT_THAT(why(edited, maker, 3), HasSubstr("damaged"));
  EXPECT_THAT(why("", maker, 3), HasSubstr("no point"));
}

TEST_F(AdminTest, CertificatesAreMadeForWhoeverLooks) {
  posted("/v1/do", {{"step", "cm1: {register: t1}"}});
  const Json serial = get("/v1/show", "actor=cm1&field=certificate")["fields"]["certificate"];
  const auto pem = [&](const std::string& query) {
    return ask({.path = "/v1/certificate", .query = query}).response;
  };
  EXPECT_THAT(pem("serial=" + serial.dump()).body, HasSubstr("BEGIN CERTIFICATE"));
  EXPECT_EQ(pem("serial=" + serial.dump()).body, pem("serial=" + serial.dump()).body);
  EXPECT_THAT(pem("").body, HasSubstr("BEGIN CERTIFICATE"));
  EXPECT_EQ(pem("serial=1").status, 404);
  EXPECT_EQ(pem("serial=x").status, 404);
}

// When it fails: unit_serve --gtest_also_run_disabled_tests --gtest_filter='*WriteTheCalls'
std::string page_of_calls() { return SLSIM_SOURCE_DIR "/docs/SERVE.md"; }
TEST(AdminCalls, AreWhatTheDocumentSays) {
  EXPECT_EQ(generated_part(read_tree_file("docs/SERVE.md"), "admin"), admin_calls_as_markdown());
}
TEST(AdminCalls, DISABLED_WriteTheCalls) {
  const std::string page =
      with_generated_part(read_tree_file("docs/SERVE.md"), "admin", admin_calls_as_markdown());
  std::ofstream{page_of_calls()} << page;
}

TEST_F(AdminTest, OtherOriginsChangeNothing) {
  const HttpRequest push{.method = "POST",
                         .path = "/v1/advance",
                         .headers = {{"Host", "127.0.0.1:8800"}},
                         .body = R"({"by":"1d"})"};
  const auto from = [&](const char* name, const char* value) {
    HttpRequest request = push;
    request.headers.push_back({name, value});
    return ask(request).response.status;
  };
  EXPECT_EQ(from("Origin", "https://evil.example"), 403);
  EXPECT_EQ(from("Origin", "null"), 403);
  EXPECT_EQ(from("Origin", "http://127.0.0.1:8801"), 403);
  EXPECT_EQ(from("Sec-Fetch-Site", "cross-site"), 403);
  EXPECT_EQ(from("Sec-Fetch-Site", "same-site"), 403);
  EXPECT_EQ(now(), "2026-01-01T00:00:00Z");
  EXPECT_EQ(from("Origin", "http://127.0.0.1:8800"), 200);
  EXPECT_EQ(from("Sec-Fetch-Site", "same-origin"), 200);
  EXPECT_EQ(from("User-Agent", "curl"), 200);
}

TEST_F(AdminTest, ANameThatIsNotTheServersOwnIsRefused) {
  const auto at = [&](const char* host) {
    return ask({.path = "/v1/status", .headers = {{"Host", host}}}).response.status;
  };
  EXPECT_EQ(at("rebound.example:8800"), 403);
  EXPECT_EQ(at("127.0.0.1.evil.example"), 403);
  for (const char* host : {"localhost:8800", "127.0.0.1", "[::1]:8800", "lab.example:1"}) {
    EXPECT_EQ(at(host), 200) << host;
  }
}

TEST_F(AdminTest, UnknownPathsAndMethodsSaySo) {
  const AdminAnswer unknown = ask({.path = "/v1/statu"});
  EXPECT_EQ(unknown.response.status, 404);
  EXPECT_THAT(unknown.response.body, HasSubstr("/v1/status"));
  EXPECT_EQ(ask({.method = "DELETE", .path = "/v1/status"}).response.status, 405);
  EXPECT_EQ(ask({.method = "POST", .path = "/v1/do", .body = "[1]"}).response.status, 400);
  EXPECT_EQ(
      ask({.method = "POST", .path = "/v1/do", .body = std::string(100, '[')}).response.status,
      400);
}

TEST_F(AdminTest, StopIsForTheServer) {
  EXPECT_TRUE(ask({.method = "POST", .path = "/v1/stop"}).stop);
}

TEST_F(AdminTest, SaveGivesAScenario) {
  EXPECT_THAT(ask({.path = "/v1/save"}).response.body, HasSubstr("slsim: 1"));
}

TEST_F(AdminTest, ThePageShowsTheWorldAndMovesTheClock) {
  posted("/v1/do", {{"step", "cm1: {register: t1}"}});
  const HttpResponse page = ask({.path = "/"}).response;
  EXPECT_EQ(page.status, 200);
  for (const char* part : {"va-hcs-operational", "HUCM_Standard", "cm1", "2026-01-01T00:00:00Z",
                           "instance_registered", "<html lang=\"en\">"}) {
    EXPECT_THAT(page.body, HasSubstr(part));
  }
  EXPECT_THAT(page.headers, Contains(HttpHeader{"X-Content-Type-Options", "nosniff"}));
  const HttpResponse pushed =
      ask({.method = "POST",
           .path = "/page/advance",
           .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
           .body = "by=30d"})
          .response;
  EXPECT_EQ(pushed.status, 303);
  EXPECT_EQ(now(), "2026-01-31T00:00:00Z");
  EXPECT_EQ(ask({.path = "/page.css"}).response.status, 200);
  EXPECT_EQ(ask({.path = "/page.js"}).response.status, 200);
}

TEST_F(AdminTest, ThePageShowsSatellitesWhereThereAreAny) {
  EXPECT_THAT(world_page(session_, facts_), Not(HasSubstr("<h2>Satellites</h2>")));
  const std::string scenario = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - {domain: partner.example, virtual_accounts: [{name: DEFAULT}, {name: va-sat}]}
  satellites:
    - name: sat1
      accounts: [{name: la1, smart_account: partner.example, virtual_account: va-sat}]
)";
  const FileReader no_files = [](const std::string&) -> Parsed<std::string> {
    return tl::make_unexpected("no such file");
  };
  const auto session = Session::open({"satellite.yaml", scenario}, no_files);
  ASSERT_TRUE(session.has_value()) << session.error();
  const std::string page = world_page(*session, facts_);
  EXPECT_THAT(page, HasSubstr("<h2>Satellites</h2>"));
  EXPECT_THAT(page, HasSubstr("<td>la1</td><td class=\"good\">registered</td>"
                              "<td>connected</td><td>2026-01-01T00:00:00Z</td>"
                              "<td class=\"good\">2026-01-31T00:00:00Z</td>"));
}

TEST_F(AdminTest, ThePageEscapesWhatItShows) {
  posted("/v1/do", {{"step", "cm1: {rename: '<script>alert(1)</script>'}"}});
  posted("/v1/do", {{"step", "cm1: {register: t1}"}});
  const std::string page = world_page(session_, facts_);
  EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
}

}  // namespace
}  // namespace slsim
