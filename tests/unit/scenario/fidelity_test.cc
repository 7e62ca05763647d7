// SPDX-License-Identifier: Apache-2.0
// docs/FIDELITY.md counts its behaviours by their standing, and the scenarios that show them exist.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/support/doc_table.h"

namespace slsim {
namespace {

TEST(Fidelity, ItsFirstLineCountsItsRows) {
  const std::string page = read_tree_file("docs/FIDELITY.md");
  std::map<std::string, int> counts{{"documented", 0}, {"observed", 0}, {"assumed", 0}};
  int all = 0;
  for (const auto& row : table_rows(page)) {
    ASSERT_EQ(row.size(), 4U) << testing::PrintToString(row);
    ASSERT_TRUE(counts.contains(row[1])) << row[1] << " of " << row[0];
    ++counts[row[1]];
    ++all;
  }
  EXPECT_EQ(page.substr(0, page.find('\n')),
            "# Fidelity: " + std::to_string(all) + " behaviours, " +
                std::to_string(counts["documented"]) + " documented, " +
                std::to_string(counts["observed"]) + " observed, " +
                std::to_string(counts["assumed"]) + " assumed");
}

TEST(Fidelity, EachBehaviourHasASourceAndAScenario) {
  for (const auto& row : table_rows(read_tree_file("docs/FIDELITY.md"))) {
    ASSERT_EQ(row.size(), 4U);
    EXPECT_FALSE(row[0].empty());
    EXPECT_FALSE(row[2].empty()) << row[0];
    const auto scenarios = scenarios_named_in(row[3]);
    EXPECT_FALSE(scenarios.empty()) << row[0];
    for (const std::string& path : scenarios) EXPECT_TRUE(tree_has(path)) << path;
  }
}

}  // namespace
}  // namespace slsim
