// SPDX-License-Identifier: Apache-2.0
#include "client/estate/import.h"

#include <gmock/gmock.h>

#include "tests/unit/client/memory_store.h"

namespace slsim {
namespace {

using testing::HasSubstr;

TEST(Import, ReadsCsv) {
  const auto estate = parse_estate_csv(
      "name,customer,product,version,publisher,subscribers,mixed_mode,transport,proxy,admin_user,"
      "admin_password\r\n"
      "cm1,acme,cucm,12.5,10.0.0.1,sub1=10.0.0.2 sub2=10.0.0.3,true,proxy,proxy.example:3128,ann,"
      "\"p,\"\"w\"\r\n"
      "cm2,,,14,10.0.1.1,,,,,,\r\n");
  ASSERT_TRUE(estate) << estate.error();
  ASSERT_EQ(estate->clusters.size(), 2U);
  const StoredCluster& cm1 = estate->clusters[0].cluster;
  EXPECT_EQ(cm1.publisher()->address, "10.0.0.1");
  EXPECT_EQ(cm1.nodes.size(), 3U);
  EXPECT_TRUE(cm1.mixed_mode);
  EXPECT_EQ(cm1.proxy.port, 3128);
  EXPECT_EQ(estate->clusters[0].admin->password.text, "p,\"w");
  EXPECT_FALSE(estate->clusters[0].platform);
  EXPECT_FALSE(estate->clusters[1].admin);
}

TEST(Import, SaysAllThatIsWrongWithACsvFile) {
  const auto estate = parse_estate_csv(
      "name,product,publisher,colour\n"
      "cm1,cuxm,10.0.0.1,\n"
      "cm2,cucm\n"
      "c m3,cucm,,red\n");
  ASSERT_FALSE(estate);
  EXPECT_EQ(estate.error(),
            "line 2: product: cucm, cuc or cer, not cuxm\n"
            "line 3: 2 cells under 4 columns\n"
            "line 4: no field colour\n"
            "line 4: a name of letters, digits, '-', '_' and '.' is needed\n"
            "line 4: no publisher");
  EXPECT_FALSE(parse_estate_csv(""));
  EXPECT_THAT(parse_estate_csv("name,publisher\n\"cm1\"x,1\n").error(), HasSubstr("closing quote"));
}

TEST(Import, ReadsYaml) {
  const auto estate = parse_estate_yaml(R"(
customers:
  - {name: acme, transport: proxy, proxy: "proxy.example:3128"}
clusters:
  - name: cm1
    customer: acme
    version: "12.5"
    publisher: 10.0.0.1
    subscribers: {sub1: 10.0.0.2}
    admin: {user: ann, password: pw}
    platform: {user: os, password: pw2}
)");
  ASSERT_TRUE(estate) << estate.error();
  EXPECT_EQ(estate->customers.front().proxy.host, "proxy.example");
  EXPECT_EQ(estate->clusters.front().cluster.nodes.size(), 2U);
  EXPECT_EQ(estate->clusters.front().platform->user, "os");
}

TEST(Import, SaysWhereAYamlFileIsWrong) {
  EXPECT_THAT(parse_estate_yaml("clusters: [{name: cm1, name: cm2, publisher: x}]").error(),
              HasSubstr("line 1: name stands there twice"));
  EXPECT_THAT(parse_estate_yaml("clusters:\n  - [").error(), HasSubstr("line "));
  EXPECT_THAT(parse_estate_yaml("clusters: 3").error(), HasSubstr("a list"));
  EXPECT_THAT(parse_estate_yaml("planets: []").error(), HasSubstr("not planets"));
  EXPECT_FALSE(parse_estate_yaml("- 1"));
  EXPECT_FALSE(parse_estate_yaml(std::string(100'000, '[')));
}

TEST(Import, BringsInAllOrNothing) {
  MemoryStore store;
  auto estate = parse_estate_csv(
      "name,customer,publisher,admin_user,admin_password\n"
      "cm1,acme,10.0.0.1,ann,pw\ncm1,acme,10.0.0.2,,\n");
  ASSERT_TRUE(estate);
  EXPECT_EQ(store->import(*estate).error().code, FaultCode::MED1004);
  EXPECT_TRUE(store->clusters().empty());
  EXPECT_TRUE(store->customers().empty());
  estate->clusters.pop_back();
  ASSERT_TRUE(store->import(*estate));
  EXPECT_EQ(store->credential("cm1", CredentialKind::admin)->password.text, "pw");
  EXPECT_TRUE(store->customer("acme"));
}

}  // namespace
}  // namespace slsim
