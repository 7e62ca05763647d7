// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/ucapps/cli_type.h"
#include "tests/unit/ucapps/toy_cssm.h"

namespace slsim {
namespace {

using testing::HasSubstr;

class CliTransport : public testing::Test {
 protected:
  void prepare(const std::string& version) {
    ClusterOptions options = needing(11);
    options.version = version;
    world.emplace(options);
    const HostId host = world->kernel.network.add_host("px1", ToyWorld::cssm_actor);
    world->kernel.network.set_proxy(host, Proxy{});
  }
  CliAnswer type(const TypedLine& typed) {
    Context context = world->context();
    return type_line(*world->cluster, context, typed).answer;
  }
  CliAnswer type(std::string line) { return type(TypedLine{.line = std::move(line)}); }
  const Transport& transport() { return world->cluster->options().transport; }
  std::string_view destination() {
    return world->kernel.journal.names().text(transport().destination);
  }

  std::optional<ToyWorld> world;
};

TEST_F(CliTransport, GoesByAProxyWithAndWithoutALogin) {
  prepare("14");
  EXPECT_EQ(type("license smart transport proxy px1 3128").text,
            "Transport settings updated successfully.\n");
  EXPECT_EQ(transport().mode, Transport::Mode::proxy);
  EXPECT_EQ(transport().proxy_port, 3128);
  EXPECT_FALSE(transport().via->login);
  type({.line = "license smart transport proxy px1 3128", .user = "u", .password = "p"});
  EXPECT_TRUE(transport().via->login);
  type("license smart transport direct");
  EXPECT_FALSE(transport().via);
  EXPECT_EQ(destination(), "tools.cisco.com");
}

TEST_F(CliTransport, RefusesPortsAndProxiesThatCannotBe) {
  prepare("14");
  for (const char* port : {"0", "65536", "http", "80x", "-1"}) {
    const CliAnswer answer = type(std::string{"license smart transport proxy px1 "} + port);
    ASSERT_TRUE(answer.problem) << port;
    EXPECT_EQ(answer.problem->code, ProblemCode::invalid_argument);
  }
  EXPECT_THAT(type("license smart transport proxy cssm 8080").text, HasSubstr("no HTTP proxy"));
  EXPECT_EQ(transport().mode, Transport::Mode::direct);
}

TEST_F(CliTransport, GoesToAGatewayAndBackToTheReceiver) {
  prepare("12.5");
  type("license smart transport gateway http://tg1/Transportgateway");
  EXPECT_EQ(transport().mode, Transport::Mode::gateway);
  EXPECT_EQ(destination(), "tg1");
  EXPECT_FALSE(transport().tls);
  type("license smart transport direct");
  EXPECT_EQ(destination(), "tools.cisco.com");
  EXPECT_TRUE(transport().tls);
}

TEST_F(CliTransport, KnowsTheSatelliteFromSmartTransportOn) {
  prepare("14SU3");
  EXPECT_EQ(type("license smart transport ssm-satellite https://s/SmartTransport").problem->code,
            ProblemCode::unsupported);
  prepare("14SU4");
  EXPECT_EQ(type("license smart transport ssm-satellite https://s/SmartTransport").problem,
            std::nullopt);
  EXPECT_EQ(type("license smart transport gateway https://s/Transportgateway").problem->code,
            ProblemCode::unsupported);
  type("license smart transport direct");
  EXPECT_EQ(destination(), "smartreceiver.cisco.com");
}

TEST_F(CliTransport, HasNoSuchCommandsInTwelveZero) {
  prepare("12.0");
  EXPECT_EQ(type("license smart transport direct").problem->code, ProblemCode::unknown_command);
}

TEST_F(CliTransport, StaysAsItIsWhileRegistered) {
  prepare("14");
  world->register_now();
  EXPECT_EQ(type("license smart transport proxy px1 8080").problem->code, ProblemCode::not_allowed);
  EXPECT_EQ(transport().mode, Transport::Mode::direct);
}

}  // namespace
}  // namespace slsim
