// SPDX-License-Identifier: Apache-2.0
#include "client/cmd/manual.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "client/cmd/program.h"

namespace slsim {
namespace {

using testing::HasSubstr;

constexpr const char* page_path = SLSIM_SOURCE_DIR "/docs/man/mediator.1";

TEST(Manual, IsWhatTheTablesSay) {
  std::ifstream file{page_path};
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), manual_page())
      << "unit_commands --gtest_also_run_disabled_tests --gtest_filter='*WriteThePage*'";
}

TEST(Manual, DISABLED_WriteThePage) { std::ofstream{page_path} << manual_page(); }

TEST(Manual, HasEveryCommandWithItsFlags) {
  const std::string page = manual_page();
  EXPECT_THAT(page, HasSubstr(".SS va set\\-mode VA hcs|hcs\\-le|enterprise\n"));
  EXPECT_THAT(page, HasSubstr(".TP\n\\fB\\-\\-client\\-id\\fR \\fIID\\fR\n"));
  EXPECT_GT(all_commands().size(), 20U);
}

}  // namespace
}  // namespace slsim
