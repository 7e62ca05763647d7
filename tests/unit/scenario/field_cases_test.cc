// SPDX-License-Identifier: Apache-2.0
// docs/FIELD_CASES.md lists every field case, and what it says of scenarios is so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/support/doc_table.h"

namespace slsim {
namespace {

/// The numbers of the 37 cases; gaps are on purpose.
constexpr int numbers[] = {1,  2,  4,  6,  7,  8,  9,  10, 12, 13, 14, 15, 16,
                           17, 20, 21, 23, 24, 25, 26, 27, 29, 30, 31, 32, 35,
                           36, 37, 38, 39, 41, 43, 44, 45, 46, 47, 49};

struct FieldCase {
  std::string title;
  std::set<std::string> scenarios;
  std::string waits_for;
};

/// By number, as the page has them.
std::map<std::string, FieldCase> listed() {
  std::map<std::string, FieldCase> cases;
  for (const auto& row : table_rows(read_tree_file("docs/FIELD_CASES.md"))) {
    if (row.size() != 4) {
      ADD_FAILURE() << "a row of " << row.size() << " cells";
      continue;
    }
    const auto paths = scenarios_named_in(row[2]);
    cases[row[0]] = {row[1], {paths.begin(), paths.end()}, row[3]};
  }
  return cases;
}

TEST(FieldCases, AreAllListed) {
  std::vector<std::string> expected;
  for (const int number : numbers) {
    expected.push_back((number < 10 ? "0" : "") + std::to_string(number));
  }
  ASSERT_EQ(expected.size(), 37U);
  std::vector<std::string> found;
  for (const auto& [number, field_case] : listed()) {
    found.push_back(number);
    EXPECT_FALSE(field_case.title.empty()) << number;
    EXPECT_FALSE(field_case.scenarios.empty() && field_case.waits_for.empty())
        << number << " has no scenario and waits for nothing";
  }
  EXPECT_EQ(found, expected);
}

TEST(FieldCases, AreNamedByTheScenariosThatPlayThem) {
  for (const auto& [number, field_case] : listed()) {
    for (const std::string& path : field_case.scenarios) {
      ASSERT_TRUE(tree_has(path)) << path << " of " << number;
      EXPECT_THAT(read_tree_file(path), testing::HasSubstr("CASE-" + number)) << path;
    }
  }
}

TEST(FieldCases, ListEveryScenarioThatNamesThem) {
  const auto cases = listed();
  for (const std::string& path : scenario_paths()) {
    const std::string text = read_tree_file(path);
    for (const auto& [number, field_case] : cases) {
      if (text.find("CASE-" + number) == std::string::npos) continue;
      EXPECT_TRUE(field_case.scenarios.contains(path)) << path << " plays CASE-" << number;
    }
  }
}

}  // namespace
}  // namespace slsim
