// SPDX-License-Identifier: Apache-2.0
#include "core/http/base64.h"

#include <gtest/gtest.h>

#include "core/chance/chance.h"

namespace slsim {
namespace {

TEST(Base64, IsThatOfTheStandardsExamples) {  // RFC 4648, section 10.
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, ReadsWhatItWrites) {
  RandomStream stream{1, "base64"};
  for (std::size_t size = 0; size < 100; ++size) {
    std::string bytes;
    while (bytes.size() < size) bytes += static_cast<char>(stream.below(256));
    EXPECT_EQ(from_base64(base64(bytes)), bytes);
  }
}

TEST(Base64, RefusesOtherLetters) {
  EXPECT_EQ(from_base64("Zm9v!"), std::nullopt);
  EXPECT_EQ(from_base64("Zm=v"), std::nullopt);
  EXPECT_EQ(from_base64("Zg"), "f");
}

}  // namespace
}  // namespace slsim
