// SPDX-License-Identifier: Apache-2.0
// What bash completes of our command lines, in a bash of its own.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/e2e/program.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Completed : public ProgramTest {
 protected:
  /// What is offered behind these words, the last of which has just been begun.
  std::string offered(std::string_view words) {
    write("ask.sh", fmt::format("source <(mediator completion bash)\n"
                                "source <(slsim completion bash)\n"
                                "COMP_WORDS=({})\nCOMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n"
                                "_${{COMP_WORDS[0]}}\necho \"${{COMPREPLY[*]}}\"\n",
                                words));
    const Ran ran = shell("bash ask.sh");
    EXPECT_EQ(ran.err, "");
    return ran.out;
  }
};

TEST_F(Completed, CommandsOfOneWordAndOfTwo) {
  EXPECT_EQ(offered("mediator acc"), "account\n");
  EXPECT_EQ(offered("mediator account ''"), "add list remove set show\n");
  EXPECT_EQ(offered("mediator --store m.db --json account s"), "set show\n");
  EXPECT_THAT(offered("slsim ''"), HasSubstr("explain run schema serve"));
  EXPECT_THAT(offered("slsim ctl s"), StartsWith("save settle show"));
  EXPECT_EQ(offered("mediator conquer ''"), "\n");
}

TEST_F(Completed, FlagsAndTheirValues) {
  EXPECT_EQ(offered("mediator account add x --tr"), "--transport\n");
  EXPECT_EQ(offered("mediator account add x --transport ''"), "direct proxy satellite\n");
  EXPECT_EQ(offered("mediator va set-mode va-1 h"), "hcs hcs-le\n");
  EXPECT_EQ(offered("slsim run --ver"), "--verify\n");
  EXPECT_EQ(offered("mediator assign cm1 --to ''"), "\n");
}

TEST_F(Completed, Files) {
  write("clusters of all.yaml", "");
  EXPECT_EQ(offered("mediator cluster import clus"), "clusters of all.yaml\n");
  EXPECT_EQ(offered("mediator sync --store cl"), "clusters of all.yaml\n");
}

TEST_F(Completed, NoOtherShellIsKnown) {
  EXPECT_EQ(shell("mediator completion fish").code, 2);
  EXPECT_EQ(shell("slsim completion").code, 2);
  EXPECT_FALSE(exists("mediator.db"));
}

}  // namespace
}  // namespace slsim
