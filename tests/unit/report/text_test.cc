// SPDX-License-Identifier: Apache-2.0
#include "sim/report/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string plain(Tone, std::string_view text) { return std::string{text}; }

RunResult result_of(std::string path, std::string name) {
  RunResult result;
  result.path = std::move(path);
  result.name = std::move(name);
  result.start = Instant{} + days(100);
  result.end = result.start + days(90);
  result.steps = 3;
  result.expectations = 5;
  return result;
}

Failure failure_at(const RunResult& result, Duration after) {
  Failure failure;
  failure.position = {22, 5};
  failure.text = "at 1d cm1: {authorization: authorized}";
  failure.at = result.start + after;
  failure.mismatches = {{"authorization", "authorized", "out_of_compliance"}};
  failure.actor = "cm1";
  failure.recent = {"1970-04-11T00:00:00Z cm1 registration to=registered"};
  return failure;
}

TEST(ReportText, AFailureShowsWhereWhatWhenAndHowToPlayItAgain) {
  RunResult result = result_of("lapse.yaml", "too late");
  result.failures = {failure_at(result, days(1))};
  EXPECT_EQ(describe_failures(result, "slsim run 'lapse.yaml::too late'", plain),
            "FAIL lapse.yaml::too late\n"
            "  lapse.yaml:22:5: at 1d cm1: {authorization: authorized}\n"
            "    authorization\n"
            "      expected  authorized\n"
            "      actual    out_of_compliance\n"
            "      when      1d (1970-04-12T00:00:00Z)\n"
            "    last events of cm1\n"
            "      1970-04-11T00:00:00Z cm1 registration to=registered\n"
            "  replay: slsim run 'lapse.yaml::too late'\n"
            "\n");
}

TEST(ReportText, NothingIsSaidOfACaseThatPassed) {
  EXPECT_EQ(describe_failures(result_of("lapse.yaml", ""), "", plain), "");
}

TEST(ReportText, WhatHasSeveralLinesStandsInLinesOfItsOwn) {
  RunResult result = result_of("lapse.yaml", "");
  result.failures = {failure_at(result, days(1))};
  result.failures[0].mismatches = {{"cli: show license all", "a text with X", "one\ntwo\n"}};
  EXPECT_THAT(describe_failures(result, "", plain), HasSubstr("      actual\n"
                                                              "        | one\n"
                                                              "        | two\n"));
}

TEST(ReportText, AWindowShowsWhatItSaw) {
  RunResult result = result_of("lapse.yaml", "");
  result.failures = {failure_at(result, days(3))};
  result.failures[0].seen = {{result.start, "waiting"}, {result.start + days(2), "authorized"}};
  EXPECT_THAT(describe_failures(result, "", plain),
              HasSubstr("      seen      waiting from 0s (1970-04-11T00:00:00Z)\n"
                        "      seen      authorized from 2d (1970-04-13T00:00:00Z)\n"));
}

TEST(ReportText, AnInvariantIsABrokenSimulatorAndNamesTheSeed) {
  RunResult result = result_of("lapse.yaml", "");
  result.seed = 77;
  result.failures.emplace_back();
  result.failures[0].kind = Failure::Kind::invariant;
  result.failures[0].text = "more served than owned";
  const std::string text = describe_failures(result, "", plain);
  EXPECT_THAT(text, testing::StartsWith("BROKEN lapse.yaml\n"));
  EXPECT_THAT(text, HasSubstr("broke (seed 77): more served than owned"));
}

TEST(ReportText, OnlyTheFirstOfManyFailuresAreShown) {
  RunResult result = result_of("lapse.yaml", "");
  result.failures.assign(20, failure_at(result, days(1)));
  EXPECT_THAT(describe_failures(result, "", plain), HasSubstr("  and 8 failures more\n"));
}

TEST(ReportText, CasesOfOneFileHaveALineEach) {
  const std::vector<CaseLine> lines{case_line(result_of("lapse.yaml", "too late")),
                                    case_line(result_of("lapse.yaml", "in time"))};
  EXPECT_EQ(describe_cases(lines, plain),
            "                             steps  expectations   simulated\n"
            "ok     lapse.yaml::too late      3             5         90d\n"
            "ok     lapse.yaml::in time       3             5         90d\n"
            "2 cases passed: 6 steps, 10 expectations, 180d simulated");
}

TEST(ReportText, FilesHaveALineEachAndTheWorstOfTheirVerdicts) {
  RunResult bad = result_of("a.yaml", "two");
  bad.failures.emplace_back();
  const std::vector<CaseLine> lines{case_line(result_of("a.yaml", "one")), case_line(bad),
                                    case_line(result_of("b.yaml", ""))};
  EXPECT_EQ(describe_cases(lines, plain),
            "               cases  steps  expectations   simulated\n"
            "FAIL   a.yaml      2      6            10        180d\n"
            "ok     b.yaml      1      3             5         90d\n"
            "1 of 3 cases failed: 9 steps, 15 expectations, 270d simulated");
}

TEST(ReportText, TonesAreLeftToThePainter) {
  RunResult result = result_of("lapse.yaml", "");
  result.failures = {failure_at(result, days(1))};
  const std::string text = describe_failures(result, "", [](Tone tone, std::string_view what) {
    return tone == Tone::bad ? "<" + std::string{what} + ">" : std::string{what};
  });
  EXPECT_THAT(text, HasSubstr("<FAIL>"));
  EXPECT_THAT(text, HasSubstr("actual    <out_of_compliance>"));
  EXPECT_THAT(text, Not(HasSubstr("<authorized>")));
}

}  // namespace
}  // namespace slsim
