// SPDX-License-Identifier: Apache-2.0
// Whatever was done to a served world, the saved session and the one that is taken up again lead to
// the same digest, and nobody's secrets are in what is saved.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/chance/chance.h"
#include "core/http/base64.h"
#include "core/http/hash.h"
#include "sim/scenario/loader.h"
#include "sim/scenario/runner.h"
#include "sim/scenario/tables.h"
#include "sim/serve/snapshot.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* steps[] = {
    "cm1: {register: t1}",
    "cm2: {register: {token: t2, force: true}}",
    "cuc1: {register: t1}",
    "cm1: deregister",
    "cm2: renew_auth",
    "cuc1: renew_id",
    "cm1: {type: {line: license smart register idtoken TOKEN force, token: t1}}",
    "cm2: {type: license smart deregister}",
    "cm2: {type: {line: license smart transport direct, privilege: 1}}",
    "cuc1: {type: utils system restart}",
    "cm1: {set_transport: {mode: gateway, url: \"http://nowhere/Transportgateway\"}}",
    "cm1: {set_transport: direct}",
    "cm1: {type: show license all}",
    "cm1: {use: {licenses: {HUCM_Standard: 140}}}",
    "cm1: {set_mode: {mode: enterprise}}",
    "cm2: reboot",
    "cm2: {add_device: UCM_Basic}",
    "cm1: suspend",
    "cm1: wake",
    "cer1: {register: t2}",
    "cer1: synchronize_now",
    "cuc1: {add_port: 2}",
    "cuc1: {encryption: true}",
    "cuc1: power_off",
    "cuc1: power_on",
    "cm2: {cli: show license all}",
    "cm2: {set_clock: 3d}",
    "cm1: factory_reset",
    "cssm: {create_token: {virtual_account: va-enterprise, name: n1}}, as: mine",
    "cm2: {register: $mine}",
    "cssm: {revoke_token: t1}",
    "cssm: {remove_instance: cm1}",
    "cssm: {transfer_instance: {instance: cm2, to: va-hcs-operational}}",
    "cssm: {add_client: {domain: partner.example, id: c2, secret: hush, owner: admin}}",
    "cssm: {create_virtual_account: extra}",
    "cssm: {delete_virtual_account: extra}",
    "network: {cut: {to: cssm}}",
    "network: {cut: {from: outside}}",
    "network: {latency: {to: cssm, latency: 5s, jitter: 2s}}",
    "network: {loss: {to: cssm, share: 1/3}}",
    "network: {lose_answers: {to: cssm, share: 1/3}}",
    "network: {fail: {to: cssm, status: 503, share: 1/2}}",
    "network: {garble: {to: cssm, share: 1/2}}",
    "network: {throttle: {to: cssm, limit: 2}}",
    "network: {slow: {from: outside, by: 3s}}",
    "network: {down: {host: cssm/api}}",
    "network: {up: {host: cssm/api}}",
    "network: heal",
    "network: heal",
    "outside: {request: {host: cssm/api, path: /nowhere}}",
    // NOLINTNEXTLINE(bugprone-suspicious-missing-comma): a long one.
    "outside: {request: {host: cuc1, port: 8443, method: PUT, path: "
    "/vmrest/smartlicense/renewAuth, headers: {Authorization: \"Basic YWRtaW46YWRtaW4=\"}}}",
    "outside: {request: {host: cuc1, port: 8443, path: /vmrest/smartlicense/licensedetails, "
    "headers: {Authorization: \"Basic YWRtaW46Z3Vlc3NlZA==\"}}}",
    "outside: {request: {host: cer1, port: 8443, method: POST, path: "
    "/ceradmin/servlet/CERAdminServlet, headers: {Content-Type: "
    "application/x-www-form-urlencoded}, body: formname=login&name=admin&passwd=guessed}}",
};

constexpr const char* logins[] = {
    "grant_type=client_credentials&client_id=demo&client_secret=demo",
    "grant_type=client_credentials&client_id=demo&client_secret=demo&",
    "client_secret=demo&client_id=demo&grant_type=password&username=admin&password=demo",
    R"({"grant_type":"client_credentials","client_id":"demo","client_secret":"demo"})",
    "grant_type=client_credentials&client_id=demo&client_secret=guessed",
    "",
};

constexpr const char* virtual_accounts =
    "/services/api/smart-accounts-and-licensing/v1/accounts/partner.example/customer/"
    "virtual-accounts";

/// The access token that an answer brings, or nothing.
std::string token_in(const Session::Answer& given) {
  const auto* answer = std::get_if<HttpResponse>(&given);
  constexpr std::string_view member = R"("access_token":")";
  const std::size_t at = answer == nullptr ? std::string::npos : answer->body.find(member);
  if (at == std::string::npos) return {};
  const std::string_view rest = std::string_view{answer->body}.substr(at + member.size());
  return std::string{rest.substr(0, rest.find('"'))};
}

/// The same session from its bytes.
Session reread(const Session& session) {
  const SnapshotMaker maker{.version = "1", .build = "b", .key = "k"};
  const std::string point = take_point(session, session.inputs().size(), maker, 7);
  EXPECT_TRUE(read_point(point, maker, 7));
  auto again = resume_point(point, session.setup(), session.inputs());
  EXPECT_TRUE(again) << again.error();
  return again ? *std::move(again) : session;
}

class RandomSession {
 public:
  explicit RandomSession(std::uint64_t seed) : random_{seed, "session"} {}

  Session& session() { return session_; }
  [[nodiscard]] const std::vector<std::string>& bearers() const { return bearers_; }

  void play(int inputs) {
    for (int i = 0; i < inputs; ++i) {
      one();
      take_answers();
      if (below(10) == 0) session_ = reread(session_);
    }
    session_.perform("network: heal");
    session_.perform("network: {up: {host: cssm/api}}");
    EXPECT_EQ(session_.settle(days(400)), std::nullopt);
    take_answers();
  }

 private:
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(random_.below(n)); }
  template <std::size_t Count>
  const char* one_of(const char* const (&choice)[Count]) {
    return choice[below(Count)];
  }

  void one() {
    switch (below(8)) {
      case 0:
      case 1:
      case 2:
        session_.perform(one_of(steps));
        return;
      case 3:
        session_.advance(session_.now() + seconds(static_cast<std::int64_t>(below(40))));
        return;
      case 4:
        session_.advance(session_.now() +
                         hours(static_cast<std::int64_t>(below(std::size_t{24} * 20))));
        return;
      case 5:
        return log_in();
      default:
        return call();
    }
  }
  void log_in() {
    HttpRequest request{.method = "POST", .path = "/as/token.oauth2", .body = one_of(logins)};
    if (below(4) == 0 && !request.body.starts_with('{')) std::swap(request.query, request.body);
    if (below(4) == 0) {
      request.body = "grant_type=client_credentials";
      request.headers = {{"Authorization", "Basic " + base64("demo:demo")}};
    }
    ask("cssm/gateway", request);
  }
  void call() {
    HttpRequest request{.method = "POST", .path = virtual_accounts};
    request.body = fmt::format(R"({{"name":"va {}"}})", below(5));
    const std::size_t kind = below(4);
    if (kind == 0) {
      request.path += "/va-enterprise/tokens";
      request.body = R"({"expiresAfterDays":30,"description":"mine"})";
    } else if (kind == 1) {
      request.method = "GET";
      request.body.clear();
    }
    constexpr const char* schemes[] = {"Bearer ", "Bearer ", "Bearer ", "bearer ", "BEARER  "};
    request.headers = {{"Authorization", one_of(schemes) + bearer_}};
    ask("cssm/api", request);
  }
  void ask(const std::string& host, const HttpRequest& request) {
    const auto asked = session_.ask({host}, request);
    if (asked.answer) {
      look_at(*asked.answer);
    } else {
      open_.push_back(asked.call);
    }
  }
  void take_answers() {
    std::erase_if(open_, [&](std::uint32_t call) {
      const auto answer = session_.take(call);
      if (answer) look_at(*answer);
      return answer.has_value();
    });
  }
  void look_at(const Session::Answer& answer) {
    std::string token = token_in(answer);
    if (token.empty()) return;
    bearer_ = token;
    bearers_.push_back(std::move(token));
  }

  Session session_ = *Session::open(demo_source(), {});
  RandomStream random_;
  std::string bearer_ = "none";
  std::vector<std::string> bearers_;
  std::vector<std::uint32_t> open_;
};

RunResult run_text(const std::string& text) {
  Loaded loaded = load_scenario("saved.yaml", text, {}, {actor_kinds(), &world_shape()});
  for (const Mistake& mistake : loaded.mistakes) ADD_FAILURE() << print(mistake);
  if (loaded.plans.empty()) return {};
  return run(std::make_shared<const Plan>(loaded.plans.front()));
}

void expect_saved_alike(const Session& session) {
  const auto text = session.save();
  ASSERT_TRUE(text) << text.error();
  const RunResult result = run_text(*text);
  for (const Failure& failure : result.failures) ADD_FAILURE() << failure.text.substr(0, 1000);
  EXPECT_EQ(result.digest, session.world().digest());
  EXPECT_EQ(result.end, session.now());
}

/// What is made of its bytes, and what another build and another server play anew.
void expect_restored_alike(const Session& session) {
  const SnapshotMaker ours{.version = "1", .build = "b", .key = "k"};
  const std::string snapshot = take_snapshot(session, ours);
  for (const SnapshotMaker& maker :
       {ours, SnapshotMaker{"1", "other", "k"}, SnapshotMaker{"1", "b", "other"}}) {
    const auto again = resume_snapshot(snapshot, maker);
    ASSERT_TRUE(again) << again.error();
    EXPECT_EQ(again->world().digest(), session.world().digest());
    EXPECT_EQ(again->save().value_or("this one is not saved"), session.save().value_or(""));
  }
}

constexpr const char* guarded_world = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        users: [{name: ann, password: "$hush-user", roles: [{role: administrator}]}]
        clients: [{id: app, secret: "$hush-client", owner: ann}]
        virtual_accounts: [{name: va, tokens: [{name: t1}]}]
  proxies: [{name: p1, users: {bob: "hush<&>proxy"}}]
  clusters:
    - name: cm1
      version: "14"
      credentials: {admin: {user: root, password: hush-admin}}
    - {name: cuc1, product: cuc, version: "14", credentials: {admin: {user: root, password: hush-admin}}}
    - {name: cer1, product: cer, version: "14", credentials: {admin: {user: root, password: hush-page}}}
)";

class GuardedSession : public testing::Test {
 protected:
  int ask(const std::string& host, std::uint16_t port, const HttpRequest& request) {
    const auto asked = session_.ask({host, port}, request);
    return asked.answer ? std::get<HttpResponse>(*asked.answer).status : 0;
  }
  int axl(const std::string& operation, const std::string& children) {
    HttpRequest request{.method = "POST", .path = "/axl/"};
    request.headers = {{"Authorization", "basic " + base64("root:hush-admin")}};
    request.body = fmt::format(
        R"(<?xml version="1.0"?><!-- by hand -->)"
        R"(<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>)"
        R"(<n:{0} xmlns:n="http://www.cisco.com/AXL/API/14.0">{1}</n:{0}></e:Body></e:Envelope>)",
        operation, children);
    return ask("cm1", 8443, request);
  }
  void expect_hushed() {
    expect_saved_alike(session_);
    EXPECT_THAT(session_.save().value_or("hush"), Not(HasSubstr("hush")));
  }

  Session session_ = *Session::open({.path = "guarded.yaml", .text = guarded_world}, {});
};

TEST_F(GuardedSession, SecretsInXmlAreCoveredAndStillLetIn) {
  EXPECT_EQ(axl("doUpdateTransportSettings",
                "<transportMode>2</transportMode><url/><httpHost>p1</httpHost>"
                "<httpPort>3128</httpPort><proxyUserName>bob</proxyUserName>"
                "<proxyPassword><![CDATA[hush<&>proxy]]></proxyPassword>"),
            200);
  session_.perform("cm1: {register: t1}");
  EXPECT_EQ(session_.settle(days(1)), std::nullopt);
  EXPECT_EQ(session_.inputs().back().refused, "") << "the proxy lets it through";
  EXPECT_EQ(axl("<broken", "<password>hush-one</password"), 500);
  EXPECT_EQ(axl("getTransportSettings", R"(<a password="hush-two"/>)"), 200);
  expect_hushed();
}

TEST_F(GuardedSession, SecretsOfTheOtherProductsAreCoveredAndStillLetIn) {
  HttpRequest settings{.method = "PUT", .path = "/vmrest/smartlicense/transportsettings"};
  settings.headers = {{"Authorization", "Basic " + base64("root:hush-admin")}};
  settings.body =
      R"({"transportMode":"2","httpHost":"p1","httpPort":"3128","isProxyAuthReq":"true",)"
      R"("httpProxyUser":"bob","httpProxyPasswd":"hush<&>proxy"})";
  EXPECT_EQ(ask("cuc1", 8443, settings), 200);
  EXPECT_EQ(ask("cer1", 8443,
                {.method = "POST",
                 .path = "/ceradmin/servlet/CERAdminServlet",
                 .body = "formname=login&actionname=Login&name=root&passwd=hush-page"}),
            200);
  const std::string probe = "/cerappservices/export/authenticate/status/root/";
  EXPECT_EQ(ask("cer1", 8443, {.path = probe + sha256_hex("hush-page")}), 200);
  EXPECT_EQ(ask("cer1", 8443, {.path = probe + sha256_hex("hush-other")}), 401);
  expect_hushed();
  EXPECT_THAT(session_.save().value_or(""), Not(HasSubstr(sha256_hex("hush-page"))));
}

TEST_F(GuardedSession, SecretsThatLookLikeNamesOrStandDeepAreCovered) {
  constexpr std::size_t deep = 1'000'000;
  for (const std::string& body :
       {std::string{"grant_type=client_credentials&client_id=app&client_secret=%24hush-client"},
        std::string{R"({"a":[{"client_secret":"hush-deep","password":7}]})"},
        std::string{R"({"client_secret":"hush-broken")"},
        std::string(100, '[') + R"({"secret":"hush-below"})" + std::string(100, ']'),
        std::string(deep, '[') + R"({"secret":"hush-below"})" + std::string(deep, ']')}) {
    ask("cssm/gateway", 443, {.method = "POST", .path = "/as/token.oauth2", .body = body});
  }
  EXPECT_EQ(session_.inputs().front().refused, "") << "the first is let in";
  EXPECT_EQ(session_.inputs().back().refused, "http: 413") << "as long as it was";
  expect_hushed();
}

TEST_F(GuardedSession, AnAccessTokenIsNotSavedWhereverACallerPutsIt) {
  const auto asked = session_.ask(
      {"cssm/gateway"},
      {.method = "POST",
       .path = "/as/token.oauth2",
       .body = "grant_type=client_credentials&client_id=app&client_secret=%24hush-client"});
  ASSERT_TRUE(asked.answer);
  const std::string token = token_in(*asked.answer);
  ASSERT_NE(token, "");
  EXPECT_EQ(ask("cssm/api", 443,
                {.method = "POST",
                 .path = virtual_accounts,
                 .query = "access_token=" + token,
                 .headers = {{"authorization", "BEARER " + token}, {"x-copy", token}},
                 .body = R"({"name":"va-2"})"}),
            200);
  expect_hushed();
  EXPECT_THAT(session_.save().value_or(token), Not(HasSubstr(token)));
}

TEST(RandomSessions, ReplayToTheSameDigestAndTellNoSecrets) {
  constexpr std::uint64_t sessions = 100;
  for (std::uint64_t seed = 1; seed <= sessions && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    RandomSession random{seed};
    random.play(40);
    expect_saved_alike(random.session());
    expect_restored_alike(random.session());
    const std::string text = random.session().save().value_or("");
    for (const std::string& bearer : random.bearers()) EXPECT_THAT(text, Not(HasSubstr(bearer)));
    for (const char* secret : {"hush", "secret=demo", "guessed", "secret: demo"}) {
      EXPECT_THAT(text, Not(HasSubstr(secret)));
    }
  }
}

}  // namespace
}  // namespace slsim
