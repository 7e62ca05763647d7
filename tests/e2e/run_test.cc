// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

#include "tests/e2e/program.h"
#include "tests/e2e/scenario_texts.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class Run : public ProgramTest {};

std::string line_with(const std::string& text, std::string_view start) {
  const std::size_t at = text.find(start);
  if (at == std::string::npos) return "";
  return text.substr(at + start.size(), text.find('\n', at) - at - start.size());
}

TEST_F(Run, ExampleOfTheLanguagePasses) {
  write("example.yaml", example);
  const Ran ran = slsim("run example.yaml");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(ran.out,
            "                               steps  expectations   simulated\n"
            "ok     example.yaml::enough        3             3         90d\n"
            "ok     example.yaml::too late      3             3         90d\n"
            "2 cases passed: 6 steps, 6 expectations, 180d simulated\n");
}

TEST_F(Run, AFailureIsShownWithItsLineAndACommandThatReplaysIt) {
  write("sub/it's wrong.yaml", wrong);
  const Ran ran = slsim("run sub");
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(ran.out, StartsWith("FAIL sub/it's wrong.yaml\n"
                                  "  sub/it's wrong.yaml:20:5: at 1d cm1: {authorization: "
                                  "authorized}\n"
                                  "    authorization\n"
                                  "      expected  authorized\n"
                                  "      actual    out_of_compliance\n"
                                  "      when      1d (2026-01-06T08:00:00Z)\n"
                                  "    last events of cm1\n"));
  EXPECT_THAT(ran.out, HasSubstr("1 of 1 case failed"));
  const Ran again = shell(line_with(ran.out, "replay: "));
  EXPECT_EQ(again.code, 1);
  EXPECT_EQ(again.out, ran.out);
}

TEST_F(Run, OneCaseOfAFileCanBePlayedAlone) {
  write("example.yaml", example);
  const Ran ran = slsim("run 'example.yaml::too late'");
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("1 case passed"));
  const Ran other = slsim("run 'example.yaml::to late'");
  EXPECT_EQ(other.code, 2);
  EXPECT_THAT(other.err, HasSubstr("did you mean 'too late'?"));
}

TEST_F(Run, AllMistakesOfAllFilesAreSaidBeforeAnythingIsPlayed) {
  write("a.yaml", with_mistakes);
  write("b.yaml", example);
  write("c.yaml", "");
  const Ran ran = slsim("run . --junit out.xml");
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr("./a.yaml:3:10: at: '1x' is not a duration"));
  EXPECT_THAT(ran.err, HasSubstr("did you mean 'add_licenses'?"));
  EXPECT_THAT(ran.err, HasSubstr("./c.yaml:1:1: the file is empty"));
  EXPECT_THAT(ran.err, testing::EndsWith("in 2 files\n"));
  EXPECT_THAT(read("out.xml"), HasSubstr("<error type=\"mistakes\""));
}

TEST_F(Run, KeepGoingPlaysTheGoodFilesAndStillAnswersTwo) {
  write("a.yaml", with_mistakes);
  write("b.yaml", example);
  const Ran ran = slsim("run a.yaml b.yaml --keep-going");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.out, HasSubstr("2 cases passed"));
  EXPECT_THAT(ran.err, HasSubstr("a.yaml:3:"));
}

TEST_F(Run, WhatMatchesNothingIsAMistake) {
  write("example.yaml", example);
  shell("mkdir empty");
  for (const std::string_view line :
       {"run", "run empty", "run none.yaml", "run example.yaml --filter 'x*'",
        "run example.yaml::none", "run empty::case"}) {
    const Ran ran = slsim(line);
    EXPECT_EQ(ran.code, 2) << line;
    EXPECT_EQ(ran.out, "") << line;
    EXPECT_THAT(ran.err, Not(IsEmpty())) << line;
  }
}

TEST_F(Run, WrongFlagsAreRefusedWithTheNearestWord) {
  write("example.yaml", example);
  EXPECT_THAT(slsim("run example.yaml --jbos 2").err, HasSubstr("did you mean '--jobs'?"));
  for (const std::string_view flags :
       {"--jbos 2", "--jobs", "--jobs 0", "--jobs -1", "--jobs 99999", "--jobs two", "--seed x",
        "--seed 18446744073709551616", "--shard 3", "--shard 0/2", "--shard 3/2", "--shard 1/0",
        "--quiet=yes", "--accept --seed 3", "--json --journal -", "--seed 1 --seed 2", "-q"}) {
    const Ran ran = slsim("run example.yaml " + std::string{flags});
    EXPECT_EQ(ran.code, 2) << flags;
    EXPECT_EQ(ran.out, "") << flags;
    EXPECT_THAT(ran.err, StartsWith("slsim: ")) << flags;
  }
}

TEST_F(Run, TheBytesDoNotDependOnTheNumberOfJobs) {
  for (int i = 0; i < 12; ++i)
    write("s/" + std::to_string(i) + ".yaml", i % 3 == 0 ? wrong : example);
  const Ran one = slsim("run s --jobs 1 --junit one.xml --journal one.journal");
  EXPECT_EQ(one.code, 1);
  for (const std::string_view jobs : {"2", "7"}) {
    const Ran ran =
        slsim("run s --junit other.xml --journal other.journal --jobs " + std::string{jobs});
    EXPECT_EQ(ran.code, 1);
    EXPECT_EQ(ran.out, one.out);
    EXPECT_EQ(ran.err, one.err);
    EXPECT_EQ(read("other.xml"), read("one.xml"));
    EXPECT_EQ(read("other.journal"), read("one.journal"));
  }
  EXPECT_EQ(slsim("run s --json --jobs 1").out, slsim("run s --json --jobs 7").out);
}

TEST_F(Run, ShardsPlayEachCaseOnce) {
  write("s/a.yaml", example);
  write("s/b.yaml", wrong);
  std::multiset<std::string> lines;
  const auto add = [&](const std::string& text, std::multiset<std::string>& to) {
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);) to.insert(line);
  };
  for (int i = 1; i <= 5; ++i)
    add(slsim("run s --json --shard " + std::to_string(i) + "/5").out, lines);
  std::multiset<std::string> all;
  add(slsim("run s --json").out, all);
  EXPECT_EQ(all.size(), 3U);
  EXPECT_EQ(lines, all);
  EXPECT_EQ(slsim("run s --shard 5/5").code, 0) << "an empty shard is no mistake";
}

TEST_F(Run, FiltersByPathAndCase) {
  write("a.yaml", example);
  write("b.yaml", wrong);
  EXPECT_THAT(slsim("run . --filter '*::*late'").out, HasSubstr("1 case passed"));
  EXPECT_EQ(slsim("run . --filter './b*'").code, 1);
}

TEST_F(Run, TheSeedOfTheCommandLineIsPlayedAndNamedInTheReplay) {
  write("wrong.yaml", wrong);
  EXPECT_THAT(slsim("run wrong.yaml --seed 5 --json").out, HasSubstr("\"seed\":5,"));
  EXPECT_THAT(slsim("run wrong.yaml --seed 5").out,
              HasSubstr("replay: slsim run wrong.yaml --seed 5\n"));
}

TEST_F(Run, VerifiesThatTwoPlaysAreAlike) {
  write("example.yaml", example);
  EXPECT_EQ(slsim("run example.yaml --verify").code, 0);
}

TEST_F(Run, QuietSaysNothingUnlessSomethingFailed) {
  write("a.yaml", example);
  write("b.yaml", wrong);
  const Ran good = slsim("run a.yaml --quiet");
  EXPECT_EQ(good.out + good.err, "");
  EXPECT_EQ(good.code, 0);
  const Ran bad = slsim("run . --quiet");
  EXPECT_THAT(bad.out, StartsWith("FAIL ./b.yaml\n"));
  EXPECT_THAT(bad.out, Not(HasSubstr("simulated")));
}

TEST_F(Run, AFileNamedTwiceIsPlayedOnce) {
  write("a.yaml", example);
  EXPECT_THAT(slsim("run a.yaml a.yaml a.yaml::enough").out, HasSubstr("2 cases passed"));
}

TEST_F(Run, SharedWorldsOfAFolderAreNoScenarios) {
  write("a.yaml", example);
  write("worlds/w.yaml", "world:\n  clusters: []\n");
  EXPECT_EQ(slsim("run .").code, 0);
  EXPECT_EQ(slsim("run worlds/w.yaml").code, 2);
}

}  // namespace
}  // namespace slsim
