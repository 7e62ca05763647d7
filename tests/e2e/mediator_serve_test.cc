// SPDX-License-Identifier: Apache-2.0
// mediator serve: the process that does what the other commands leave to it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/e2e/mediated.h"

namespace slsim {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;

class MediatorServe : public MediatorTest {
 protected:
  ~MediatorServe() override { shell("test -e med.pid && kill -KILL $(cat med.pid)"); }

  void begin(std::string_view flags = "") {
    shell(
        fmt::format("rm -f med.rc; {{ sh -c 'echo $$ >med.pid; exec {} serve {}' >>med.out "
                    "2>>med.err; echo $? >med.rc; }} &\n",
                    start_of_line(), flags));
    ASSERT_TRUE(says("serving"));
  }
  /// Waits until its log has such a line.
  bool says(const std::string& text, int times = 1) {
    return shell(fmt::format("for i in $(seq 500); do test $(grep -c -e '{}' med.out) -ge {} && "
                             "exit 0; sleep 0.02; done; exit 1",
                             text, times))
               .code == 0;
  }
  std::string end(const char* signal = "TERM") {
    return shell(fmt::format("kill -{} $(cat med.pid); for i in $(seq 500); do test -s med.rc && "
                             "break; sleep 0.02; done; cat med.rc",
                             signal))
        .out;
  }
};

TEST_F(MediatorServe, DoesWhatTheOtherCommandsLeaveToIt) {
  ASSERT_TRUE(serve_estate());
  begin();
  add_estate();
  EXPECT_TRUE(says("sync partner.example completed"));
  EXPECT_EQ(answer("sync")[0]["status"], "active");
  write("list", "# two\ncm2 va-enterprise\ncm3\n");
  const json jobs = answer("assign --all-of list --to va-enterprise --jobs 1");
  ASSERT_EQ(jobs.size(), 2U);
  EXPECT_EQ(jobs[1]["status"], "completed");
  EXPECT_TRUE(says("job 2 assign cm3 completed"));
  EXPECT_EQ(answer("unassign --all-of list").size(), 2U);
  EXPECT_EQ(mediator("account remove partner.example").out, "removed partner.example\n");
  EXPECT_THAT(answer("account list"), IsEmpty());
  EXPECT_THAT(mediator("serve").err, HasSubstr("another mediator serves this store"));
  EXPECT_EQ(end(), "0\n") << read("med.err");
}

TEST_F(MediatorServe, SyncsInTheTimeOfTheServedClock) {
  ASSERT_TRUE(serve_estate());
  add_estate();
  begin("--every 8h");
  ctl("advance 7h");
  ctl("do 'cssm: {create_virtual_account: va-new}'");
  EXPECT_EQ(answer("va list").size(), 3U);
  ctl("advance 1h");
  EXPECT_TRUE(says("sync partner.example completed"));
  EXPECT_EQ(answer("va list").size(), 4U);
  ctl("fault 'cut: {from: outside, to: cssm}'");
  ctl("advance 8h");
  // Nobody answers: its patience ends by the served clock.
  for (int i = 0; i < 40 && read("med.out").find("CSSM1007") == std::string::npos; ++i) {
    shell("sleep 0.2");
    ctl("advance 1m");
  }
  EXPECT_TRUE(says("sync partner.example CSSM1007"));
  ctl("heal");
  ctl("advance 1h");
  EXPECT_TRUE(says("sync partner.example completed", 2));
  EXPECT_EQ(end("INT"), "0\n");
  EXPECT_EQ(mediator("serve --every 7h").code, 2);
  EXPECT_EQ(mediator("serve --jobs 0").code, 2);
}

TEST_F(MediatorServe, PlaysOnWhatAKilledOneLeft) {
  ASSERT_TRUE(serve_estate());
  add_estate();
  begin();
  shell(fmt::format("{} assign cm1 --to va-hcs --json >job.json & echo $! >client.pid",
                    start_of_line()));
  shell("sleep 0.5");
  EXPECT_EQ(answer("jobs 1")["status"], "in_progress");
  EXPECT_EQ(answer("cluster set cm1 --version 14", 1)["code"], "MED1007");
  EXPECT_EQ(end("KILL"), "137\n");
  // The command that waited for it takes the store over and plays on itself.
  const Ran ran =
      shell(fmt::format("for i in $(seq 200); do kill -0 $(cat client.pid) 2>/dev/null || exit 0; "
                        "slsim ctl --admin {} advance 5m >ticks; sleep 0.2; done; exit 1",
                        admin_));
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(json::parse(read("job.json"))["status"], "completed");
  EXPECT_EQ(answer("cluster show cm1")["virtual account"], "va-hcs");
}

TEST_F(MediatorServe, ShowsProgressOnATerminalAlone) {
  ASSERT_TRUE(serve_estate());
  add_estate();
  const Ran plain = mediator_in_time("assign cm1 --to va-hcs");
  EXPECT_EQ(plain.code, 0);
  EXPECT_THAT(plain.err, IsEmpty());
  const Ran ran =
      mediator_in_time("--version >nothing; touch ticking; script -qec \"" + start_of_line() +
                       "reassign cm1 --to va-enterprise\" typescript");
  EXPECT_THAT(ran.out, HasSubstr("jobs [>"));
  EXPECT_THAT(ran.out, HasSubstr("0 of 1"));
}

}  // namespace
}  // namespace slsim
