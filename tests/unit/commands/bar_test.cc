// SPDX-License-Identifier: Apache-2.0
#include "client/cmd/bar.h"

#include <gtest/gtest.h>

namespace slsim {
namespace {

TEST(ProgressBar, ShowsHowFarItIs) {
  EXPECT_EQ(progress_bar("jobs", 250, 1000, 39), "jobs [====>              ] 250 of 1000");
  EXPECT_EQ(progress_bar("jobs", 0, 4, 32), "jobs [>                ] 0 of 4");
  EXPECT_EQ(progress_bar("jobs", 4, 4, 32), "jobs [=================] 4 of 4");
}

TEST(ProgressBar, FitsAndIsNotWiderThanItNeeds) {
  for (std::size_t width = 20; width < 200; ++width) {
    EXPECT_LT(progress_bar("jobs", 7, 9, width).size(), width);
  }
  EXPECT_EQ(progress_bar("jobs", 0, 1, 500).size(), progress_bar("jobs", 0, 1, 600).size());
}

TEST(ProgressBar, IsLeftOutWhereItHasNoRoomOrNoMeaning) {
  EXPECT_EQ(progress_bar("partner.example instances", 1, 2, 30),
            "partner.example instances 1 of 2");
  EXPECT_EQ(progress_bar("jobs", 0, 0, 80), "jobs");
  EXPECT_EQ(progress_bar("jobs", 9, 3, 12), "jobs 3 of 3");
}

}  // namespace
}  // namespace slsim
