// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/check_print.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_registry.h"

namespace slsim {
namespace {

constexpr std::string_view base = R"(slsim: 1
world:
  clusters: [{name: cm1, product: cucm, licenses: {UCM_Basic: $n}}]
)";

constexpr std::string_view scenario = R"(# A story.
slsim: 1
include: [base.yaml]
patch:
  clusters: [{name: cm1, version: "12.5"}]
steps:
  - {at: $x + 1h, cm1: deregister}
expect:
  - cm1: {cli: "$x", prints: {matches: "a#b"}, demand: {}}
cases:
  - {name: one, with: {x: 1d, n: 4}}
  - {name: two, with: {x: 2d, n: 5}}
)";

FileReader reader() { return files({{"base.yaml", std::string{base}}}); }

std::string printed(std::string_view text, std::string_view only = {}) {
  return print_merged("t.yaml", text, reader(), test_registry(), only);
}

TEST(CheckPrint, ShowsEachLineWithWhereItCameFrom) {
  EXPECT_EQ(printed(scenario, "two"), R"(# t.yaml::two
slsim: 1                                                    # t.yaml:2
steps:                                                      # t.yaml:6
  - at: 2d + 1h                                             # t.yaml:7
    cm1: deregister                                         # t.yaml:7
expect:                                                     # t.yaml:8
  - cm1:                                                    # t.yaml:9
      cli: "$x"                                             # t.yaml:9
      prints:                                               # t.yaml:9
        matches: "a#b"                                      # t.yaml:9
      demand: {}                                            # t.yaml:9
world:                                                      # t.yaml:3
  clusters:                                                 # base.yaml:3
    - name: cm1                                             # t.yaml:5
      product: cucm                                         # base.yaml:3
      licenses:                                             # base.yaml:3
        UCM_Basic: 5                                        # t.yaml:12 as $n
      version: "12.5"                                       # t.yaml:5
)");
}

TEST(CheckPrint, ShowsAllCasesOneBehindTheOther) {
  const std::string all = printed(scenario);
  EXPECT_THAT(all, testing::StartsWith("# t.yaml::one\n"));
  EXPECT_THAT(all, testing::HasSubstr("\n---\n# t.yaml::two\n"));
}

TEST(CheckPrint, WhatItShowsLoadsToTheSamePlan) {
  const Loaded loaded = load_text(scenario, reader());
  ASSERT_EQ(loaded.plans.size(), 2U);
  for (const Plan& plan : loaded.plans) {
    const Loaded again = load_text(printed(scenario, plan.name));
    ASSERT_THAT(again.mistakes, testing::IsEmpty());
    const Plan& same = again.plans.front();
    EXPECT_EQ(same.world.values(), plan.world.values());
    ASSERT_EQ(same.turns.size(), plan.turns.size());
    EXPECT_EQ(same.turns.front().at, plan.turns.front().at);
    EXPECT_EQ(same.steps.front().arguments.values(), plan.steps.front().arguments.values());
    EXPECT_EQ(same.expectations.front().readings.front().matcher.describe(),
              plan.expectations.front().readings.front().matcher.describe());
    EXPECT_EQ(same.end, plan.end);
  }
}

}  // namespace
}  // namespace slsim
