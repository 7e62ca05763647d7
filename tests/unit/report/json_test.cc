// SPDX-License-Identifier: Apache-2.0
#include "sim/report/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace slsim {
namespace {

TEST(ReportJson, IsOneObjectOnOneLine) {
  RunResult result;
  result.path = "a.yaml";
  result.name = "one";
  result.seed = 18'446'744'073'709'551'615U;
  result.digest = 0xab;
  result.start = Instant{};
  result.end = Instant{} + days(2);
  result.events = 12;
  result.steps = 3;
  result.expectations = 4;
  EXPECT_EQ(to_json(result),
            R"({"case":"a.yaml::one","path":"a.yaml","name":"one","verdict":"passed",)"
            R"("seed":18446744073709551615,"digest":"00000000000000ab",)"
            R"("start":"1970-01-01T00:00:00Z","end":"1970-01-03T00:00:00Z",)"
            R"("simulated_ms":172800000,"events":12,"steps":3,"expectations":4,"failures":[]})"
            "\n");
}

TEST(ReportJson, TellsOfEachFailureWhatAPersonIsTold) {
  RunResult result;
  result.path = "a.yaml";
  Failure failure;
  failure.kind = Failure::Kind::expectation;
  failure.position = {22, 5};
  failure.text = "within [0s, 1d] cm1: {authorization: authorized}";
  failure.at = result.start + days(1);
  failure.mismatches = {{"authorization", "authorized", "waiting"}};
  failure.seen = {{result.start, "waiting"}};
  failure.actor = "cm1";
  failure.recent = {"a line"};
  result.failures = {failure};
  const auto json = nlohmann::json::parse(to_json(result));
  EXPECT_EQ(json["verdict"], "failed");
  const auto& told = json["failures"][0];
  EXPECT_EQ(told["kind"], "expectation");
  EXPECT_EQ(told["line"], 22);
  EXPECT_EQ(told["offset"], "1d");
  EXPECT_EQ(told["mismatches"][0]["actual"], "waiting");
  EXPECT_EQ(told["seen"][0]["value"], "waiting");
  EXPECT_EQ(told["recent"][0], "a line");
}

TEST(ReportJson, SurvivesBytesThatAreNoText) {
  RunResult result;
  result.path = "a\xff.yaml";
  EXPECT_TRUE(nlohmann::json::accept(to_json(result)));
}

}  // namespace
}  // namespace slsim
