// SPDX-License-Identifier: Apache-2.0
#include "live/http_client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include "live/admin_client.h"
#include "live/http_server.h"
#include "live/kept_connections.h"
#include "live/test_ca.h"

namespace slsim {
namespace {

using std::chrono::days;
using testing::Contains;

constexpr WallInstant issued = WallInstant{} + days{20'000};

class Client : public testing::Test {
 protected:
  void SetUp() override {
    const auto ca = TestCa::open(folder);
    ASSERT_TRUE(ca);
    options.ca_file = ca->root_file();
    const auto leaf = ca->issue({"h", {"localhost"}, {"127.0.0.1"}, issued, issued + days{300}});
    ASSERT_TRUE(leaf);
    options.judged_at = issued + days{1};
    const Serve echo = [](const HttpRequest& in, const HttpReply& reply) {
      reply.answer({200,
                    {{"X-Header", find_header(in.headers, "X-Header") != nullptr ? "1" : "0"}},
                    in.method + " " + in.path + "?" + in.query + in.body});
    };
    plain = {false, "127.0.0.1", *server.listen({{"127.0.0.1", 0}, {}, echo})};
    tls = {true, "127.0.0.1",
           *server.listen({{"127.0.0.1", 0},
                           std::make_shared<TlsIdentity>([leaf = *leaf] {
                             return TlsMaterial{leaf.certificate, leaf.key};
                           }),
                           echo})};
    const auto port = server.listen_as_proxy(
        {"127.0.0.1", 0}, [](const Authority& asked) -> std::optional<HttpServer::Passage> {
          if (asked.host == "localhost") return HttpServer::Passage{asked.port == 443 ? 1U : 0U};
          return std::nullopt;
        });
    proxy = {"127.0.0.1", *port};
    server.start(1);
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  std::string folder = testing::TempDir() + "slsim-client-" +
                       testing::UnitTest::GetInstance()->current_test_info()->name();
  HttpServer server;
  HttpOrigin plain;
  HttpOrigin tls;
  HttpProxy proxy;
  HttpClientOptions options;
  HttpRequest request{"PUT", "/a%20b", "c=%41", {{"X-Header", "v"}}, "body"};
};

TEST_F(Client, SendsWhatItIsGivenAsItIs) {
  for (const HttpOrigin& origin : {plain, tls}) {
    const auto answer = fetch(origin, request, options);
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_EQ(answer->body, "PUT /a%20b?c=%41body");
    EXPECT_THAT(answer->headers, Contains(HttpHeader{"X-Header", "1"}));
  }
}

TEST_F(Client, JudgesCertificatesByTheDateThatItIsGiven) {
  options.judged_at = issued + days{299};
  EXPECT_TRUE(fetch(tls, request, options));
  options.judged_at = issued + days{301};
  const auto late = fetch(tls, request, options);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ProblemCode::server_certificate_date);
}

TEST_F(Client, TrustsNobodyElsesRoots) {
  options.ca_file.clear();
  EXPECT_EQ(fetch(tls, request, options).error().code, ProblemCode::couldnotvalidatetrustchain);
}

TEST_F(Client, GoesByAProxy) {
  options.proxy = proxy;
  const auto secure = fetch({true, "localhost", 443}, request, options);
  ASSERT_TRUE(secure) << secure.error().detail;
  EXPECT_EQ(secure->body, "PUT /a%20b?c=%41body");
  const auto open = fetch({false, "localhost", 80}, request, options);
  ASSERT_TRUE(open) << open.error().detail;
  EXPECT_EQ(open->body, "PUT /a%20b?c=%41body");
}

TEST_F(Client, JudgesTheNameByWhichItAsks) {
  tls.host = "127.0.0.2";
  HttpServer other;
  const auto ca = TestCa::open(folder);
  const auto leaf = ca->issue({"h", {"other"}, {"127.0.0.1"}, issued, issued + days{300}});
  tls.port = *other.listen({{"127.0.0.2", 0},
                            std::make_shared<TlsIdentity>([leaf = *leaf] {
                              return TlsMaterial{leaf.certificate, leaf.key};
                            }),
                            {}});
  other.start(1);
  EXPECT_EQ(fetch(tls, request, options).error().code, ProblemCode::name_mismatch);
}

/// A proxy that refuses the tunnel and closes: where a library once waited for itself for ever.
TEST_F(Client, SaysWhyAProxyRefuses) {
  int status = 407;
  HttpServer refusing;
  const Serve refuse_all = [&](const HttpRequest&, const HttpReply& reply) {
    reply.answer({status, {}, "no\n"});
  };
  options.proxy = HttpProxy{"127.0.0.1", *refusing.listen({{"127.0.0.1", 0}, {}, refuse_all})};
  refusing.start(1);
  EXPECT_EQ(fetch(tls, request, options).error().code, ProblemCode::proxy_authentication_required);
  EXPECT_EQ(fetch(plain, request, options).error().code,
            ProblemCode::proxy_authentication_required);
  status = 403;
  const auto refused = fetch(tls, request, options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ProblemCode::refused_connection);
  EXPECT_THAT(refused.error().detail, testing::HasSubstr("403 Forbidden"));
}

TEST_F(Client, LogsInAtTheProxy) {
  HttpServer asking;
  std::string login;
  const Serve note = [&](const HttpRequest& in, const HttpReply& reply) {
    const std::string* sent = find_header(in.headers, "Proxy-Authorization");
    login = sent == nullptr ? "" : *sent;
    reply.answer({200, {}, {}});
  };
  options.proxy =
      HttpProxy{"127.0.0.1", *asking.listen({{"127.0.0.1", 0}, {}, note}), "ann", "x:y"};
  asking.start(1);
  EXPECT_TRUE(fetch(plain, request, options));
  EXPECT_EQ(login, "Basic YW5uOng6eQ==");
}

TEST_F(Client, KeepsConnectionsWhereItIsAskedTo) {
  KeptConnections kept;
  options.kept = &kept;
  for (const HttpOrigin& origin : {plain, tls}) {
    for (int i = 0; i < 3; ++i) {
      const auto answer = fetch(origin, request, options);
      ASSERT_TRUE(answer) << answer.error().detail;
      EXPECT_EQ(answer->body, "PUT /a%20b?c=%41body");
      EXPECT_EQ(find_header(answer->headers, "Connection"), nullptr);
    }
  }
  options.kept = nullptr;
  const auto last = fetch(plain, request, options);
  EXPECT_EQ(*find_header(last->headers, "Connection"), "close");
}

TEST_F(Client, DoesNotUseAConnectionThatTheServerHasEnded) {
  KeptConnections kept;
  options.kept = &kept;
  auto other = std::make_unique<HttpServer>();
  const Serve serve = [](const HttpRequest&, const HttpReply& reply) {
    reply.answer({200, {}, {}});
  };
  plain.port = *other->listen({{"127.0.0.1", 0}, {}, serve});
  other->start(1);
  ASSERT_TRUE(fetch(plain, request, options));
  other.reset();
  EXPECT_EQ(fetch(plain, request, options).error().code, ProblemCode::refused_connection);
}

TEST_F(Client, EndsWhenSomebodyElseGivesUp) {
  HttpServer silent;
  std::vector<HttpReply> held;
  plain.port =
      *silent.listen({{"127.0.0.1", 0}, {}, [&](const HttpRequest&, const HttpReply& reply) {
                        held.push_back(reply);
                      }});
  silent.start(1);
  const std::atomic<bool> given_up{true};
  options.given_up = &given_up;
  EXPECT_EQ(fetch(plain, request, options).error().code, ProblemCode::timed_out);
}

TEST_F(Client, GivesUpInTime) {
  HttpServer silent;
  std::vector<HttpReply> kept;
  plain.port =
      *silent.listen({{"127.0.0.1", 0}, {}, [&](const HttpRequest&, const HttpReply& reply) {
                        kept.push_back(reply);
                      }});
  silent.start(1);
  options.read_time = std::chrono::milliseconds{50};
  EXPECT_EQ(fetch(plain, request, options).error().code, ProblemCode::timed_out);
}

TEST_F(Client, WantsTlsWhereItSaysSo) {
  plain.tls = true;
  EXPECT_EQ(fetch(plain, request, options).error().code, ProblemCode::commresponse);
  EXPECT_EQ(fetch({false, "no-such-host.invalid", 80}, request, options).error().code,
            ProblemCode::unknown_host);
}

TEST_F(Client, RefusesAnAnswerThatIsTooLong) {
  options.largest_answer = 10;
  EXPECT_EQ(fetch(plain, request, options).error().code, ProblemCode::commresponse);
}

TEST_F(Client, SaysThatNobodyListens) {
  const std::uint16_t port = plain.port;
  server.stop(std::chrono::milliseconds{0});
  plain.port = port == 1 ? 2 : 1;
  EXPECT_EQ(fetch(plain, request, options).error().code, ProblemCode::refused_connection);
}

TEST_F(Client, OfTheAdminInterfaceAsksAndFollows) {
  const auto answer = ask_admin(plain, request);
  ASSERT_TRUE(answer) << answer.error().detail;
  EXPECT_EQ(answer->body, fetch(plain, request, options)->body);
  std::string heard;
  const auto followed = follow_admin(plain, request, [&](std::string_view piece) {
    heard += piece;
    return false;
  });
  EXPECT_TRUE(followed);
  EXPECT_FALSE(heard.empty());
  server.stop(std::chrono::milliseconds{0});
  EXPECT_EQ(ask_admin({false, "127.0.0.1", 1}, request).error().code,
            ProblemCode::refused_connection);
}

TEST(ParseOrigin, TakesWhatPeopleType) {
  EXPECT_EQ(parse_origin("http://127.0.0.1:8800/")->port, 8800);
  EXPECT_TRUE(parse_origin("https://Cm1")->tls);
  EXPECT_EQ(parse_origin("https://Cm1")->port, 443);
  EXPECT_FALSE(parse_origin("127.0.0.1:8800"));
  EXPECT_FALSE(parse_origin("http://"));
}

}  // namespace
}  // namespace slsim
