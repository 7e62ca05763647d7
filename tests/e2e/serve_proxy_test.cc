// SPDX-License-Identifier: Apache-2.0
// A served world behind and before a real proxy, tinyproxy.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "live/http_client.h"
#include "tests/e2e/served.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* token_call =
    "/as/token.oauth2 -d 'grant_type=client_credentials&client_id=demo&client_secret=demo'";

constexpr std::string_view proxied_world = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        users: [{name: admin, password: demo, roles: [{role: administrator}]}]
        clients: [{id: demo, secret: demo, owner: admin}]
        virtual_accounts: [{name: va}]
  proxies: [{name: px, users: {ann: secret}}, {name: open}]
  clusters: [{name: cm1}]
)";

TEST_F(ServeTest, AProxyOfTheWorldLetsItsUsersThrough) {
  write("world.yaml", proxied_world);
  ASSERT_TRUE(serve("world.yaml --clock stepped")) << read("serve.err");
  const std::string call =
      fmt::format("curl -sS --cacert {} https://cloudsso.cisco.com{} -x ", root_, token_call);
  EXPECT_THAT(shell(call + url("open", "http")).out, HasSubstr("access_token"));
  EXPECT_THAT(shell(call + url("px", "http")).err, HasSubstr("407"));
  EXPECT_THAT(shell(call + url("px", "http") + " --proxy-user ann:wrong").err, HasSubstr("407"));
  EXPECT_THAT(shell(call + url("px", "http") + " --proxy-user ann:secret").out,
              HasSubstr("access_token"));
}

TEST_F(ServeTest, WhatComesByAProxyFallsUnderTheRulesOfItsTwoLegs) {
  write("world.yaml", proxied_world);
  ASSERT_TRUE(serve("world.yaml --clock stepped")) << read("serve.err");
  const std::string call =
      fmt::format("curl -sS --cacert {} https://cloudsso.cisco.com{}", root_, token_call);
  ASSERT_EQ(ctl("fault 'refuse: {from: open, to: cssm}'").code, 0);
  EXPECT_NE(shell(call + " -x " + url("open", "http")).code, 0);
  EXPECT_THAT(shell(call + " -x " + proxy_).out, HasSubstr("access_token"));
  ASSERT_EQ(ctl("heal").code, 0);
  EXPECT_THAT(shell(call + " -x " + url("open", "http")).out, HasSubstr("access_token"));
  ASSERT_EQ(ctl("save saved.yaml").code, 0);
  const Ran replay = slsim("run saved.yaml --quiet");
  EXPECT_EQ(replay.code, 0) << read("saved.yaml") << replay.out;
}

constexpr std::string_view opening_world = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        users: [{name: admin, password: demo, roles: [{role: administrator}]}]
        clients: [{id: demo, secret: demo, owner: admin}]
        virtual_accounts: [{name: va}]
  proxies: [{name: px, mode: tls_opening, root: corporate_root}]
)";

TEST_F(ServeTest, WhoeverComesByAProxyThatOpensTlsHasToTrustItsRoot) {
  write("world.yaml", opening_world);
  ASSERT_TRUE(serve("world.yaml --clock stepped")) << read("serve.err");
  const auto call = [&](const std::string& root, const std::string& by) {
    return shell(fmt::format("curl -sS --cacert {} -x {} https://cloudsso.cisco.com{}", root, by,
                             token_call));
  };
  constexpr int untrusted = 60;  // Of curl.
  const std::string px = url("px", "http");
  ASSERT_EQ(shell("HOME=$PWD/home slsim ca --root corporate_root --out corporate.pem").code, 0);
  EXPECT_EQ(call(root_, px).code, untrusted);
  EXPECT_THAT(call("corporate.pem", px).out, HasSubstr("access_token"));
  EXPECT_EQ(call("corporate.pem", proxy_).code, untrusted) << "another way, and nobody opens it";
  EXPECT_THAT(call(root_, proxy_).out, HasSubstr("access_token"));
  ASSERT_EQ(ctl("do 'px: {change_root: next_root}'").code, 0);
  ASSERT_EQ(shell("HOME=$PWD/home slsim ca --root next_root --out next.pem").code, 0);
  EXPECT_EQ(call("corporate.pem", px).code, untrusted);
  EXPECT_THAT(call("next.pem", px).out, HasSubstr("access_token"));
  // A box in front of everything.
  ASSERT_EQ(ctl("fault 'inspect: {from: outside, to: cssm, root: box}'").code, 0);
  ASSERT_EQ(shell("HOME=$PWD/home slsim ca --root box --out box.pem").code, 0);
  EXPECT_EQ(call(root_, proxy_).code, untrusted);
  EXPECT_THAT(call("box.pem", proxy_).out, HasSubstr("access_token"));
}

TEST_F(ServeWithTinyproxy, ARealProxyReachesTheListeners) {
  ASSERT_TRUE(serve("--clock stepped"));
  start_tinyproxy();
  EXPECT_THAT(curl_by_tinyproxy(url("cssm/gateway", "https") + token_call).out,
              HasSubstr("access_token"));
  EXPECT_THAT(curl_by_tinyproxy(url("cssm/gateway", "http") + token_call).out,
              HasSubstr("access_token"));
}

TEST_F(ServeWithTinyproxy, ARealProxyGoesByOurs) {
  ASSERT_TRUE(serve("--clock stepped"));
  start_tinyproxy(upstream());
  EXPECT_THAT(curl_by_tinyproxy(std::string{"https://cloudsso.cisco.com"} + token_call).out,
              HasSubstr("access_token"));
  EXPECT_THAT(curl_by_tinyproxy(std::string{"http://cloudsso.cisco.com"} + token_call).out,
              HasSubstr("access_token"));
  EXPECT_NE(curl_by_tinyproxy("https://example.org/").code, 0);
}

TEST_F(ServeWithTinyproxy, TheAdminInterfaceIsReachedByItToo) {
  ASSERT_TRUE(serve("--clock stepped"));
  start_tinyproxy();
  EXPECT_THAT(curl_by_tinyproxy(admin_ + "/v1/status").out, StartsWith("{\"version\""));
}

TEST_F(ServeWithTinyproxy, OurClientLogsInOrHearsThatItHasTo) {
  ASSERT_TRUE(serve("--clock stepped"));
  start_tinyproxy("BasicAuth ann secret\n" + upstream());
  const HttpRequest request{.path = "/nothing"};
  for (const HttpOrigin& origin :
       {HttpOrigin{true, "swapi.cisco.com", 443}, HttpOrigin{false, "swapi.cisco.com", 80}}) {
    HttpClientOptions options{.ca_file = root_};
    options.proxy = HttpProxy{"127.0.0.1", static_cast<std::uint16_t>(port_), "ann", "secret"};
    const auto answer = fetch(origin, request, options);
    ASSERT_TRUE(answer) << answer.error().detail;
    EXPECT_EQ(answer->status, 404);
    options.proxy->user.clear();
    const auto refused = fetch(origin, request, options);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ProblemCode::proxy_authentication_required);
  }
}

}  // namespace
}  // namespace slsim
