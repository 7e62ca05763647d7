// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cli_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(CliLine, FallsIntoWordsAtBlanks) {
  EXPECT_THAT(words_of_line("  license\tsmart  deregister \r\n"),
              ElementsAre("license", "smart", "deregister"));
  EXPECT_THAT(words_of_line(" \t "), IsEmpty());
}

TEST(CliLine, QuotesHoldTogether) {
  EXPECT_THAT(words_of_line(R"(install "a b" c"d e"f "")"),
              ElementsAre("install", "a b", "cd ef", ""));
  EXPECT_THAT(words_of_line(R"(install "never ended x)"), ElementsAre("install", "never ended x"));
}

TEST(CliLine, BeginsWithACommandInAnyCase) {
  const auto words = words_of_line("License SMART renew id");
  EXPECT_TRUE(begins_with(words, "license smart renew ID"));
  EXPECT_TRUE(begins_with(words, "license smart"));
  EXPECT_FALSE(begins_with(words, "license smart renew auth"));
  EXPECT_FALSE(begins_with(words, "license smart renew ID now"));
}

TEST(CliLine, IsTheBeginningOfACommand) {
  EXPECT_TRUE(begins(words_of_line("license smart"), "license smart deregister"));
  EXPECT_FALSE(begins(words_of_line("license smart deregister"), "license smart deregister"));
  EXPECT_FALSE(begins(words_of_line("license sm"), "license smart deregister"));
}

}  // namespace
}  // namespace slsim
