// SPDX-License-Identifier: Apache-2.0
// Two servers: the CSSM of the one is the other, over HTTPS. What came back is kept, so that
// neither a restart nor a saved session asks again.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "core/chance/chance.h"
#include "tests/e2e/served.h"
#include "tests/e2e/teller.h"

namespace slsim {
namespace {

using testing::HasSubstr;

constexpr std::string_view cloud_world = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        users: [{name: admin, roles: [{role: administrator}]}]
        clients: [{id: app, secret: s3cret, owner: admin}]
        virtual_accounts:
          - {name: DEFAULT}
          - {name: va-east, licenses: [{license: UCM_Enhanced, quantity: 50}], tokens: [{name: t9}]}
          - {name: va-sat, licenses: [{license: UCM_Enhanced, quantity: 10}]}
)";

constexpr std::string_view branch_world = R"(slsim: 1
world:
  cssm: {{external: "{}"}}
  satellites:
    - name: sat1
      accounts: [{{name: la1, smart_account: partner.example, virtual_account: va-sat, sync: daily, tokens: [{{name: t1}}]}}]
  clusters:
    - {{name: cm1, licenses: {{UCM_Enhanced: 4}}, reports_to: sat1}}
    - {{name: cm2, licenses: {{UCM_Enhanced: 7}}, reports_to: sat1}}
    - {{name: cm3, licenses: {{UCM_Enhanced: 5}}}}
)";

class ServeExternal : public ServeTest {
 protected:
  void SetUp() override {
    write("cloud.yaml", cloud_world);
    turn_to("cloud");
    ASSERT_TRUE(serve(cloud_flags())) << read("cloud.err");
    cloud_root_ = root_;
    write("branch.yaml", fmt::format(branch_world, url("cssm/receiver", "https")));
    turn_to("branch");
    ASSERT_TRUE(serve(branch_flags())) << read("branch.err");
  }
  /// On the same ports each time: below those that the system gives to whoever asks for any, and
  /// those of tinyproxy.
  [[nodiscard]] static std::string cloud_flags() {
    return fmt::format("cloud.yaml --clock stepped --state cloud-state --ports {} --ssh free",
                       10'000 + ::getpid() % 950 * 10);
  }
  [[nodiscard]] std::string branch_flags() const {
    return "branch.yaml --clock stepped --state branch-state --ca " + cloud_root_;
  }
  /// A step of the branch that goes on until its outcome is known.
  void settled(const std::string& step) {
    EXPECT_EQ(ctl("do '" + step + "'").code, 0) << step;
    EXPECT_EQ(ctl("settle").code, 0) << step;
  }
  std::string shown(const std::string& server, const std::string& what) {
    turn_to(server);
    std::string text = ctl("show " + what).out;
    turn_to("branch");
    return text;
  }
  void both(const std::string& words) {
    for (const char* server : {"cloud", "branch"}) {
      turn_to(server);
      EXPECT_EQ(ctl(words).code, 0) << server;
    }
  }

  static std::string text_of(const std::string& member, const std::string& json) {
    const std::string before = "\"" + member + "\":\"";
    const std::size_t found = json.find(before);
    if (found == std::string::npos) return {};
    const std::size_t from = found + before.size();
    return json.substr(from, json.find('"', from) - from);
  }

  std::string cloud_root_;
};

TEST_F(ServeExternal, ASatelliteRegistersAndSynchronizesWithAnotherServer) {
  settled("sat1: {register_account: {user: admin}}");
  EXPECT_THAT(ctl("show sat1 accounts").out, HasSubstr("state: registered"));
  EXPECT_THAT(ctl("show sat1 virtual_accounts").out, HasSubstr("quantity: 10"));
  settled("cm1: {register: t1}");
  settled("cm2: {register: t1}");
  both("advance 10m");
  EXPECT_THAT(ctl("show cm2 authorization").out, HasSubstr("out_of_compliance"));
  settled("sat1: {synchronize: {scope: full}}");
  EXPECT_THAT(shown("cloud", "cssm satellites"), HasSubstr("instances: 2"));
  EXPECT_THAT(shown("cloud", "cssm virtual_accounts"), HasSubstr("in_use: 11"));
  // What is bought there counts here from the next synchronization on.
  turn_to("cloud");
  EXPECT_EQ(ctl("do 'cssm: {add_licenses: {virtual_account: va-sat, license: UCM_Enhanced, "
                "quantity: 5}}'")
                .code,
            0);
  both("advance 2d");
  EXPECT_THAT(ctl("show cm2 authorization").out, HasSubstr("authorized"));
  EXPECT_THAT(ctl("show sat1 virtual_accounts").out, HasSubstr("quantity: 15"));
}

TEST_F(ServeExternal, ProductsAndCallersReachItToo) {
  const std::string access = text_of(
      "access_token", curl("https://cloudsso.cisco.com/as/token.oauth2 "
                           "-d 'grant_type=client_credentials&client_id=app&client_secret=s3cret'")
                          .out);
  ASSERT_NE(access, "");
  const Ran tokens =
      curl(fmt::format("-H 'Authorization: Bearer {}' https://swapi.cisco.com/services/api/"
                       "smart-accounts-and-licensing/v1/accounts/partner.example/virtual-accounts/"
                       "va-east/tokens",
                       access));
  const std::string token = text_of("token", tokens.out);
  ASSERT_NE(token, "") << tokens.out;
  settled("cm3: {register: \"" + token + "\"}");
  EXPECT_THAT(ctl("show cm3 registration").out, HasSubstr("registered"));
  EXPECT_THAT(shown("cloud", "cssm instance_count"), HasSubstr("1"));
}

TEST_F(ServeExternal, WithoutTheOtherASyncFailsAsByTheNetworkAndRecovers) {
  settled("sat1: {register_account: {user: admin}}");
  settled("cm1: {register: t1}");
  turn_to("cloud");
  end("KILL");
  turn_to("branch");
  EXPECT_EQ(ctl("advance 2d").code, 0);
  EXPECT_THAT(ctl("show sat1 accounts").out, HasSubstr("last_problem: refused_connection"));
  EXPECT_THAT(ctl("show cm1 authorization").out, HasSubstr("authorized"));
  turn_to("cloud");
  ASSERT_TRUE(serve(cloud_flags())) << read("cloud.err");
  EXPECT_EQ(ctl("advance 2d").code, 0);
  turn_to("branch");
  EXPECT_EQ(ctl("advance 1d").code, 0);
  EXPECT_THAT(ctl("show sat1 accounts").out, HasSubstr("last_problem: absent"));
  EXPECT_THAT(shown("cloud", "cssm satellites"), HasSubstr("instances: 1"));
}

TEST_F(ServeExternal, WhatCameBackIsKept) {
  settled("sat1: {register_account: {user: admin}}");
  settled("cm1: {register: t1}");
  both("advance 3d");
  const std::string digest = status("digest");
  ASSERT_EQ(ctl("save s.yaml").code, 0);
  EXPECT_EQ(end("KILL"), 137);
  turn_to("cloud");
  end();
  turn_to("branch");
  ASSERT_TRUE(serve(branch_flags()));
  EXPECT_EQ(status("digest"), digest);
  EXPECT_EQ(status("offset"), "3d");
  // Nobody is asked: the answers are in the file.
  const Ran run = slsim("run s.yaml --json");
  EXPECT_EQ(run.code, 0) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr(digest));
}

TEST_F(ServeExternal, KilledWhileTheOtherIsAskedItGoesOn) {
  RandomStream chance{3, "kills"};
  settled("sat1: {register_account: {user: admin}}");
  settled("cm1: {register: t1}");
  settled("cm2: {register: t1}");
  for (int kill = 0; kill < kills_wanted(10); ++kill) {
    {
      const Teller busy{admin_, [](int turn) {
                          return turn % 2 == 0 ? "sat1: {synchronize: {scope: full}}"
                                               : fmt::format("cm1: {{use: {{UCM_Enhanced: {}}}}}",
                                                             turn % 9 + 1);
                        }};
      std::this_thread::sleep_for(std::chrono::milliseconds{20 + chance.below(100)});
      end("KILL");
    }
    ASSERT_TRUE(serve(branch_flags())) << read("branch.err");
  }
  ASSERT_EQ(ctl("settle").code, 0);
  both("advance 2d");
  EXPECT_THAT(ctl("show sat1 accounts").out, HasSubstr("last_problem: absent"));
  EXPECT_THAT(shown("cloud", "cssm instance_count"), HasSubstr("2"));
  const std::string digest = status("digest");
  ASSERT_EQ(ctl("save s.yaml").code, 0);
  const Ran run = slsim("run s.yaml --json");
  EXPECT_EQ(run.code, 0) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr(digest));
}

TEST_F(ServeExternal, OnlyServeReachesIt) {
  const Ran ran = slsim("run branch.yaml");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("branch.yaml:3:20: CSSM is another program here, which only "
                                 "`slsim serve` reaches"));
  EXPECT_EQ(slsim("check branch.yaml").code, 0);
}

}  // namespace
}  // namespace slsim
