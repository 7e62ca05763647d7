// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>
#include "sim/cssm/rest/routes.h"

#include "tests/unit/cssm_rest/rest_world.h"

namespace slsim {
namespace {

using testing::IsEmpty;

using RoutingRest = RestWorld;

TEST_F(RoutingRest, TakesThePathsThatShippedClientsSend) {
  for (const char* path : {
           "//services/api/smart-accounts-and-licensing/v2/accounts",
           "/services/api/services/api/smart-accounts-and-licensing/v2/accounts",
           "/services/api/smart-accounts-and-licensing/v2/accounts/",
           "/services/api/smart-accounts-and-licensing/v1/accounts/partner.example/customer/"
           "virtual-accounts",
           "/services/api/smart-accounts-and-licensing/v1/accounts/partner.example/CUSTOMER/"
           "virtual-accounts",
       }) {
    EXPECT_EQ(call("GET", path).status, 200) << path;
  }
}

TEST_F(RoutingRest, TakesNamesEncodedAndRaw) {
  ASSERT_EQ(
      post(g2, "/v1/accounts/partner.example/customer/virtual-accounts", R"({"name":"My VA/1%20"})")
          .status,
      200);
  const std::string begin = "/v1/accounts/partner.example/virtual-accounts/";
  EXPECT_EQ(get(g2, begin + "My%20VA%2F1%2520/tokens").status, 200);
  EXPECT_EQ(get(g2, begin + "My VA%2F1%2520/tokens").status, 200);
  EXPECT_EQ(get(g2, begin + "My%20VA%2F1%20/tokens").status, 404);
}

TEST_F(RoutingRest, RefusesWrongMethodsWithThoseThatWork) {
  const HttpResponse answer = call("DELETE", std::string{g2} + "/v2/accounts/search");
  EXPECT_EQ(answer.status, 405);
  ASSERT_NE(find_header(answer.headers, "Allow"), nullptr);
  EXPECT_EQ(*find_header(answer.headers, "Allow"), "GET, POST");
}

TEST_F(RoutingRest, SaysNothingOfWhatIsNotThere) {
  for (const char* path : {"/", "/services/api", "/nothing/here", "/v1/software/apis/%zz",
                           "/services/api/smart-accounts-and-licensing/v9/accounts"}) {
    const HttpResponse answer = call("GET", path);
    EXPECT_EQ(answer.status, 404) << path;
    EXPECT_THAT(answer.body, IsEmpty());
  }
}

TEST_F(RoutingRest, TellsNobodyWhichSmartAccountsThereAre) {
  Context context = this->context();
  ASSERT_TRUE(cssm_.create_smart_account(context, admin, {.domain = "other.example"}));
  const HttpResponse other = get(g2, "/v1/accounts/other.example/customer/virtual-accounts");
  const HttpResponse none = get(g2, "/v1/accounts/none.example/customer/virtual-accounts");
  EXPECT_EQ(other.status, 403);
  EXPECT_EQ(none.status, 403);
  EXPECT_EQ(other.body, none.body);
}

TEST_F(RoutingRest, TellsThoseOfOneVirtualAccountNothingOfTheOthers) {
  act_as("vera", {Role::user, va1_});
  const std::string begin = "/v1/accounts/partner.example/virtual-accounts/";
  EXPECT_EQ(get(g2, begin + "va-1/tokens").status, 200);
  EXPECT_EQ(get(g2, begin + "va-2/tokens").status, 403);
  EXPECT_EQ(get(g2, begin + "va-9/tokens").status, 403);
}

TEST_F(RoutingRest, RefusesBodiesOverTheLimit) {
  start({{Setting::request_body_limit, 1000}});
  const std::string path = "/v1/accounts/partner.example/customer/virtual-accounts";
  EXPECT_EQ(post(g2, path, std::string(1001, ' ')).status, 413);
  EXPECT_EQ(post(g2, path, std::string(1000, ' ')).status, 400);
}

TEST_F(RoutingRest, RefusesBodiesThatAreNoJsonObject) {
  for (const char* body : {"{", "[]", "7", R"({"name":"x"} trailing)"}) {
    EXPECT_EQ(post(g2, "/v1/accounts/partner.example/customer/virtual-accounts", body).status, 400)
        << body;
  }
}

TEST_F(RoutingRest, RecordsEachCall) {
  ASSERT_EQ(get(g2, "/v2/accounts").status, 200);
  EXPECT_EQ(journal("rest").size(), 2U);  // The token, and this.
}

TEST(RestRoutes, AreDescribedInDocs) {
  std::ifstream file{std::string{SLSIM_SOURCE_DIR} + "/docs/REST.md"};
  std::stringstream page;
  page << file.rdbuf();
  EXPECT_EQ(page.str(), rest_routes_as_markdown());
}

/// After a change of the table.
TEST(RestRoutes, DISABLED_WriteThePage) {
  std::ofstream{std::string{SLSIM_SOURCE_DIR} + "/docs/REST.md"} << rest_routes_as_markdown();
}

TEST(RestRoutes, NameEachPathAndMethodOnce) {
  std::set<std::string> seen;
  for (const Route& route : rest_routes()) {
    EXPECT_FALSE(route.help.empty());
    for (const auto& [base, pattern] :
         {std::pair{g2_base, route.g2}, {g3_base, route.g3}, {"", route.whole}}) {
      if (pattern.empty()) continue;
      const std::string key =
          std::string{route.method} + " " + std::string{base} + std::string{pattern};
      EXPECT_TRUE(seen.insert(key).second) << key;
    }
  }
}

}  // namespace
}  // namespace slsim
