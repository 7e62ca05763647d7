// SPDX-License-Identifier: Apache-2.0
// What `slsim run` writes: goldens, journals, JUnit XML, JSON.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/e2e/program.h"
#include "tests/e2e/scenario_texts.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class RunFiles : public ProgramTest {};

TEST_F(RunFiles, GoldensAreWrittenByAcceptAndComparedFromThenOn) {
  write("a.yaml", example + "golden: true\n");
  const Ran before = slsim("run a.yaml");
  EXPECT_EQ(before.code, 0) << "what was never kept cannot differ";
  EXPECT_THAT(before.out, StartsWith("a.enough.journal is not kept yet; `slsim run --accept`"));
  EXPECT_FALSE(exists("a.enough.journal"));
  const Ran accepted = slsim("run a.yaml --accept");
  EXPECT_EQ(accepted.code, 0);
  EXPECT_THAT(accepted.out, StartsWith("wrote a.enough.journal\nwrote a.too-late.journal\n"));
  EXPECT_THAT(read("a.enough.journal"),
              StartsWith("2026-01-05T08:00:00Z cm1 operation kind=register"));
  EXPECT_EQ(slsim("run a.yaml").code, 0);
  EXPECT_EQ(slsim("run a.yaml --accept").out, slsim("run a.yaml").out) << "nothing to write";
}

TEST_F(RunFiles, AGoldenThatDiffersFailsAndShowsWhere) {
  write("a.yaml", wrong.substr(0, wrong.find("expect:")) + "golden: true\nend: 1d\n");
  EXPECT_EQ(slsim("run a.yaml --accept").code, 0);
  const std::string golden = read("a.journal");
  write("a.journal", golden + "one more\n");
  const Ran ran = slsim("run a.yaml");
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("the journal differs from a.journal"));
  EXPECT_THAT(ran.out, HasSubstr("- one more\n"));
  EXPECT_EQ(slsim("run a.yaml --seed 3").code, 0) << "another seed is not compared";
  EXPECT_EQ(slsim("run a.yaml --accept").code, 0);
  EXPECT_EQ(read("a.journal"), golden);
}

TEST_F(RunFiles, WhatDidNotComeTrueIsNotAccepted) {
  write("a.yaml", wrong + "golden: true\n");
  EXPECT_EQ(slsim("run a.yaml --accept").code, 1);
  EXPECT_FALSE(exists("a.journal"));
}

TEST_F(RunFiles, TwoCasesCannotKeepOneGolden) {
  std::string text = example + "golden: true\n";
  text.replace(text.find("name: enough,"), 13, "name: too-late,");
  write("a.yaml", text);
  const Ran ran = slsim("run a.yaml");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("would both keep a.too-late.journal"));
}

TEST_F(RunFiles, JournalsGoToAFileToAFolderOrToStdout) {
  write("s/a.yaml", example);
  EXPECT_EQ(slsim("run s --journal all.journal").code, 0);
  const std::string all = read("all.journal");
  EXPECT_THAT(all, StartsWith("# s/a.yaml::enough seed=7\n2026-01-05T08:00:00Z "));
  EXPECT_THAT(all, HasSubstr("\n# s/a.yaml::too late seed=7\n"));
  EXPECT_EQ(slsim("run s --journal out/").code, 0);
  EXPECT_EQ(read("out/s.a.enough.journal") + read("out/s.a.too-late.journal"), all);
  const Ran ran = slsim("run s --journal -");
  EXPECT_EQ(ran.out, all);
  EXPECT_THAT(ran.err, HasSubstr("2 cases passed"));
}

TEST_F(RunFiles, JsonIsAnObjectForEachCaseAndNothingElse) {
  write("a.yaml", example);
  write("b.yaml", wrong);
  const Ran ran = slsim("run . --json");
  EXPECT_EQ(ran.code, 1);
  std::istringstream lines{ran.out};
  std::vector<std::string> verdicts;
  for (std::string line; std::getline(lines, line);) {
    const auto json = nlohmann::json::parse(line);
    verdicts.push_back(json["verdict"]);
    EXPECT_EQ(json["digest"].get<std::string>().size(), 16U);
  }
  EXPECT_THAT(verdicts, testing::ElementsAre("passed", "passed", "failed"));
}

TEST_F(RunFiles, JunitHasASuiteForEachFile) {
  write("s/a.yaml", example);
  write("s/b.yaml", wrong);
  EXPECT_EQ(slsim("run s --junit out.xml").code, 1);
  const std::string xml = read("out.xml");
  EXPECT_THAT(xml, HasSubstr("<testsuite name=\"s/a.yaml\" tests=\"2\" failures=\"0\""));
  EXPECT_THAT(xml, HasSubstr("<testcase classname=\"s.a\" name=\"too late\">"));
  EXPECT_THAT(xml, HasSubstr("<testsuite name=\"s/b.yaml\" tests=\"1\" failures=\"1\""));
  EXPECT_THAT(xml, HasSubstr("replay: slsim run s/b.yaml"));
}

TEST_F(RunFiles, WhatCannotBeWrittenIsSaid) {
  write("a.yaml", example);
  for (const std::string_view flag :
       {"--junit none/x.xml", "--journal none/x.journal", "--journal a.yaml/x/",
        "--junit /dev/full", "--journal /dev/full"}) {
    const Ran ran = slsim("run a.yaml " + std::string{flag});
    EXPECT_EQ(ran.code, 2) << flag;
    EXPECT_THAT(ran.err, StartsWith("slsim: ")) << flag;
  }
  EXPECT_EQ(shell("slsim run a.yaml >/dev/full").code, 2);
}

TEST_F(RunFiles, NothingIsColouredThatIsNoTerminal) {
  write("b.yaml", wrong);
  EXPECT_THAT(shell("TERM=xterm slsim run b.yaml").out, Not(HasSubstr("\033")));
}

}  // namespace
}  // namespace slsim
