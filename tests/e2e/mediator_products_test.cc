// SPDX-License-Identifier: Apache-2.0
// The program mediator with the three products, each by its own interface over HTTPS.
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
          - name: va-hcs
            licenses:
              - {license: HUCM_Foundation, quantity: 20}
              - {license: HCUC_BasicMessaging, quantity: 20}
              - {license: HCER_User, quantity: 20}
  proxies: [{name: px1}]
  clusters:
    - {name: cm1, version: "14", licenses: {UCM_Enhanced: 5}}
    - {name: cuc1, product: cuc, version: "14", licenses: {CUC_BasicMessaging: 4}}
    - {name: cer1, product: cer, version: "14", licenses: {CER_USER: 3}}
)";

constexpr std::string_view estate = R"(name,product,customer,version,publisher,transport,proxy,)"
                                    R"(admin_user,admin_password,platform_user,platform_password
cm1,cucm,acme,14,cm1,,,admin,admin,platform,platform
cuc1,cuc,acme,14,cuc1,proxy,px1:3128,admin,admin,platform,platform
cer1,cer,acme,14,cer1,proxy,px1:3128,admin,admin,platform,platform
)";

using MediatorProducts = MediatorTest;

TEST_F(MediatorProducts, AreSwitchedRegisteredAndLetGo) {
  write("three.yaml", world);
  write("three.csv", estate);
  ASSERT_TRUE(serve("three.yaml --clock stepped"));
  answer("account add partner.example --client-id app --secret-file secret");
  answer("va set-mode va-hcs hcs");
  EXPECT_EQ(answer("cluster import three.csv").size(), 3U);
  const json assigned = answer_in_time("assign cm1 cuc1 cer1 --to va-hcs");
  ASSERT_EQ(assigned.size(), 3U);
  for (const json& job : assigned) {
    EXPECT_EQ(job["status"], "completed") << job;
    EXPECT_THAT(job["phases"].get<std::string>(), HasSubstr("License Mode Change - Pass|"));
  }
  for (const char* name : {"cm1", "cuc1", "cer1"}) {
    EXPECT_THAT(ctl("show " + std::string{name}).out, HasSubstr("va-hcs")) << name;
  }
  answer("sync");
  EXPECT_THAT(answer("account show partner.example")["drift"], IsEmpty());
  const json left = answer("unassign cuc1 cer1");
  for (const json& job : left) EXPECT_EQ(job["code"], "") << job;
  EXPECT_THAT(ctl("show cuc1 registration").out, HasSubstr("unregistered"));
  EXPECT_THAT(ctl("show cer1 registration").out, HasSubstr("unregistered"));
  EXPECT_THAT(ctl("show cssm instance_count").out, HasSubstr("1"));
}

TEST_F(MediatorProducts, SayWhatTheyRefuse) {
  write("three.yaml", world);
  write("three.csv", estate);
  ASSERT_TRUE(serve("three.yaml --clock stepped"));
  answer("account add partner.example --client-id app --secret-file secret");
  answer("va set-mode va-hcs enterprise");
  answer("cluster import three.csv");
  for (const char* name : {"cuc1", "cer1"}) {
    const std::string set = "credential set " + std::string{name} + " admin --user admin ";
    mediator(set + "--password-file wrong");
    EXPECT_EQ(answer("assign " + std::string{name} + " --to va-hcs", 1)["code"], "CAA1035");
    mediator(set + "--password-file admin");
  }
}

}  // namespace
}  // namespace slsim
