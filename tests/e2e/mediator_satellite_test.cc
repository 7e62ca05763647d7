// SPDX-License-Identifier: Apache-2.0
// The program mediator before a satellite: its interface, and the products that it tells to
// register there, over HTTPS.
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

constexpr std::string_view world = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        users: [{name: admin, roles: [{role: administrator}]}]
        clients: [{id: app, secret: s3cret, owner: admin}]
        virtual_accounts:
          - {name: DEFAULT}
          - name: va-sat
            licenses: [{license: UCM_Enhanced, quantity: 20}, {license: CUC_BasicMessaging, quantity: 20}]
  satellites:
    - name: sat1
      accounts:
        - name: la 1
          smart_account: partner.example
          virtual_account: va-sat
          users: [{name: bob}]
          clients: [{id: satapp, secret: s3cret, owner: bob}]
  clusters:
    - {name: cm1, version: "14", licenses: {UCM_Enhanced: 5}}
    - {name: cuc1, product: cuc, version: "14", licenses: {CUC_BasicMessaging: 4}}
)";

constexpr std::string_view estate = R"(name,product,version,publisher,admin_user,admin_password,)"
                                    R"(platform_user,platform_password
cm1,cucm,14,cm1,admin,admin,platform,platform
cuc1,cuc,14,cuc1,admin,admin,platform,platform
)";

using MediatorBySatellite = MediatorTest;

TEST_F(MediatorBySatellite, AssignsAndUnassigns) {
  write("sat.yaml", world);
  write("sat.csv", estate);
  ASSERT_TRUE(serve("sat.yaml --clock stepped"));
  const std::string add =
      "account add branch --of partner.example --transport satellite --satellite sat1 "
      "--local-account 'la 1' --client-id satapp --secret-file ";
  EXPECT_EQ(answer(add + "wrong", 1)["code"], "CSSM1011");
  EXPECT_EQ(answer(add + "secret --as-release 12.5.1", 1)["code"], "CSSM1009");
  EXPECT_EQ(answer(add + "secret")["transport"], "satellite");
  const json other = answer("account add partner.example --client-id app --secret-file secret");
  EXPECT_EQ(other["virtual accounts"], 1);
  answer("va set-mode Default@branch enterprise");
  EXPECT_EQ(answer("cluster import sat.csv").size(), 2U);
  const json assigned = answer_in_time("assign cm1 cuc1 --to Default@branch");
  for (const json& job : assigned) EXPECT_EQ(job["status"], "completed") << job;
  EXPECT_THAT(ctl("show sat1 instance_count").out, HasSubstr("2"));
  answer("sync branch");
  const json account = answer("account show branch");
  EXPECT_THAT(account["drift"], IsEmpty());
  EXPECT_EQ(account["registration URL"], "https://sat1/SmartTransport");
  EXPECT_EQ(answer_in_time("unassign cm1")["code"], "");
  EXPECT_THAT(ctl("show sat1 instance_count").out, HasSubstr("1"));
}

}  // namespace
}  // namespace slsim
