// SPDX-License-Identifier: Apache-2.0
#include "core/http/wire.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// The status with which it is refused; 0 when it is a whole request.
int refusal(std::string_view text, const HttpLimits& limits = {}) {
  RequestReader reader{limits};
  reader.feed(text);
  EXPECT_NE(reader.whole(), reader.refused() != 0) << text;
  return reader.refused();
}

HttpRequest read(std::string_view text) {
  RequestReader reader;
  EXPECT_EQ(reader.feed(text), text.size());
  EXPECT_TRUE(reader.whole()) << text;
  return reader.take();
}

TEST(RequestReader, TakesARequestApartAsItWasSent) {
  const HttpRequest request = read(
      "POST /a%20b//c?x=%41&y HTTP/1.1\r\nHost: h\r\nX-Empty:\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.path, "/a%20b//c");
  EXPECT_EQ(request.query, "x=%41&y");
  EXPECT_EQ(request.body, "abc");
  EXPECT_THAT(request.headers, ElementsAre(HttpHeader{"Host", "h"}, HttpHeader{"X-Empty", ""},
                                           HttpHeader{"Content-Length", "3"}));
}

TEST(RequestReader, BlanksInATargetAreTaken) {
  EXPECT_EQ(read("GET /accounts/Phones East/tokens?n=a b HTTP/1.1\r\n\r\n").path,
            "/accounts/Phones East/tokens");
}

TEST(RequestReader, AnyMethodIsAMethod) {
  EXPECT_EQ(read("PROPFIND / HTTP/1.1\r\n\r\n").method, "PROPFIND");
}

TEST(RequestReader, HowTheBytesArriveDoesNotMatter) {
  const std::string text =
      "PUT /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4;n=v\r\nWiki\r\n5\r\npedia\r\n0\r\n"
      "Trailer: t\r\n\r\n";
  for (std::size_t cut = 1; cut < text.size(); ++cut) {
    RequestReader reader;
    EXPECT_EQ(reader.feed(text.substr(0, cut)), cut);
    EXPECT_FALSE(reader.whole());
    EXPECT_EQ(reader.feed(text.substr(cut)), text.size() - cut);
    ASSERT_TRUE(reader.whole()) << cut;
    EXPECT_EQ(reader.take().body, "Wikipedia");
  }
}

TEST(RequestReader, LeavesTheNextRequestAlone) {
  const std::string text = "GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n";
  RequestReader reader;
  EXPECT_EQ(reader.feed(text), text.size() / 2);
  EXPECT_EQ(reader.feed(text.substr(text.size() / 2)), 0U);
  EXPECT_EQ(reader.take().path, "/1");
  EXPECT_FALSE(reader.begun());
  reader.feed(text.substr(text.size() / 2));
  EXPECT_EQ(reader.take().path, "/2");
}

TEST(RequestReader, RefusesWhatTwoReadersCouldReadDifferently) {
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc"), 400);
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\nContent-Length: +3\r\n\r\nabc"), 400);
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\nContent-Length: 3, 3\r\n\r\nabc"), 400);
  EXPECT_EQ(
      refusal("GET / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
      400);
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"), 501);
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\nName : v\r\n\r\n"), 400);
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n"), 400);
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n"), 400);
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n"), 400);
}

TEST(RequestReader, RefusesWhatIsNoRequest) {
  EXPECT_EQ(refusal("\x16\x03\x01 hello there\r\n"), 400);
  EXPECT_EQ(refusal("GET /\r\n"), 400);
  EXPECT_EQ(refusal("GET / HTTP/2.0\r\n"), 505);
  EXPECT_EQ(refusal("GET /a\x01 HTTP/1.1\r\n"), 400);
  EXPECT_EQ(refusal("G:T / HTTP/1.1\r\n"), 400);
}

TEST(RequestReader, HoldsItsLimits) {
  const HttpLimits limits{.target = 100, .head = 300, .headers = 3, .body = 10};
  EXPECT_EQ(refusal("GET /" + std::string(200, 'a'), limits), 414);
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\nA: " + std::string(400, 'a'), limits), 431);
  // The first limit met is the answer, in whatever pieces the bytes come.
  EXPECT_EQ(refusal("GET /" + std::string(4000, 'a'), limits), 414);
  EXPECT_EQ(refusal(std::string(4000, '\n') + "GET /" + std::string(4000, 'a'), limits), 431);
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\nA: 1\r\nA: 1\r\nA: 1\r\nA: 1\r\n\r\n", limits), 431);
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\nContent-Length: 11\r\n\r\n", limits), 413);
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n", limits),
            400);
  EXPECT_EQ(
      refusal("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n3\r\n", limits),
      413);
  EXPECT_EQ(
      refusal("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", limits),
      413);
  EXPECT_EQ(
      refusal("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(300, 'x'),
              limits),
      400);
}

TEST(RequestReader, KeepsAliveAsTheVersionAndTheClientSay) {
  const auto keeps = [](std::string_view text) {
    RequestReader reader;
    reader.feed(text);
    EXPECT_TRUE(reader.whole());
    return reader.keeps_alive();
  };
  EXPECT_TRUE(keeps("GET / HTTP/1.1\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nConnection: TE, Close\r\n\r\n"));
  EXPECT_FALSE(keeps("GET / HTTP/1.0\r\n\r\n"));
  EXPECT_TRUE(keeps("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
}

TEST(RequestReader, TellsOnceThatTheClientWaitsToBeTold) {
  RequestReader reader;
  reader.feed("PUT / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\n");
  EXPECT_TRUE(reader.take_expectation());
  EXPECT_FALSE(reader.take_expectation());
  reader.feed("x");
  EXPECT_TRUE(reader.whole());
}

TEST(RequestReader, KeepsTheTargetOfAProxyRequest) {
  RequestReader reader;
  reader.feed("GET http://Tools.Cisco.com:80/x?y HTTP/1.1\r\n\r\n");
  EXPECT_EQ(reader.target(), "http://Tools.Cisco.com:80/x?y");
  const HttpRequest request = reader.take();
  EXPECT_EQ(request.path, "/x");
  EXPECT_EQ(request.query, "y");
}

TEST(PrintAnswer, WritesTheLengthOnceAndNoBodyWhereThereIsNone) {
  const HttpResponse answer{200, {{"Content-Type", "text/plain"}, {"content-length", "9"}}, "abc"};
  EXPECT_EQ(print_answer(answer),
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_THAT(print_answer(answer, {.head = true}), HasSubstr("Content-Length: 3\r\n\r\n"));
  EXPECT_THAT(print_answer(answer, {.head = true}), Not(HasSubstr("abc")));
  EXPECT_EQ(print_answer({204, {}, ""}, {.keep_alive = false}),
            "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
}

TEST(ParseAuthority, TakesHostAndPort) {
  EXPECT_EQ(parse_authority("Tools.Cisco.com:443", 80), (Authority{"tools.cisco.com", 443}));
  EXPECT_EQ(parse_authority("cm1", 80), (Authority{"cm1", 80}));
  EXPECT_EQ(parse_authority("[::1]:8443", 80), (Authority{"[::1]", 8443}));
  EXPECT_EQ(parse_authority("a:b", 80).host, "");
  EXPECT_EQ(parse_authority("a:70000", 80).host, "");
  EXPECT_EQ(parse_authority("user@a:1", 80).host, "");
  EXPECT_EQ(parse_authority("[::1", 80).host, "");
}

}  // namespace
}  // namespace slsim
