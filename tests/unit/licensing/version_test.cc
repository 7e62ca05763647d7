// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/version.h"

#include <gtest/gtest.h>

namespace slsim {
namespace {

TEST(ProductVersion, IsReadAsPrintedAndAsWritten) {
  EXPECT_EQ(find_version("12.5(1)SU4"), (ProductVersion{12, 5, 1, 4}));
  EXPECT_EQ(find_version("12.5.1SU4"), (ProductVersion{12, 5, 1, 4}));
  EXPECT_EQ(find_version("12.5SU4"), (ProductVersion{12, 5, 1, 4}));
  EXPECT_EQ(find_version("12.5su4"), (ProductVersion{12, 5, 1, 4}));
  EXPECT_EQ(find_version("12.5(1)"), (ProductVersion{12, 5, 1, 0}));
  EXPECT_EQ(find_version("12.5"), (ProductVersion{12, 5, 1, 0}));
  EXPECT_EQ(find_version("11.5(2)"), (ProductVersion{11, 5, 2, 0}));
  EXPECT_EQ(find_version("14SU2"), (ProductVersion{14, 0, 1, 2}));
  EXPECT_EQ(find_version("15"), (ProductVersion{15, 0, 1, 0}));
}

TEST(ProductVersion, IsOrderedByRelease) {
  const char* const rising[] = {"11.5",       "12.0(1)",    "12.0(1)SU1",  "12.5",
                                "12.5(1)SU3", "12.5(1)SU4", "12.5(1)SU10", "12.5(2)",
                                "14",         "14SU4",      "15"};
  for (std::size_t i = 1; i < std::size(rising); ++i) {
    EXPECT_LT(*find_version(rising[i - 1]), *find_version(rising[i])) << rising[i];
  }
}

TEST(ProductVersion, IsNotReadFromAnythingElse) {
  for (const char* text :
       {"", ".", "12.", "12.5.", "12.5(", "12.5(1", "12.5()", "12.5(1)SU", "12.5SU4x", "x12", " 12",
        "12 ", "-12", "12.-5", "12.5.1.14900-63", "12.5(1)(2)", "99999", "12.5SU123456789012345"}) {
    EXPECT_EQ(find_version(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace slsim
