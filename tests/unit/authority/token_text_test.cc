// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/token_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace slsim {
namespace {

using ::testing::ContainsRegex;
using ::testing::MatchesRegex;

constexpr Uuid some_uuid{0x6f, 0x1c, 0x7b, 0x2e, 0x91, 0xd4, 0x4c, 0x3a,
                         0x8a, 0x55, 0x0c, 0x2f, 0x4b, 0xe0, 0xa1, 0xd9};
constexpr Instant some_expiry{days(20'500)};

TEST(TokenText, PrintsUuidsInTheUsualGroups) {
  EXPECT_EQ(print(some_uuid), "6f1c7b2e-91d4-4c3a-8a55-0c2f4be0a1d9");
}

TEST(TokenText, IsPercentEncodedBase64InLinesOfSixty) {
  const std::string text = token_text(some_uuid, some_expiry);
  EXPECT_THAT(text, MatchesRegex("([A-Za-z0-9]|%2B|%2F)+%0A([A-Za-z0-9]|%2B|%2F)+%0A"
                                 "([A-Za-z0-9]|%2B|%2F)+(%3D)*%0A"));
  EXPECT_EQ(text.find("%0A"), 60U);  // This one has nothing else to escape in its first line.
}

TEST(TokenText, SaysUuidAndExpiryWhenReadAgain) {
  const Result<TokenContent> content = read_token_text(token_text(some_uuid, some_expiry));
  ASSERT_TRUE(content);
  EXPECT_EQ(content->uuid, print(some_uuid));
  EXPECT_EQ(content->expires, some_expiry);
}

TEST(TokenText, IsTheSameForTheSameUuidAndExpiry) {
  EXPECT_EQ(token_text(some_uuid, some_expiry), token_text(some_uuid, some_expiry));
  EXPECT_NE(token_text(some_uuid, some_expiry),
            token_text(some_uuid, some_expiry + milliseconds(1)));
}

TEST(TokenText, CutAtAnyPlaceIsInvalid) {
  const std::string text = token_text(some_uuid, some_expiry);
  // Without its last line feed nothing of the token itself is missing.
  for (std::size_t length = 0; length < text.size() - 3; ++length) {
    const Result<TokenContent> content = read_token_text(text.substr(0, length));
    if (content) {
      ADD_FAILURE() << "accepted when cut to " << length;
      return;
    }
    EXPECT_EQ(content.error().code, ProblemCode::token_invalid);
  }
}

TEST(TokenText, WithAnyLetterExchangedIsInvalid) {
  const std::string text = token_text(some_uuid, some_expiry);
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string damaged = text;
    damaged[i] = damaged[i] == 'Q' ? 'R' : 'Q';
    const Result<TokenContent> content = read_token_text(damaged);
    EXPECT_FALSE(content && content->uuid != print(some_uuid)) << i;
    EXPECT_FALSE(content && content->expires != some_expiry) << i;
  }
}

TEST(TokenText, OfAnotherAuthorityIsInvalid) {
  // A token of the published shape with 32 bytes of zero for its last part.
  const Result<TokenContent> content = read_token_text(
      "NmYxYzdiMmUtOTFkNC00YzNhLThhNTUtMGMyZjRiZTBhMWQ5LTE3NzEyMDAw%0A"
      "MDAwMDB8QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB%0A"
      "QUFBQT0%3D%0A");
  ASSERT_FALSE(content);
  EXPECT_THAT(content.error().detail, ContainsRegex("another authority"));
}

TEST(TokenText, OfGarbageIsInvalid) {
  for (const std::string_view text : {"", "%", "%4", "%zz", "t1", "!!!!", "QUJD", "fHx8fA%3D%3D"}) {
    EXPECT_FALSE(read_token_text(text)) << text;
  }
  EXPECT_FALSE(read_token_text(std::string(1'000'000, 'A')));
}

}  // namespace
}  // namespace slsim
