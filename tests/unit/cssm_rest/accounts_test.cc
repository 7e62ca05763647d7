// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "tests/unit/cssm_rest/rest_world.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;

using AccountsRest = RestWorld;

TEST_F(AccountsRest, ListsAccountsWithRolesAndCompactly) {
  EXPECT_EQ(get(g2, "/v2/accounts").body,
            R"({"accounts":[{"accountName":"partner.example","accountDomain":"partner.example",)"
            R"("accountType":"CUSTOMER","accountStatus":"Active",)"
            R"("roles":[{"role":"Smart Account Administrator"}]}],)"
            R"("status":"SUCCESS","statusMessage":""})");
}

TEST_F(AccountsRest, NamesTheVirtualAccountOfARoleOverOne) {
  act_as("vera", {Role::user, va2_});
  const Json role = json(get(g2, "/v2/accounts"))["accounts"][0]["roles"][0];
  EXPECT_EQ(role["role"], "Virtual Account User");
  EXPECT_EQ(role["virtualAccount"], "va-2");
}

TEST_F(AccountsRest, IdsAreNumbersInTheFirstSearchAndTextsInTheSecond) {
  const Json first = json(get(g2, "/v1/accounts/search?domain=PARTNER&type=CUSTOMER"));
  EXPECT_EQ(first["totalRecords"], 1);
  EXPECT_EQ(first["accounts"][0]["id"], 100'001);
  const Json second = json(get(g2, "/v2/accounts/search?domain=partner"));
  EXPECT_EQ(second["accounts"][0]["account_id"], "100001");
  EXPECT_EQ(second["accounts"][0]["virtual_accounts"][0]["virtual_account_id"], "200001");
  EXPECT_EQ(second["accounts"][0]["virtual_accounts"][0]["default"], true);
  EXPECT_EQ(second["status"], "COMPLETE");
}

TEST_F(AccountsRest, FindingNothingIsNoError) {
  const HttpResponse answer = get(g2, "/v2/accounts/search?domain=nobody");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"status":"COMPLETE","message_code":"NO DATA FOUND",)"
                         R"("message":"No matching record found for given input"})");
}

TEST_F(AccountsRest, APageBeyondTheEndIsEmpty) {
  const HttpResponse answer = get(g2, "/v1/accounts/search?domain=partner&limit=50&offset=1");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json(answer)["accounts"], Json::array());
  EXPECT_EQ(json(answer)["totalRecords"], 1);
  EXPECT_EQ(get(g2, "/v1/accounts/search?limit=x").status, 400);
}

TEST_F(AccountsRest, SearchesByNameDomainAndType) {
  Context context = this->context();
  ASSERT_TRUE(cssm_.rename_smart_account(context, admin, partner_, "Partner GmbH"));
  const auto found = [&](const std::string& query) {
    return json(get(g2, "/v1/accounts/search?" + query))["totalRecords"].get<int>();
  };
  EXPECT_EQ(found("name=gmbh"), 1);
  EXPECT_EQ(found("name=inc"), 0);
  EXPECT_EQ(found("domain=artner.ex"), 1);
  EXPECT_EQ(found("type=HOLDING"), 0);
  EXPECT_EQ(found("type=customer&limit=100&offset=0"), 1);
}

TEST_F(AccountsRest, SearchesFindAThousandAtMost) {
  Context context = this->context();
  for (int i = 0; i < 1001; ++i) {
    const auto id = cssm_.create_smart_account(
        context, admin, {.domain = "many-" + std::to_string(i) + ".example"});
    ASSERT_TRUE(id);
    ASSERT_TRUE(cssm_.add_user(context, admin, *id, "ann"));
    ASSERT_TRUE(cssm_.grant_role(context, admin, *id, "ann", {Role::viewer, {}}));
  }
  const Json found = json(get(g2, "/v1/accounts/search?domain=many&limit=-1"));
  EXPECT_EQ(found["totalRecords"], 1000);
  EXPECT_EQ(found["accounts"].size(), 1000U);
}

TEST_F(AccountsRest, SearchesOfAUserTakeARoleAndAType) {
  const auto found = [&](const std::string& query) {
    return json(get(g3, "/accounts/v1/user/search-smart-accounts?userId=ann" + query))["accounts"]
        .size();
  };
  EXPECT_EQ(found("&roleName=Smart%20Account%20Administrator"), 1U);
  EXPECT_EQ(found("&roleName=Virtual%20Account%20User"), 0U);
  EXPECT_EQ(found("&accountType=CUSTOMER&smartAccountDomain=partner"), 1U);
  EXPECT_EQ(found("&accountType=HOLDING"), 0U);
  EXPECT_TRUE(json(get(g3,
                       "/accounts/v1/user/search-smart-accounts?userId=ann"
                       "&addVirtualAccounts=true"))["accounts"][0]
                  .contains("virtualAccounts"));
}

TEST_F(AccountsRest, SearchesByUserUnderTheMisspeltMember) {
  const std::string path = "/accounts/v1/user/search-smart-accounts";
  EXPECT_EQ(get(g3, path).status, 400);
  const Json with = json(get(g3, path + "?userId=ann&addRoleDipslayName=true"));
  EXPECT_EQ(with["accounts"][0]["accountId"], 100'001);
  EXPECT_TRUE(with["accounts"][0].contains("roles"));
  const Json without = json(get(g3, path + "?userId=ann&addRoleDipslayName=false"));
  EXPECT_FALSE(without["accounts"][0].contains("roles"));
}

TEST_F(AccountsRest, RecommendsWithACountThatIsText) {
  const Json answer = json(post(g3, "/accounts/v2/smart-recommendation", R"({"crPartyID":"1"})"));
  EXPECT_EQ(answer["totalRows"], "1");
  EXPECT_EQ(answer["smartAccounts"][0]["accountDomainIdentifier"], "partner.example");
  const HttpResponse bad = post(g2, "/v2/accounts/search", "{}");
  EXPECT_EQ(bad.status, 400);
  EXPECT_EQ(json(bad)["status"], "FAILURE");
}

TEST_F(AccountsRest, ListsForPlugAndPlayWithDefaultAsText) {
  const Json accounts = json(get(g3, "/pnp/v2/accounts?startIdx=0&rowsPerPage=10"));
  EXPECT_EQ(accounts["data"][0]["accountIdentifier"], "100001");
  EXPECT_EQ(accounts["messageCode"], "DMS-SUCCESS");
  const Json virtual_accounts =
      json(get(g3, "/pnp/v2/accounts/partner.example/virtual-accounts?startIdx=1&rowsPerPage=10"));
  EXPECT_EQ(virtual_accounts["totalRows"], 2);
  EXPECT_EQ(virtual_accounts["data"].size(), 1U);
  EXPECT_EQ(virtual_accounts["data"][0]["default"], "false");
  EXPECT_EQ(call("GET", "/services/api/software/dms/v2/smartaccounts").status, 200);
}

TEST_F(AccountsRest, PlugAndPlayHasItsIdsAsTheSettingSays) {
  EXPECT_TRUE(json(get(g3, "/pnp/v2/accounts"))["data"][0]["accountIdentifier"].is_string());
  start({{Setting::pnp_account_id, 1}});
  EXPECT_EQ(
      json(get(g3,
               "/pnp/v2/accounts?accountDomain=partner.example"))["data"][0]["accountIdentifier"],
      100'001);
}

TEST_F(AccountsRest, PlugAndPlayRefusesPagesThatAreNone) {
  const HttpResponse answer = get(g3, "/pnp/v2/accounts?startIdx=x");
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(json(answer)["status"], "COMPLETE");
  EXPECT_TRUE(json(answer).contains("suppressed"));
}

TEST_F(AccountsRest, PlugAndPlayLeaksThrowablesOfStrangers) {
  const HttpResponse answer = get(g3, "/pnp/v2/accounts/none.example/virtual-accounts");
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(json(answer)["messageCode"], "DMS-ERR-136");
  EXPECT_TRUE(json(answer).contains("stackTrace"));
}

constexpr const char* list = "/v1/accounts/partner.example/customer/virtual-accounts";
constexpr const char* g3_list =
    "/accounts/v1/domain/partner.example/type/CUSTOMER/virtual-accounts";

TEST_F(AccountsRest, ListsVirtualAccountsWithFlagsAsTexts) {
  EXPECT_EQ(get(g2, list).body,
            R"({"virtualAccounts":[{"name":"va-1","description":"","isDefault":"true",)"
            R"("commerceAccessLevel":"PUBLIC","isSatellite":"false"},)"
            R"({"name":"va-2","description":"","isDefault":"false",)"
            R"("commerceAccessLevel":"PUBLIC","isSatellite":"false"}],)"
            R"("status":"SUCCESS","statusMessage":""})");
}

TEST_F(AccountsRest, PagesVirtualAccountsInTheThirdGeneration) {
  const Json answer = json(get(g3, std::string{g3_list} + "?from=1&size=1"));
  EXPECT_EQ(answer["virtualAccounts"].size(), 1U);
  EXPECT_EQ(answer["virtualAccounts"][0]["name"], "va-2");
  EXPECT_EQ(answer["totalRows"], 2);
  EXPECT_EQ(answer["totalPages"], 2);
  EXPECT_EQ(answer["currentPage"], 2);
}

TEST_F(AccountsRest, SortsAndTurnsVirtualAccountsInTheThirdGeneration) {
  ASSERT_EQ(post(g2, list, R"({"name":"aa"})").status, 200);
  const auto first = [&](const std::string& query) {
    return json(get(g3, std::string{g3_list} + query))["virtualAccounts"][0]["name"];
  };
  EXPECT_EQ(first(""), "va-1");
  EXPECT_EQ(first("?sort=name&order=asc"), "aa");
  EXPECT_EQ(first("?sort=name&order=desc"), "va-2");
}

TEST_F(AccountsRest, NestedVirtualAccountsAreNotServedYet) {
  EXPECT_EQ(post(g3, g3_list, R"({"name":"x","parentVaName":"va-1"})").status, 501);
}

TEST_F(AccountsRest, RefusesWith200IfTheSettingSaysSo) {
  start({{Setting::refusal_status, 1}});
  const HttpResponse answer = post(g2, list, R"({"name":"va-1"})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json(answer)["status"], "ERROR");
  EXPECT_FALSE(json(answer)["statusMessage"].get<std::string>().empty());
  EXPECT_EQ(get(g2, "/v1/accounts/partner.example/virtual-accounts/none/tokens").status, 200);
  EXPECT_EQ(
      post(g2, "/v1/accounts/partner.example/licenses", R"({"virtualAccounts":["none"]})").status,
      200);
}

TEST_F(AccountsRest, CreatesAndDeletesByPosts) {
  const HttpResponse made = post(g2, list, R"({"name":"va 3","description":"d","junk":1})");
  EXPECT_EQ(made.status, 200);
  EXPECT_EQ(made.body, R"({"status":"SUCCESS","statusMessage":"Operation Successful"})");
  EXPECT_EQ(post(g3, g3_list, R"({"name":"va 3"})").status, 422);
  EXPECT_EQ(post(g2, list, "{}").status, 400);
  EXPECT_EQ(post(g2, std::string{list} + "/va%203/delete").status, 200);
  EXPECT_EQ(post(g2, std::string{list} + "/va%203/delete").status, 404);
  EXPECT_EQ(call("DELETE", std::string{g2} + list).status, 405);
}

TEST_F(AccountsRest, CreatesThemAsAskedFor) {
  ASSERT_EQ(post(g3, g3_list, R"({"name":"a","isDefault":"true","commerceAccessLevel":"PRIVATE"})")
                .status,
            200);
  ASSERT_EQ(post(g3, g3_list, R"({"name":"b","isSatellite":true})").status, 200);
  EXPECT_EQ(post(g3, g3_list, R"({"name":"c","isSatellite":true,"isDefault":"true"})").status, 400);
  const Json rows = json(get(g2, list))["virtualAccounts"];
  EXPECT_EQ(rows[2]["isDefault"], "true");
  EXPECT_EQ(rows[2]["commerceAccessLevel"], "PRIVATE");
  EXPECT_EQ(rows[3]["isSatellite"], "true");
}

TEST_F(AccountsRest, RefusesToDeleteWhatHoldsLicences) {
  own(va2_, License::UCM_Basic, 5);
  const HttpResponse answer = post(
      g3, "/accounts/v1/domain/partner.example/type/customer/virtual-account-name/va-2/delete");
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(json(answer)["status"], "ERROR");
}

TEST_F(AccountsRest, OnlyAdministratorsManageVirtualAccounts) {
  act_as("ursula", {Role::user, {}});
  EXPECT_EQ(get(g2, list).status, 200);
  EXPECT_EQ(post(g2, list, R"({"name":"x"})").status, 403);
  EXPECT_EQ(post(g2, std::string{list} + "/va-2/delete").status, 403);
}

TEST_F(AccountsRest, SaysWhichIsTheDefaultAndElse406) {
  const std::string path = "/accounts/v1/virtual-account/default";
  const Json answer = json(get(g3, path + "?smartAccountDomain=partner.example"));
  EXPECT_EQ(answer["id"], 200'001);
  EXPECT_EQ(answer["default"], true);
  EXPECT_EQ(json(get(g3, path + "?smartAccountId=100001"))["name"], "va-1");
  EXPECT_EQ(get(g3, path).status, 406);
  EXPECT_EQ(get(g3, path + "?smartAccountDomain=partner.example&accountType=CUSTOMER").status, 200);
  EXPECT_EQ(get(g3, path + "?smartAccountDomain=partner.example&accountType=HOLDING").status, 406);
}

}  // namespace
}  // namespace slsim
