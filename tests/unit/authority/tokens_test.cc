// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/tokens.h"

#include <gtest/gtest.h>

namespace slsim {
namespace {

constexpr Instant start{days(20'000)};

class TokensTest : public ::testing::Test {
 protected:
  TokenId add(const TokenTerms& terms) {
    return add_token(tokens_, VirtualAccountId{0}, terms, "admin", start, stream_).value();
  }
  ProblemCode refused(TokenId id, Instant at) {
    return admit(tokens_, tokens_.at(id).text, at).error().code;
  }

  Tokens tokens_;
  RandomStream stream_{1, "tokens"};
};

TEST_F(TokensTest, LetsInUntilTheInstantOfItsExpiry) {
  const TokenId id = add({.life = days(30)});
  EXPECT_EQ(admit(tokens_, tokens_.at(id).text, start + days(30) - milliseconds(1)), id);
  EXPECT_EQ(refused(id, start + days(30)), ProblemCode::token_expired);
}

TEST_F(TokensTest, CountsNothingByItself) {
  const TokenId id = add({.max_uses = 1});
  EXPECT_TRUE(admit(tokens_, tokens_.at(id).text, start));
  EXPECT_TRUE(admit(tokens_, tokens_.at(id).text, start));
  tokens_.at(id).uses = 1;
  EXPECT_EQ(refused(id, start), ProblemCode::token_exhausted);
}

TEST_F(TokensTest, SaysRevokedBeforeAnythingElse) {
  const TokenId id = add({.life = days(1), .max_uses = 1});
  tokens_.at(id).uses = 1;
  tokens_.at(id).revoked = true;
  EXPECT_EQ(refused(id, start + days(2)), ProblemCode::token_revoked);
}

TEST_F(TokensTest, WithoutMaximumLetsInForever) {
  const TokenId id = add({});
  tokens_.at(id).uses = 4'000'000'000;
  EXPECT_TRUE(admit(tokens_, tokens_.at(id).text, start));
}

TEST_F(TokensTest, OfOurKeyThatNobodyGaveOutIsInvalid) {
  Tokens others;
  RandomStream stream{2, "tokens"};
  const TokenId foreign = add_token(others, VirtualAccountId{0}, {}, "x", start, stream).value();
  const Result<TokenId> found = admit(tokens_, others.at(foreign).text, start);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, ProblemCode::token_invalid);
}

TEST_F(TokensTest, AreFoundByNameAndByText) {
  const TokenId id = add({.name = "t1"});
  add({.name = "t2"});
  EXPECT_EQ(find_token(tokens_, "t1"), id);
  EXPECT_EQ(find_token(tokens_, tokens_.at(id).text), id);
  EXPECT_EQ(find_token(tokens_, "t3"), std::nullopt);
}

TEST_F(TokensTest, RefuseANameThatIsTaken) {
  add({.name = "t1"});
  const Result<TokenId> second =
      add_token(tokens_, VirtualAccountId{0}, {.name = "t1"}, "admin", start, stream_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ProblemCode::already_exists);
}

TEST_F(TokensTest, AreEachOfAnotherText) {
  const TokenId one = add({});
  const TokenId other = add({});
  EXPECT_NE(tokens_.at(one).text, tokens_.at(other).text);
}

TEST_F(TokensTest, OfEndlessLifeNeverExpires) {
  const TokenId id = add({.life = Duration::max()});
  EXPECT_EQ(tokens_.at(id).expires, never);
  EXPECT_TRUE(admit(tokens_, tokens_.at(id).text, never - days(1)));
}

}  // namespace
}  // namespace slsim
