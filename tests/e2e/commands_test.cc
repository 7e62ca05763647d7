// SPDX-License-Identifier: Apache-2.0
// check, explain, sweep, schema and help.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/e2e/program.h"
#include "tests/e2e/scenario_texts.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using testing::UnorderedElementsAreArray;

class Commands : public ProgramTest {};

TEST_F(Commands, EachHasHelpWithAnExample) {
  EXPECT_THAT(slsim("--help").out, HasSubstr("example"));
  for (const std::string_view command : {"run", "check", "explain", "sweep", "schema"}) {
    const Ran ran = slsim(std::string{command} + " --help");
    EXPECT_EQ(ran.code, 0);
    EXPECT_EQ(ran.err, "");
    EXPECT_THAT(ran.out, StartsWith("usage: slsim " + std::string{command}));
    EXPECT_THAT(ran.out, HasSubstr("example"));
    EXPECT_EQ(slsim("help " + std::string{command}).out, ran.out);
    EXPECT_THAT(slsim("--help").out, HasSubstr("\n  " + std::string{command} + " "));
  }
}

TEST_F(Commands, UnknownOnesGetTheNearest) {
  const Ran ran = slsim("rnu x");
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, StartsWith("slsim: no command 'rnu'; did you mean 'run'?"));
  EXPECT_EQ(slsim("").code, 2);
  EXPECT_EQ(slsim("help nothing").code, 2);
}

TEST_F(Commands, VersionIsOneLine) {
  const Ran ran = slsim("--version");
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, testing::MatchesRegex("slsim [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST_F(Commands, CheckSaysAllMistakesAndPlaysNothing) {
  write("a.yaml", example);
  write("b.yaml", wrong);
  const Ran good = slsim("check .");
  EXPECT_EQ(good.code, 0);
  EXPECT_EQ(good.out, "3 cases: no mistakes\n");
  write("c.yaml", with_mistakes);
  const Ran bad = slsim("check .");
  EXPECT_EQ(bad.code, 2);
  EXPECT_EQ(bad.out, "");
  EXPECT_THAT(bad.err, HasSubstr("./c.yaml:3:10: at: '1x'"));
}

TEST_F(Commands, CheckPrintsAFileThatLoadsAgain) {
  write("a.yaml", example);
  const Ran printed = slsim("check --print a.yaml::enough");
  EXPECT_EQ(printed.code, 0);
  EXPECT_THAT(printed.out, HasSubstr("# a.yaml:24"));
  write("again.yaml", printed.out);
  const auto digest = [](const Ran& ran) {
    return nlohmann::json::parse(ran.out)["digest"].get<std::string>();
  };
  EXPECT_EQ(digest(slsim("run again.yaml --json")), digest(slsim("run a.yaml::enough --json")));
}

TEST_F(Commands, ExplainSaysWhoIsShortOfWhat) {
  write("a.yaml", example);
  const Ran ran = slsim("explain a.yaml::enough --at '2d - 1s'");
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, StartsWith("a.yaml::enough at 1d23h59m59s (2026-01-07T07:59:59Z)\n"));
  EXPECT_THAT(ran.out, HasSubstr("  va-1 of partner.example: out of compliance\n"));
  EXPECT_THAT(ran.out, HasSubstr("cm1 reported {UCM_Enhanced: 11}\n"));
  EXPECT_THAT(ran.out, HasSubstr("SHORT"));
  EXPECT_THAT(ran.out, HasSubstr("\ncm1 (cluster)\n"));
  EXPECT_THAT(ran.out, testing::ContainsRegex("\n  authorization +out_of_compliance\n"));
  EXPECT_THAT(slsim("explain a.yaml::enough --at 2d").out,
              HasSubstr("va-1 of partner.example: in compliance"));
}

TEST_F(Commands, ExplainShowsOneActorAlone) {
  write("a.yaml", example);
  const Ran ran = slsim("explain a.yaml::enough --at 1d cm1");
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("\ncm1 (cluster)\n"));
  EXPECT_THAT(ran.out, Not(HasSubstr("\ncssm\n")));
  EXPECT_THAT(slsim("explain a.yaml::enough --at 1d cm").err, HasSubstr("did you mean 'cm1'?"));
}

TEST_F(Commands, ExplainRefusesWhatItCannotShow) {
  write("a.yaml", example);
  for (const std::string_view line :
       {"explain", "explain a.yaml::enough", "explain a.yaml --at 1d",
        "explain a.yaml::enough --at yesterday", "explain a.yaml::enough --at 2020-01-01T00:00:00Z",
        "explain a.yaml::enough --at 1d cm9", "explain a.yaml::enough --at 1d cm1 cm1",
        "explain none.yaml --at 1d"}) {
    const Ran ran = slsim(line);
    EXPECT_EQ(ran.code, 2) << line;
    EXPECT_EQ(ran.out, "") << line;
  }
  EXPECT_THAT(slsim("explain a.yaml --at 1d").err,
              HasSubstr("\n  slsim explain 'a.yaml::too late'\n"));
}

TEST_F(Commands, SweepIsTheSameWhateverTheNumberOfJobs) {
  write("a.yaml", example);
  const Ran ran = slsim("sweep a.yaml --seeds 1..20 --jobs 1");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(ran.out, StartsWith("40 runs of 2 cases: no invariant broke"));
  EXPECT_EQ(slsim("sweep a.yaml --seeds 1..20 --jobs 3").out, ran.out);
}

TEST_F(Commands, SweepStopsAtARunawayAndSaysHowToSeeItAgain) {
  write("a.yaml", "settings: {events_per_run: 3}\n" + wrong.substr(0, 9) +
                      wrong.substr(wrong.find("world:")) + "end: 400d\n");
  const Ran ran = slsim("sweep a.yaml --seeds 5..90");
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, StartsWith("FAIL seed 5 of a.yaml\n"));
  EXPECT_THAT(ran.out, HasSubstr("  replay: slsim sweep a.yaml --seeds 5..5\n"));
}

TEST_F(Commands, SweepRefusesWhatIsNoRange) {
  write("a.yaml", example);
  for (const std::string_view flags : {"", "--seeds", "--seeds 5", "--seeds 5..4", "--seeds a..b",
                                       "--seeds 1..99999999999", "--seeds 1..2 --jobs 0"}) {
    EXPECT_EQ(slsim("sweep a.yaml " + std::string{flags}).code, 2) << flags;
  }
  EXPECT_EQ(slsim("sweep a.yaml b.yaml --seeds 1..2").code, 2);
  EXPECT_EQ(slsim("sweep a.yaml --seeds 1..2 --shard 3/2").code, 2);
  EXPECT_EQ(slsim("sweep --seeds 1..2").code, 2);
}

TEST_F(Commands, SweepPrintsADigestForEachRunAndTheSameInShards) {
  write("a.yaml", example);
  write("b.yaml", example);
  const std::string whole = slsim("sweep a.yaml b.yaml --seeds 1..3 --json --verify").out;
  EXPECT_THAT(whole,
              StartsWith(R"({"case":"a.yaml::enough","seed":1,"verdict":"passed","digest":)"));
  EXPECT_EQ(std::ranges::count(whole, '\n'), 12);
  std::vector<std::string> lines;
  const auto add_lines = [](const std::string& text, std::vector<std::string>& to) {
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);) to.push_back(line);
  };
  for (const std::string_view shard : {"1/7", "2/7", "3/7", "4/7", "5/7", "6/7", "7/7"}) {
    add_lines(slsim("sweep a.yaml b.yaml --seeds 1..3 --json --shard " + std::string{shard}).out,
              lines);
  }
  std::vector<std::string> expected;
  add_lines(whole, expected);
  EXPECT_THAT(lines, UnorderedElementsAreArray(expected));
}

TEST_F(Commands, SchemaIsJson) {
  const Ran ran = slsim("schema");
  EXPECT_EQ(ran.code, 0);
  EXPECT_TRUE(nlohmann::json::accept(ran.out));
  EXPECT_EQ(slsim("schema x").code, 2);
}

}  // namespace
}  // namespace slsim
