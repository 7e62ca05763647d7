// SPDX-License-Identifier: Apache-2.0
// The rows of the table that SSM On-Prem has, as its published clients ask for them.
#include <nlohmann/json.hpp>

#include "tests/unit/cssm_rest/rest_world.h"

namespace slsim {
namespace {

using testing::IsEmpty;

class OnPremRest : public CssmWorld {
 protected:
  static constexpr const char* tokens =
      "/api/v1/accounts/partner.example/virtual-accounts/va-1/tokens";

  OnPremRest() { begin(); }

  void begin(std::initializer_list<std::pair<Setting, std::int64_t>> changed = {}) {
    kernel_ = Kernel();
    prepare();
    kernel_.journal.keep_all();
    Settings settings;
    for (const auto& [setting, value] : changed) settings.set(setting, value);
    cssm_ = LicenseAuthority{settings, RestSurface::on_prem};
    Context context = this->context();
    partner_ = *cssm_.create_smart_account(
        context, admin, {.domain = "partner.example", .default_account = "va-1"});
    va1_ = *cssm_.find_virtual_account("va-1");
    ASSERT_TRUE(cssm_.add_user(context, admin, partner_, "sue"));
    ASSERT_TRUE(cssm_.grant_role(context, admin, partner_, "sue", {Role::administrator, {}}));
    ASSERT_TRUE(cssm_.set_password(context, admin, partner_, "sue", "pw"));
    ASSERT_TRUE(cssm_.add_client(context, admin, partner_,
                                 {.client_id = "here", .secret = "s4", .owner = "sue"}));
  }

  HttpResponse send(std::string_view method, std::string_view target, std::string_view body = {},
                    HttpHeaders headers = {}) {
    HttpRequest request{.method = std::string{method}, .headers = std::move(headers)};
    request.body = body;
    set_target(request, target);
    Context context = this->context();
    return answer_rest(shared_rest_routes(), cssm_, context, request);
  }
  HttpResponse call(std::string_view method, std::string_view target, std::string_view body = {}) {
    const HttpResponse granted =
        send("POST", "/oauth/token?grant_type=client_credentials&client_id=here&client_secret=s4");
    const std::string token = Json::parse(granted.body)["access_token"];
    return send(method, target, body, {{"Authorization", "Bearer " + token}});
  }
};

TEST_F(OnPremRest, GivesTokensAtBothPathsForEachWayOfAsking) {
  const std::string_view client =
      R"({"grant_type":"client_credentials","client_id":"here","client_secret":"s4"})";
  const std::string_view user = R"({"grant_type":"password","client_id":"here",)"
                                R"("client_secret":"s4","username":"sue","password":"pw"})";
  const std::string_view form = "grant_type=client_credentials&client_id=here&client_secret=s4";
  for (const std::string path : {"/oauth/token", "/backend/oauth/token"}) {
    EXPECT_EQ(send("POST", path, client).status, 200) << path;
    EXPECT_EQ(send("POST", path, user).status, 200) << path;
    EXPECT_EQ(send("POST", path, form).status, 200) << path;
    EXPECT_EQ(send("POST", path + "?" + std::string{form}).status, 200) << path;
    EXPECT_EQ(send("POST", path, R"({"grant_type":"client_credentials"})").status, 400) << path;
  }
}

TEST_F(OnPremRest, Answers403ToWhateverIsAskedWithoutABearer) {
  const HttpHeaders basic{{"Authorization", "Basic YWRtaW46YWRtaW4="}};
  for (const std::string prefix : {"/api/v1", "/backend/api/v1"}) {
    for (const std::string path :
         {"/accounts/partner.example/virtual-accounts", "/accounts", "/none", ""}) {
      for (const char* method : {"GET", "POST", "DELETE"}) {
        const HttpResponse answer = send(method, prefix + path, {}, basic);
        EXPECT_EQ(answer.status, 403) << method << " " << prefix << path;
        EXPECT_THAT(answer.body, IsEmpty());
      }
    }
  }
  EXPECT_EQ(send("GET", "/elsewhere").status, 404);
  EXPECT_EQ(call("GET", "/api/v1/none").status, 404);
  EXPECT_EQ(call("DELETE", tokens).status, 405);
  EXPECT_EQ(call("GET", "/api/v1/upstream_satellites/accounts").status, 405);
}

TEST_F(OnPremRest, MixesOfBothPrefixesAreTaken) {
  for (const std::string prefix : {"/api", "/backend/api", "//api", "/backend//api"}) {
    EXPECT_EQ(call("GET", prefix + "/v1/accounts/partner.example/virtual-accounts/").status, 200);
  }
}

TEST_F(OnPremRest, TokensMayHaveANumberOfUses) {
  const auto made = Json::parse(
      call("POST", tokens,
           R"({"description":"d","expiresAfterDays":"365","exportControlled":"Not Allowed",)"
           R"("numberofUses":"3"})")
          .body);
  EXPECT_TRUE(made["tokenInfo"].is_object());
  EXPECT_EQ(cssm_.state().tokens.rows.back().max_uses, 3U);
  EXPECT_EQ(call("POST", tokens, R"({"expiresAfterDays":1})").status, 200);
  EXPECT_EQ(cssm_.state().tokens.rows.back().max_uses, std::nullopt);
  for (const char* uses : {"0", "-1", "\"x\"", "1.5", "4294967296"}) {
    EXPECT_EQ(
        call("POST", tokens, std::string{R"({"expiresAfterDays":1,"numberofUses":)"} + uses + "}")
            .status,
        400)
        << uses;
  }
}

TEST_F(OnPremRest, SaysIsDefaultInTheWordsOfTheSetting) {
  const char* path = "/api/v1/accounts/partner.example/virtual-accounts";
  EXPECT_EQ(Json::parse(call("GET", path).body)["virtualAccounts"][0]["isDefault"], "yes");
  begin({{Setting::satellite_default, 1}});
  EXPECT_EQ(Json::parse(call("GET", path).body)["virtualAccounts"][0]["isDefault"], "true");
}

TEST_F(OnPremRest, HasNothingOfTheCloud) {
  for (const char* path : {"/services/api/smart-accounts-and-licensing/v2/accounts",
                           "/v1/software/apis/licensing/v2/account-policy", "/as/token.oauth2"}) {
    EXPECT_EQ(call("GET", path).status, 404) << path;
  }
}

}  // namespace
}  // namespace slsim
