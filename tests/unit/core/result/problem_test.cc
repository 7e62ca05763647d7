// SPDX-License-Identifier: Apache-2.0
#include "core/result/problem.h"

#include <gtest/gtest.h>

#include <set>

namespace slsim {
namespace {

Result<int> half(int n) {
  if (n % 2 != 0) return refuse(ProblemCode::invalid_argument, "3 is odd");
  return n / 2;
}

TEST(Problem, IsRefusedAsAValue) {
  EXPECT_EQ(half(4), 2);
  EXPECT_EQ(half(3), refuse(ProblemCode::invalid_argument, "3 is odd"));
}

TEST(Problem, EachCodeHasAWordOfItsOwn) {
  std::set<std::string_view> words;
  const auto last = static_cast<int>(ProblemCode::invalid_argument);
  for (int code = 0; code <= last; ++code) {
    words.insert(word(static_cast<ProblemCode>(code)).text());
  }
  EXPECT_EQ(words.size(), static_cast<std::size_t>(last) + 1);
  EXPECT_EQ(word(ProblemCode::token_expired), "token_expired"_w);
}

}  // namespace
}  // namespace slsim
