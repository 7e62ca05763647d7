// SPDX-License-Identifier: Apache-2.0
// A satellite that is served: its interface over HTTPS, and synchronization by files on a disk.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/e2e/served.h"

namespace slsim {
namespace {

using testing::HasSubstr;

constexpr std::string_view world = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        virtual_accounts: [{name: DEFAULT}, {name: va-sat, licenses: [{license: UCM_Enhanced, quantity: 10}]}]
  satellites:
    - name: sat1
      names: [ssm.example]
      accounts:
        - {name: la1, smart_account: partner.example, virtual_account: va-sat, mode: disconnected, users: [{name: admin}],
           clients: [{id: c1, secret: s1, owner: admin}]}
)";

class ServeSatellite : public ServeTest {
 protected:
  ServeSatellite() { write("world.yaml", world); }
};

TEST_F(ServeSatellite, ServesItsInterfaceOnItsOwnPort) {
  ASSERT_TRUE(serve("world.yaml"));
  // Whoever brings no bearer is told nothing of what is there.
  const Ran anonymous = curl("-s -o /dev/null -w '%{http_code}' https://ssm.example:8443/api/v1/x");
  EXPECT_EQ(anonymous.out, "403");
  EXPECT_EQ(curl("-s -o /dev/null -w '%{http_code}' https://ssm.example:8443/x").out, "404");
  EXPECT_EQ(curl("-s -o /dev/null -w '%{http_code}' "
                 "https://ssm.example:8443/api/v1/accounts/la1/virtual-accounts")
                .out,
            "403");
  const Ran token = curl(
      "-s -H 'Content-Type: application/json' -d "
      "'{\"grant_type\":\"client_credentials\",\"client_id\":\"c1\",\"client_secret\":\"s1\"}' "
      "https://ssm.example:8443/backend/oauth/token");
  EXPECT_THAT(token.out, HasSubstr("access_token"));
}

TEST_F(ServeSatellite, CarriesFilesBothWays) {
  ASSERT_TRUE(serve("world.yaml"));
  ASSERT_EQ(
      ctl("do 'cssm: {add_licenses: {virtual_account: va-sat, license: UCM_Enhanced, quantity: "
          "7}}'")
          .code,
      0);
  write("request.txt", ctl("do 'sat1: {request_file: {}}'").out);
  EXPECT_THAT(read("request.txt"), HasSubstr("synchronization request"));
  const Ran response = ctl("do 'cssm: {exchange_files: @./request.txt}'");
  ASSERT_EQ(response.code, 0) << response.err;
  write("response.txt", response.out);
  EXPECT_EQ(ctl("do 'sat1: {load_response: @./response.txt}'").code, 0);
  EXPECT_THAT(ctl("show sat1 virtual_accounts").out, HasSubstr("quantity: 17"));
  const Ran again = ctl("do 'sat1: {load_response: @./response.txt}'");
  EXPECT_EQ(again.code, 1);
  EXPECT_THAT(again.err, HasSubstr("sync_replayed"));
  EXPECT_EQ(ctl("do 'sat1: {load_response: @./nowhere.txt}'").code, 2);
}

TEST_F(ServeSatellite, ItsAddressLeadsToTheMachineThatServes) {
  std::string pair{world};
  pair.insert(pair.find("names: [ssm.example]"), "standby: sat2\n      ");
  write("pair.yaml", pair);
  ASSERT_TRUE(serve("pair.yaml --clock stepped")) << read("serve.err");
  const std::string call =
      "-s -o /dev/null -w '%{http_code}' https://ssm.example:8443/api/v1/accounts/la1/"
      "virtual-accounts";
  EXPECT_EQ(curl(call).out, "403");
  EXPECT_EQ(ctl("do 'sat1: {fail: {}}'").code, 0);
  EXPECT_NE(curl("--max-time 2 " + call).out, "403");
  EXPECT_EQ(ctl("advance 1m").code, 0);
  EXPECT_EQ(curl(call).out, "403");
  EXPECT_THAT(ctl("show sat1 active_machine").out, HasSubstr("sat1/sat2"));
}

}  // namespace
}  // namespace slsim
