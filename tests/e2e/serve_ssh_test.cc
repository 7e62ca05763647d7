// SPDX-License-Identifier: Apache-2.0
// The command line of a node, by the OpenSSH client as people use it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/e2e/served.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;

class ServeSsh : public ServeTest {
 protected:
  /// What is printed while those lines are typed.
  Ran type(std::string_view lines, std::string_view node = "cm1",
           std::string_view password = "platform", std::string_view flags = "-T") {
    write("ask.sh", fmt::format("#!/bin/sh\necho '{}'\n", password));
    const std::string at = url(node, "ssh").substr(std::string{"ssh://"}.size());
    const std::size_t colon = at.rfind(':');
    return shell(
        fmt::format("chmod +x ask.sh && printf '{}' | SSH_ASKPASS=./ask.sh "
                    "SSH_ASKPASS_REQUIRE=force DISPLAY=none timeout 60 ssh {} -F none "
                    "-o StrictHostKeyChecking=no -o UserKnownHostsFile=known "
                    "-o NumberOfPasswordPrompts=1 -o PubkeyAuthentication=no -p {} platform@{}",
                    lines, flags, at.substr(colon + 1), at.substr(0, colon)));
  }
};

TEST_F(ServeSsh, APlatformUserShowsRegistersAndLeaves) {
  ASSERT_TRUE(serve("--clock stepped"));
  const std::string token = token_text("va-enterprise");
  ASSERT_FALSE(token.empty());
  std::string escaped;
  for (const char c : token) escaped += c == '%' ? std::string{"%%"} : std::string(1, c);
  const Ran ran = type(R"(show license summary\nlicense smart register idtoken )" + escaped +
                       R"(\nshow license summary\nexit\n)");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Welcome to the Platform Command Line Interface"));
  EXPECT_THAT(ran.out, HasSubstr("admin:"));
  EXPECT_THAT(ran.out, HasSubstr("  Status: UNREGISTERED"));
  EXPECT_THAT(ran.out, HasSubstr("Registration completed successfully."));
  EXPECT_THAT(ran.out, HasSubstr("  Status: REGISTERED"));
  EXPECT_THAT(ctl("show cm1 registration").out, HasSubstr("registered"));
}

TEST_F(ServeSsh, ATerminalEchoesAndTheNextStartKnowsWhatWasTyped) {
  ASSERT_TRUE(serve("--clock stepped --state kept"));
  const Ran ran = type("license smart transport gateway http://tg1/Transportgateway\\rexit\\r",
                       "cm1", "platform", "-tt");
  EXPECT_THAT(ran.out, HasSubstr("license smart transport gateway")) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Transport settings updated successfully."));
  EXPECT_EQ(end(), 0);
  ASSERT_TRUE(serve("--clock stepped --state kept"));
  EXPECT_THAT(ctl("show cm1 transport").out, HasSubstr("tg1"));
  EXPECT_EQ(ctl("save saved.yaml").code, 0);
  EXPECT_THAT(read("saved.yaml"), HasSubstr("license smart transport gateway"));
  EXPECT_EQ(slsim("run saved.yaml").code, 0);
}

TEST_F(ServeSsh, EachProductAnswersByItsOwnNameAndInItsOwnWords) {
  ASSERT_TRUE(serve("--clock stepped"));
  EXPECT_THAT(type("show license udi\\nexit\\n", "cuc1").out,
              HasSubstr("PID:Cisco Unity Connection"));
  const Ran responder = type("show license usage\\nexit\\n", "cer1");
  EXPECT_THAT(responder.out, HasSubstr("com.cisco.CER_USER,"));
  EXPECT_THAT(responder.out, HasSubstr("  Status: Evaluation"));
}

TEST_F(ServeSsh, NobodyGetsInWithAnotherPassword) {
  ASSERT_TRUE(serve());
  const Ran ran = type("show license udi\\n", "cm1", "wrong");
  EXPECT_EQ(ran.code, 255);
  EXPECT_THAT(ran.err, HasSubstr("Permission denied"));
  EXPECT_THAT(ran.out, Not(HasSubstr("UDI")));
}

TEST_F(ServeSsh, ItCanBeSwitchedOff) {
  EXPECT_EQ(slsim("serve --ssh everywhere").code, 2);
  ASSERT_TRUE(serve("--ssh off"));
  EXPECT_EQ(url("cm1", "ssh"), "ssh://");
}

constexpr std::string_view proxied = R"(
slsim: 1
world:
  network: {latency: 2s}
  proxies: [{name: px1, users: {licensing: pass-1}}]
  cssm:
    smart_accounts:
      - domain: partner.example
        virtual_accounts:
          - {name: va-1, licenses: [{license: UCM_Enhanced, quantity: 20}], tokens: [{name: t1}]}
  clusters: [{name: cm1, licenses: {UCM_Enhanced: 11}, subscribers: [sub1]}]
)";

TEST_F(ServeSsh, WhatACommandAsksIsAnsweredAndASecretIsNotEchoed) {
  write("world.yaml", proxied);
  ASSERT_TRUE(serve("world.yaml --clock stepped"));
  const Ran ran = type(R"(license smart transport proxy px1 3128\ryes\rlicensing\rpass-1\rexit\r)",
                       "cm1", "platform", "-tt");
  EXPECT_THAT(ran.out, HasSubstr("Enter the user name: licensing")) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Transport settings updated successfully."));
  EXPECT_THAT(ran.out, Not(HasSubstr("pass-1")));
  EXPECT_THAT(ctl("show cm1 transport").out, HasSubstr("licensing"));
}

TEST_F(ServeSsh, ALineWaitsForTheClockThatItsOperationNeeds) {
  write("world.yaml", proxied);
  ASSERT_TRUE(serve("world.yaml --clock x60"));
  const Ran ran = type("license smart register idtoken nobody\\nexit\\n");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Executed command unsuccessfully"));
}

TEST_F(ServeSsh, ARestartTakesTheConnectionWithIt) {
  write("world.yaml", proxied);
  ASSERT_TRUE(serve("world.yaml --clock stepped"));
  const Ran ran = type(R"(utils system restart\nyes\nshow license udi\nshow license udi\n)");
  EXPECT_THAT(ran.out, HasSubstr("Restarting the system now."));
  EXPECT_THAT(ran.out, Not(HasSubstr("UDI")));
  EXPECT_THAT(ctl("show cm1 condition").out, HasSubstr("powered_off"));
  EXPECT_EQ(type("show license udi\\n").code, 255);
}

TEST_F(ServeSsh, ASubscriberIsSilentOnLicences) {
  write("world.yaml", proxied);
  ASSERT_TRUE(serve("world.yaml --clock stepped"));
  const Ran ran = type(R"(license smart deregister\nreboot\nexit\n)", "cm1/sub1");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("admin:admin:Executed command unsuccessfully"));
}

}  // namespace
}  // namespace slsim
