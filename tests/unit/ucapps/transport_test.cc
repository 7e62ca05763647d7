// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/transport.h"
#include "sim/ucapps/skin.h"

#include <gtest/gtest.h>

namespace slsim {
namespace {

TEST(TransportUrl, LeadsToAHost) {
  EXPECT_EQ(read_transport_url("https://sat.example:8443/SmartTransport")->host, "sat.example");
  EXPECT_EQ(read_transport_url("https://sat.example")->host, "sat.example");
  EXPECT_TRUE(read_transport_url("https://sat.example")->tls);
  EXPECT_FALSE(read_transport_url("http://10.0.0.1/Transportgateway")->tls);
}

TEST(TransportUrl, IsRefusedWhereItLeadsNowhere) {
  for (const char* text : {"", "sat.example", "ftp://sat.example", "https://", "https:///path",
                           "https://a b/", "https://[::1]/"}) {
    EXPECT_FALSE(read_transport_url(text)) << text;
  }
  EXPECT_FALSE(read_transport_url("https://" + std::string(300, 'x')));
}

TEST(TransportUrl, OfAReceiverFollowsItsHost) {
  EXPECT_EQ(receiver_url("tools.cisco.com"),
            "https://tools.cisco.com/its/service/oddce/services/DDCEService");
  EXPECT_EQ(receiver_url("smartreceiver.cisco.com"),
            "https://smartreceiver.cisco.com/licservice/license");
}

TEST(TransportByRelease, GoesFromCallHomeToSmartTransport) {
  const auto smart = [](const char* release) {
    return knows_smart_transport(Product::cucm, *find_version(release));
  };
  EXPECT_FALSE(smart("12.5(1)SU9"));
  EXPECT_FALSE(smart("14SU3"));
  EXPECT_TRUE(smart("14SU4"));
  EXPECT_FALSE(smart("15SU1"));
  EXPECT_TRUE(smart("15SU2"));
  EXPECT_EQ(default_receiver(Product::cucm, *find_version("15SU2")), "smartreceiver.cisco.com");
}

TEST(TransportByRelease, KeepsAGatewayAndGivesNone) {
  const ProductVersion release = *find_version("15SU2");
  EXPECT_TRUE(
      knows_mode(Product::cucm, release, Transport::Mode::gateway, Transport::Mode::gateway));
  EXPECT_FALSE(
      knows_mode(Product::cucm, release, Transport::Mode::direct, Transport::Mode::gateway));
  EXPECT_TRUE(
      knows_mode(Product::cucm, release, Transport::Mode::gateway, Transport::Mode::ssm_satellite));
  const ProductVersion old = *find_version("12.5");
  EXPECT_TRUE(knows_mode(Product::cucm, old, Transport::Mode::direct, Transport::Mode::gateway));
  EXPECT_FALSE(
      knows_mode(Product::cucm, old, Transport::Mode::direct, Transport::Mode::ssm_satellite));
  EXPECT_TRUE(knows_mode(Product::cucm, old, Transport::Mode::direct, Transport::Mode::proxy));
}

TEST(TransportByRelease, HasItsCommandsFromTwelveFiveOn) {
  EXPECT_FALSE(knows_smart_licensing(*find_version("11.5(1)SU9")));
  EXPECT_TRUE(knows_smart_licensing(*find_version("12.0")));
  EXPECT_FALSE(knows_transport_commands(*find_version("12.0(1)SU3")));
  EXPECT_TRUE(knows_transport_commands(*find_version("12.5")));
}

TEST(TransportByRelease, ReadsTheTrainAlone) {
  EXPECT_EQ(release_train("12.5(1)SU4"), 12);
  EXPECT_EQ(release_train("15"), 15);
  EXPECT_EQ(release_train("SU4"), 0);
  EXPECT_EQ(release_train(""), 0);
}

}  // namespace
}  // namespace slsim
