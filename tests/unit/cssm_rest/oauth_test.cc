// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "tests/unit/cssm_rest/rest_world.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using OauthRest = RestWorld;

constexpr const char* good = "grant_type=client_credentials&client_id=app&client_secret=s3";

TEST_F(OauthRest, GivesATokenForAFormAtBothGateways) {
  for (const char* path : {"/as/token.oauth2", "/oauth2/default/v1/token"}) {
    const Json answer = json(send({.method = "POST", .path = path, .body = good}));
    EXPECT_EQ(answer["token_type"], "Bearer") << path;
    EXPECT_EQ(answer["expires_in"], 3599);
    EXPECT_EQ(answer["access_token"].get<std::string>().size(), 28U);
  }
}

TEST_F(OauthRest, GivesATokenForAQueryWithAnEmptyBody) {
  EXPECT_EQ(send({.method = "POST", .path = "/as/token.oauth2", .query = good}).status, 200);
}

TEST_F(OauthRest, AnswersAsRecorded) {
  const HttpResponse answer = send({.method = "POST", .path = "/as/token.oauth2", .body = good});
  const std::string token = json(answer)["access_token"];
  EXPECT_EQ(answer.body,
            R"({"access_token":")" + token + R"(","token_type":"Bearer","expires_in":3599})");
}

TEST_F(OauthRest, TakesJsonInTheCloudOnlyIfTheSettingSaysSo) {
  const HttpRequest request{
      .method = "POST",
      .path = "/as/token.oauth2",
      .body = R"({"grant_type":"client_credentials","client_id":"app","client_secret":"s3"})"};
  EXPECT_EQ(send(request).status, 400);
  EXPECT_EQ(json(send(request))["error"], "invalid_request");
  start({{Setting::json_grants, 1}});
  EXPECT_EQ(send(request).status, 200);
}

TEST_F(OauthRest, SaysThatAuthorizationCodesAreNotServed) {
  const HttpResponse answer = send({.method = "POST",
                                    .path = "/as/token.oauth2",
                                    .body = "grant_type=authorization_code&code=x&client_id=app&"
                                            "client_secret=s3&redirect_uri=https%3A%2F%2Fhere"});
  EXPECT_EQ(answer.status, 501);
  EXPECT_EQ(json(answer)["error"], "unsupported_grant_type");
  EXPECT_EQ(send({.path = "/as/authorization.oauth2", .query = "response_type=code"}).status, 501);
  EXPECT_EQ(journal("rest_not_served").size(), 2U);
}

TEST_F(OauthRest, NativeApplicationsNeedAUserToo) {
  Context context = this->context();
  ASSERT_TRUE(cssm_.set_password(context, admin, partner_, "ann", "pw"));
  ASSERT_TRUE(
      cssm_.add_client(context, admin, partner_,
                       {.client_id = "phone", .secret = "s4", .owner = "ann", .native = true}));
  const HttpResponse alone =
      send({.method = "POST",
            .path = "/as/token.oauth2",
            .body = "grant_type=client_credentials&client_id=phone&client_secret=s4"});
  EXPECT_EQ(alone.status, 400);
  EXPECT_EQ(json(alone)["error"], "unauthorized_client");
  EXPECT_EQ(send({.method = "POST",
                  .path = "/as/token.oauth2",
                  .body = "grant_type=password&client_id=phone&client_secret=s4&username=ann&"
                          "password=pw"})
                .status,
            200);
}

TEST_F(OauthRest, SchemeAndHeaderAreTakenInWhateverCase) {
  for (const char* name : {"Authorization", "authorization", "AUTHORIZATION"}) {
    for (const char* scheme : {"Bearer ", "bearer "}) {
      EXPECT_EQ(send({.path = std::string{g2} + "/v2/accounts",
                      .headers = {{name, scheme + bearer_}, {"Cookie", "PF=x"}}})
                    .status,
                200)
          << name << scheme;
    }
  }
}

TEST_F(OauthRest, RefusesWithOrWithoutARoleInTheSmartAccountAlike) {
  Context context = this->context();
  ASSERT_TRUE(cssm_.create_smart_account(context, admin, {.domain = "other.example"}));
  const HttpResponse answer = get(g2, "/v1/accounts/other.example/virtual-accounts/DEFAULT/tokens");
  EXPECT_EQ(answer.status, 403);
  EXPECT_THAT(answer.body, IsEmpty());
}

TEST_F(OauthRest, RefusesWrongCredentialsAsTheSettingSays) {
  const HttpRequest wrong{.method = "POST",
                          .path = "/as/token.oauth2",
                          .body = "grant_type=client_credentials&client_id=app&client_secret=no"};
  const HttpResponse answer = send(wrong);
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(json(answer)["error"], "invalid_client");
  start({{Setting::bad_credentials, 1}});
  EXPECT_EQ(send(wrong).status, 401);
}

TEST_F(OauthRest, RefusesOtherGrantsAndMalformedForms) {
  const auto status = [&](const char* body) {
    return send({.method = "POST", .path = "/as/token.oauth2", .body = body}).status;
  };
  EXPECT_EQ(status("grant_type=magic&client_id=app&client_secret=s3"), 400);
  EXPECT_EQ(status("grant_type=client_credentialsclient_id=app&client_secret=s3"), 400);
  // A shipped client leaves this ampersand out.
  EXPECT_EQ(status("grant_type=password&client_id=app&client_secret=s3username=ann&password=pw"),
            400);
  EXPECT_EQ(status("client_id=%zz"), 400);
  EXPECT_EQ(status(""), 400);
}

TEST_F(OauthRest, TakesPasswordsOfThoseWhoHaveOne) {
  const auto status = [&](const std::string& password) {
    return send({.method = "POST",
                 .path = "/as/token.oauth2",
                 .body = "grant_type=password&client_id=app&client_secret=s3&username=ann&"
                         "password=" +
                         password})
        .status;
  };
  EXPECT_EQ(status(""), 400);
  Context context = this->context();
  ASSERT_TRUE(cssm_.set_password(context, admin, partner_, "ann", "pw"));
  EXPECT_EQ(status("pw"), 200);
  EXPECT_EQ(status("other"), 400);
}

TEST_F(OauthRest, TokensEndAfter3599Seconds) {
  run_for(seconds(3599) - milliseconds(1));
  EXPECT_EQ(get(g2, "/v2/accounts").status, 200);
  run_for(milliseconds(1));
  const HttpResponse answer = get(g2, "/v2/accounts");
  EXPECT_EQ(answer.status, 401);
  EXPECT_THAT(answer.body, IsEmpty());
}

TEST_F(OauthRest, RefusesCallsWithoutABearer) {
  EXPECT_EQ(send({.path = std::string{g2} + "/v2/accounts"}).status, 401);
  bearer_ = "nobody's";
  EXPECT_EQ(get(g2, "/v2/accounts").status, 401);
}

TEST_F(OauthRest, TokensOfARevokedClientStopWorking) {
  Context context = this->context();
  ASSERT_TRUE(cssm_.revoke_client(context, admin, partner_, "app"));
  EXPECT_EQ(get(g2, "/v2/accounts").status, 401);
}

TEST_F(OauthRest, ClientsWithoutASubscriptionGetATokenAndNothingElse) {
  add_client("bare", "ann", false);
  bearer_ = token_for("bare");
  const HttpResponse answer = get(g2, "/v2/accounts");
  EXPECT_EQ(answer.status, 403);
  EXPECT_THAT(answer.body, HasSubstr("Invalid Client"));
}

TEST_F(OauthRest, NewClientsTakeTheirTimeIfTheSettingSaysSo) {
  CssmWorld::start({{Setting::client_propagation, minutes(30).count()}});
  add_person("ann", {Role::administrator, {}});
  add_client("app", "ann");
  const HttpRequest request{.method = "POST", .path = "/as/token.oauth2", .body = good};
  EXPECT_EQ(send(request).status, 401);
  run_for(minutes(30));
  EXPECT_EQ(send(request).status, 200);
}

TEST_F(OauthRest, SecretsAreNotJournaled) {
  ASSERT_FALSE(journal("access_granted").empty());
  for (const Event& event : kernel_.journal.events()) {
    EXPECT_THAT(kernel_.journal.print(event), Not(HasSubstr(bearer_)));
    EXPECT_THAT(kernel_.journal.print(event), Not(HasSubstr("s3")));
  }
}

}  // namespace
}  // namespace slsim
