// SPDX-License-Identifier: Apache-2.0
#include "core/http/answer_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Read {
  HttpResponse answer;
  std::string body;
  bool whole = false;
  bool failed = false;
};

/// All at once, or one byte after the other, which must not matter; then the end.
Read read(std::string_view text, std::string_view method = "GET") {
  const auto in_pieces = [&](std::size_t size) {
    Read got;
    AnswerReader reader{method, [&](std::string_view piece) {
                          got.body += piece;
                          return true;
                        }};
    for (std::size_t i = 0; i < text.size(); i += size) reader.feed(text.substr(i, size));
    reader.end();
    got.answer = reader.answer();
    got.whole = reader.whole();
    got.failed = reader.failed();
    return got;
  };
  Read at_once = in_pieces(text.size());
  const Read by_bytes = in_pieces(1);
  EXPECT_EQ(at_once.body, by_bytes.body);
  EXPECT_EQ(at_once.whole, by_bytes.whole);
  EXPECT_EQ(at_once.answer.status, by_bytes.answer.status);
  return at_once;
}

TEST(AnswerReader, ReadsTheThreeWaysInWhichABodyEnds) {
  EXPECT_EQ(read("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc").body, "abc");
  const Read chunked = read(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\n1\r\nc\r\n0\r\n"
      "Trailer: 1\r\n\r\n");
  EXPECT_TRUE(chunked.whole);
  EXPECT_EQ(chunked.body, "abc");
  const Read open = read("HTTP/1.0 200\r\n\r\nabc");
  EXPECT_TRUE(open.whole);
  EXPECT_EQ(open.body, "abc");
}

TEST(AnswerReader, KnowsWhatHasNoBody) {
  EXPECT_TRUE(read("HTTP/1.1 204 No Content\r\n\r\n").whole);
  EXPECT_TRUE(read("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", "HEAD").whole);
  EXPECT_TRUE(read("HTTP/1.1 200 Connection established\r\n\r\n", "CONNECT").whole);
  EXPECT_EQ(read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n").answer.status, 404);
}

TEST(AnswerReader, TakesNoPartForTheWhole) {
  for (const std::string_view text :
       {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", "SSH-2.0-x\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n"}) {
    EXPECT_TRUE(read(text).failed) << text;
  }
}

TEST(AnswerReader, EndsAHeadWithoutEnd) {
  EXPECT_TRUE(read("HTTP/1.1 200 OK\r\nA: " + std::string(300'000, 'x')).failed);
}

TEST(PrintRequest, SaysWhereTheBodyEndsAndOnce) {
  HttpRequest request{.method = "POST", .path = "/a", .headers = {{"content-length", "7"}}};
  request.body = "abc";
  const std::string text = print_request(request, "/a?b", "host:1");
  EXPECT_THAT(text, StartsWith("POST /a?b HTTP/1.1\r\nHost: host:1\r\n"));
  EXPECT_THAT(text, HasSubstr("Content-Length: 3\r\n"));
  EXPECT_THAT(text, Not(HasSubstr("content-length")));
  EXPECT_TRUE(text.ends_with("\r\n\r\nabc"));
}

TEST(PrintRequest, PutsNoSecondRequestIntoOne) {
  EXPECT_EQ(print_request({.headers = {{"A", "1\r\nB: 2"}}}, "/", "h"), "");
  EXPECT_EQ(print_request({}, "/ HTTP/1.1\r\nA: ", "h"), "");
}

}  // namespace
}  // namespace slsim
