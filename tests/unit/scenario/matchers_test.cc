// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/matchers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_registry.h"

namespace slsim {
namespace {

using List = Value::List;
using Map = Value::Map;

/// The matcher of the one expectation `cssm: {get: /, answers: {json: wanted}}`.
Matcher matcher(std::string_view wanted) {
  const Loaded loaded = load_text(
      "slsim: 1\nexpect: [{cssm: {get: /, answers: {json: " + std::string{wanted} + "}}}]\n");
  for (const Mistake& mistake : loaded.mistakes) ADD_FAILURE() << print(mistake);
  if (loaded.plans.empty()) return {};
  return loaded.plans.front().expectations.front().readings.front().matcher.parts.front();
}

struct Row {
  std::string_view wanted;
  Value actual;
  std::string_view mismatch;  // Empty: it holds.
};

TEST(Matchers, SayWhatTheyExpectedAndWhatTheyGot) {
  const Row rows[] = {
      {"5", 5, ""},
      {"5", 6, "expected 5, got 6"},
      {"5", {}, "expected 5, got nothing"},
      {"\"5\"", "5", ""},
      {"5", "5", "expected 5, got \"5\""},
      {"registered", "registered", ""},
      {"true", true, ""},
      {"{gt: 3}", 4, ""},
      {"{gt: 3}", 3, "expected more than 3, got 3"},
      {"{gt: 3}", "4", "expected more than 3, got \"4\""},
      {"{ge: 3}", 3, ""},
      {"{ge: 3}", 2, "expected at least 3, got 2"},
      {"{lt: 3}", 2, ""},
      {"{lt: 3}", 3, "expected less than 3, got 3"},
      {"{le: 3}", 3, ""},
      {"{le: 3}", 4, "expected at most 3, got 4"},
      {"{gt: 1, lt: 3}", 2, ""},
      {"{gt: 1, lt: 3}", 3, "expected more than 1 and less than 3, got 3"},
      {"{between: [1, 3]}", 1, ""},
      {"{between: [1, 3]}", 3, ""},
      {"{between: [1, 3]}", 4, "expected at least 1 and at most 3, got 4"},
      {"{not: 5}", 6, ""},
      {"{not: 5}", {}, ""},
      {"{not: 5}", 5, "expected not 5, got 5"},
      {"{not: {contains: x}}", "axb", "expected not a text with x, got axb"},
      {"{contains: \"Status: REGISTERED\"}", "  Status: REGISTERED\n", ""},
      {"{contains: x}", "abc", "expected a text with x, got abc"},
      {"{contains: x}", 5, "expected a text with x, got 5"},
      {"{matches: \"^a.c$\"}", "abc", ""},
      {"{matches: b}", "abc", ""},
      {"{matches: \"^b\"}", "abc", "expected a text that matches ^b, got abc"},
      {"{has: 2}", List{1, 2}, ""},
      {"{has: {name: a}}", List{Map{{"name", "a"}, {"b", 1}}}, ""},
      {"{has: {name: a}}", List{Map{{"name", "b"}}},
       "expected a list with {name: a}, got [{name: b}]"},
      {"{has: 2}", Map{}, "expected a list with 2, got {}"},
      {"{count: 2}", List{1, 2}, ""},
      {"{count: {gt: 2}}", List{1, 2}, "expected more than 2 entries, got 2: [1, 2]"},
      {"{count: 0}", {}, ""},
      {"{count: 1}", Map{{"a", 1}}, ""},
      {"{count: 1}", 1, "expected 1 entries, got 1"},
      {"{absent: true}", {}, ""},
      {"{absent: true}", 1, "expected nothing, got 1"},
      {"{absent: false}", {}, "expected not nothing, got nothing"},
      {"{a: 1}", Map{{"a", 1}, {"b", 2}}, ""},
      {"{a: 1, b: {gt: 2}}", Map{{"a", 0}, {"b", 2}},
       "a: expected 1, got 0; b: expected more than 2, got 2"},
      {"{a: {b: 1}}", Map{{"a", Map{}}}, "a: b: expected 1, got nothing"},
      {"{a: 1}", 5, "expected {a: 1}, got 5"},
      {"{\"count\": 3}", Map{{"count", 3}}, ""},
      {"{count: 3, other: 1}", Map{{"count", 3}, {"other", 1}}, ""},
      {"[1, {gt: 1}]", List{1, 2}, ""},
      {"[1, {gt: 1}]", List{1, 1}, "entry 2: expected more than 1, got 1"},
      {"[1]", List{1, 1}, "expected [1], got [1, 1]"},
  };
  for (const Row& row : rows) {
    const Matcher wants = matcher(row.wanted);
    EXPECT_EQ(wants.holds(row.actual), row.mismatch.empty()) << row.wanted;
    EXPECT_EQ(wants.mismatch(row.actual).value_or(""), row.mismatch) << row.wanted;
  }
}

TEST(Matchers, ShowNoMoreThanAScreenOfWhatTheyGot) {
  const auto why = matcher("x").mismatch(std::string(100'000, 'y'));
  ASSERT_TRUE(why);
  EXPECT_LT(why->size(), 3000U);
  EXPECT_THAT(*why, testing::EndsWith("…"));
}

TEST(Matchers, KnowTheTypeOfWhatTheyAreAskedAbout) {
  const Loaded loaded = load_text(R"(slsim: 1
world: {clusters: [{name: cm1, product: cucm}]}
expect:
  - {cm1: {next_renewal: 180d, evaluation_left: {lt: 90d - 1s}, version: 12.10}}
)");
  ASSERT_THAT(loaded.mistakes, testing::IsEmpty());
  const Plan& plan = loaded.plans.front();
  const auto& fields = plan.expectations.front().fields;
  ASSERT_EQ(fields.size(), 3U);
  EXPECT_TRUE(fields[0].matcher.holds(plan.start + days(180)));
  EXPECT_FALSE(fields[0].matcher.holds(days(180)));
  EXPECT_TRUE(fields[1].matcher.holds(days(89)));
  EXPECT_TRUE(fields[2].matcher.holds("12.10"));
}

TEST(Matchers, TakeResultsOfEarlierSteps) {
  Matcher wants{.kind = Matcher::Kind::no};
  wants.parts.push_back({.kind = Matcher::Kind::equals, .value = Value::ResultName{"t"}});
  const Matcher filled = wants.with_results({{"t", "secret"}});
  EXPECT_FALSE(filled.holds("secret"));
  EXPECT_TRUE(filled.holds("other"));
}

// An expression that would take a backtracking matcher longer than anybody waits.
TEST(Matchers, FindExpressionsInLinearTime) {
  EXPECT_FALSE(matcher("{matches: \"(a*)*(a*)*b$\"}").holds(std::string(50'000, 'a')));
}

}  // namespace
}  // namespace slsim
