// SPDX-License-Identifier: Apache-2.0
#include "core/result/cow.h"

#include <gtest/gtest.h>

#include <string>

namespace slsim {
namespace {

TEST(Cow, CopiesShareUntilOneChanges) {
  Cow<std::string> first{"abc"};
  Cow<std::string> second = first;
  EXPECT_EQ(&first.get(), &second.get());
  second.own() += "d";
  EXPECT_EQ(first.get(), "abc");
  EXPECT_EQ(second.get(), "abcd");
}

TEST(Cow, OneThatIsAloneChangesInPlace) {
  Cow<std::string> alone{"abc"};
  const std::string* before = &alone.get();
  { const Cow<std::string> passing = alone; }  // NOLINT(performance-*): what is tested.
  alone.own() += "d";
  EXPECT_EQ(&alone.get(), before);
}

}  // namespace
}  // namespace slsim
