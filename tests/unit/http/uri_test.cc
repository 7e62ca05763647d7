// SPDX-License-Identifier: Apache-2.0
#include "core/http/uri.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::Optional;

TEST(Uri, DecodesExactlyOnce) {
  EXPECT_EQ(percent_decode("VA%201"), "VA 1");
  EXPECT_EQ(percent_decode("VA%2520"), "VA%20");
  EXPECT_EQ(percent_decode("VA 1+"), "VA 1+");
}

TEST(Uri, RefusesBrokenEscapes) {
  for (const char* text : {"%", "%4", "%4g", "a%", "%%41"}) {
    EXPECT_EQ(percent_decode(text), std::nullopt) << text;
  }
}

TEST(Uri, EncodesWhatItDecodes) {
  std::string bytes;
  for (int c = 0; c < 256; ++c) bytes += static_cast<char>(c);
  EXPECT_EQ(percent_decode(percent_encode(bytes)), bytes);
  EXPECT_EQ(percent_encode("a-b_c.d~ /"), "a-b_c.d~%20%2F");
}

TEST(Uri, ReadsQueriesAndForms) {
  EXPECT_THAT(parse_query("a=1&b=x+y%26&c&&d="),
              Optional(ElementsAre(QueryField{"a", "1"}, QueryField{"b", "x y&"},
                                   QueryField{"c", ""}, QueryField{"d", ""})));
  EXPECT_EQ(parse_query("a=%zz"), std::nullopt);
}

TEST(Uri, RefusesMoreThanItsLimits) {
  EXPECT_TRUE(parse_query("a&b", {.fields = 2, .bytes = 3}));
  EXPECT_EQ(parse_query("a&b&c", {.fields = 2, .bytes = 5}), std::nullopt);
  EXPECT_EQ(parse_query("a&b", {.fields = 2, .bytes = 2}), std::nullopt);
}

TEST(Uri, SplitsPathsWhateverTheirSlashes) {
  EXPECT_THAT(path_segments("//a//b%2Fc/d e/"), Optional(ElementsAre("a", "b/c", "d e")));
  EXPECT_EQ(path_segments("/a/%"), std::nullopt);
}

TEST(Uri, TakesTargetsWithAndWithoutAHost) {
  HttpRequest request;
  set_target(request, "https://swapi.cisco.com/v1?a=http://x/");
  EXPECT_EQ(request.path, "/v1");
  EXPECT_EQ(request.query, "a=http://x/");
  set_target(request, "/v2/accounts");
  EXPECT_EQ(request.path, "/v2/accounts");
  EXPECT_EQ(request.query, "");
}

TEST(HttpMessage, FindsHeadersInAnyCase) {
  const HttpHeaders headers{{"authorization", "Bearer x"}, {"Accept", "*"}};
  ASSERT_NE(find_header(headers, "Authorization"), nullptr);
  EXPECT_EQ(*find_header(headers, "Authorization"), "Bearer x");
  EXPECT_EQ(find_header(headers, "Authorizatio"), nullptr);
}

}  // namespace
}  // namespace slsim
