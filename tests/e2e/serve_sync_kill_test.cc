// SPDX-License-Identifier: Apache-2.0
// `slsim serve --state` is killed again and again while its satellite synchronizes: it goes on in
// the middle of what was under way, and everything leads where it would have led.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "core/chance/chance.h"
#include "tests/e2e/served.h"
#include "tests/e2e/teller.h"

namespace slsim {
namespace {

using testing::HasSubstr;

using ServeSyncKill = ServeTest;

// A synchronization takes forty seconds there and back, of ten minutes a second that the clock
// goes.
constexpr std::string_view world = R"(slsim: 1
world:
  network: {latency: 20s}
  cssm:
    smart_accounts:
      - domain: partner.example
        virtual_accounts:
          - {name: DEFAULT}
          - {name: va-sat, licenses: [{license: UCM_Enhanced, quantity: 20}]}
          - {name: va-two, licenses: [{license: UCM_Enhanced, quantity: 20}]}
  satellites:
    - name: sat1
      accounts:
        - {name: la1, smart_account: partner.example, virtual_account: va-sat, sync: never, tokens: [{name: t1, expires: 365d}]}
        - {name: la2, smart_account: partner.example, virtual_account: va-two, sync: never, tokens: [{name: t2, expires: 365d}]}
  clusters:
    - {name: cm1, licenses: {UCM_Enhanced: 4}, reports_to: sat1}
    - {name: cm2, licenses: {UCM_Enhanced: 5}, reports_to: sat1}
)";

/// Both accounts are synchronized, and what there is to tell changes.
std::string step_of(int turn) {
  if (turn % 2 == 1)
    return fmt::format("cm{}: {{use: {{UCM_Enhanced: {}}}}}", turn / 2 % 2 + 1, turn % 9 + 1);
  return fmt::format("sat1: {{synchronize: {{account: la{}, scope: {}}}}}", turn / 2 % 2 + 1,
                     turn % 5 == 0 ? "full" : "partial");
}

TEST_F(ServeSyncKill, InTheMiddleOfSynchronizationsNothingIsLost) {
  constexpr std::string_view flags = "world.yaml --clock x600 --state kept";
  RandomStream chance{2, "kills"};
  write("world.yaml", world);
  ASSERT_TRUE(serve(flags)) << read("serve.err");
  ASSERT_EQ(ctl("do 'cm1: {register: t1}'").code, 0);
  ASSERT_EQ(ctl("do 'cm2: {register: t2}'").code, 0);
  ASSERT_EQ(ctl("advance 10m").code, 0);
  int begun = 0;
  for (int kill = 0; kill < kills_wanted(20); ++kill) {
    {
      const Teller busy{admin_, step_of};
      std::this_thread::sleep_for(std::chrono::milliseconds{20 + chance.below(150)});
      end("KILL");
      begun += busy.begun();
    }
    ASSERT_TRUE(serve(flags)) << read("serve.err");
  }
  EXPECT_GE(begun, kills_wanted(20)) << "synchronizations were under way";
  EXPECT_EQ(end(), 0);
  ASSERT_TRUE(serve("world.yaml --clock stepped --state kept"));
  ASSERT_EQ(ctl("advance 10m --settle").code, 0);
  for (const char* account : {"la1", "la2"}) {
    EXPECT_EQ(ctl(fmt::format("do 'sat1: {{synchronize: {{account: {}}}}}'", account)).code, 0);
    ASSERT_EQ(ctl("advance 10m --settle").code, 0);
  }
  // Both sides agree.
  EXPECT_THAT(ctl("show cssm instance_count").out, HasSubstr("2"));
  EXPECT_THAT(ctl("show sat1 accounts").out, Not(HasSubstr("last_problem: sync")));
  // And it is the world that nobody interrupted.
  const std::string digest = status("digest");
  ASSERT_EQ(ctl("save s.yaml").code, 0);
  const Ran run = slsim("run s.yaml --json");
  EXPECT_EQ(run.code, 0) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr(digest));
}

}  // namespace
}  // namespace slsim
