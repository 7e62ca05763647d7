// SPDX-License-Identifier: Apache-2.0
#include "sim/report/junit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace slsim {
namespace {

using testing::HasSubstr;

RunResult result_of(std::string path, std::string name) {
  RunResult result;
  result.path = std::move(path);
  result.name = std::move(name);
  result.end = result.start + days(2);
  return result;
}

TEST(ReportJunit, AFileIsASuiteAndACaseATestcase) {
  JunitReport report;
  report.add(result_of("scenarios/a.yaml", "one"), "");
  report.add(result_of("scenarios/a.yaml", "two"), "");
  report.add(result_of("b.yaml", ""), "");
  EXPECT_EQ(report.text(),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="scenarios/a.yaml" tests="2" failures="0" errors="0" skipped="0">
    <testcase classname="scenarios.a" name="one">
      <system-out>seed 1, digest 0000000000000000, 2d simulated, 0 events, 0 steps, 0 expectations</system-out>
    </testcase>
    <testcase classname="scenarios.a" name="two">
      <system-out>seed 1, digest 0000000000000000, 2d simulated, 0 events, 0 steps, 0 expectations</system-out>
    </testcase>
  </testsuite>
  <testsuite name="b.yaml" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="b" name="b">
      <system-out>seed 1, digest 0000000000000000, 2d simulated, 0 events, 0 steps, 0 expectations</system-out>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST(ReportJunit, AFailureIsAFailureAndABrokenInvariantAnError) {
  RunResult failed = result_of("a.yaml", "one");
  failed.failures.emplace_back();
  failed.failures[0].text = "at 1d cm1: {authorization: \"x\"}\nmore";
  RunResult broken = result_of("a.yaml", "two");
  broken.failures.emplace_back();
  broken.failures[0].kind = Failure::Kind::invariant;
  JunitReport report;
  report.add(failed, "expected <this> & that");
  report.add(broken, "");
  const std::string text = report.text();
  EXPECT_THAT(text, HasSubstr("tests=\"2\" failures=\"1\" errors=\"1\""));
  EXPECT_THAT(text, HasSubstr("<failure type=\"expectation\" message=\"at 1d cm1: {authorization: "
                              "&quot;x&quot;} more\">expected &lt;this&gt; &amp; that</failure>"));
  EXPECT_THAT(text, HasSubstr("<error type=\"invariant\""));
}

TEST(ReportJunit, AFileWithMistakesIsAnError) {
  JunitReport report;
  report.add_unreadable("a.yaml", "a.yaml:1:1: the file is empty");
  EXPECT_THAT(report.text(), HasSubstr("tests=\"1\" failures=\"0\" errors=\"1\""));
  EXPECT_THAT(report.text(), HasSubstr(">a.yaml:1:1: the file is empty</error>"));
}

TEST(ReportJunit, WhatXmlCannotHoldIsReplaced) {
  JunitReport report;
  report.add_unreadable("a.yaml", std::string{"bell \a nul \0 end", 16});
  EXPECT_THAT(report.text(), HasSubstr("bell ? nul ? end"));
}

}  // namespace
}  // namespace slsim
