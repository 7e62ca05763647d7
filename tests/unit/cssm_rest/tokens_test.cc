// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>
#include "sim/authority/rest/dates.h"

#include "tests/unit/cssm_rest/rest_world.h"

namespace slsim {
namespace {

using testing::IsEmpty;

class TokensRest : public RestWorld {
 protected:
  static constexpr const char* path = "/v1/accounts/partner.example/virtual-accounts/va-1/tokens";
  static constexpr const char* g3_path =
      "/licensing/v1/account/partner.example/virtual-account/va-1/token";
};

TEST_F(TokensRest, NeverLeaveOutTheList) {
  EXPECT_EQ(get(g2, path).body,
            R"({"status":"SUCCESS","statusMessage":"Successfully read active tokens.",)"
            R"("tokens":[]})");
}

TEST_F(TokensRest, CreatesOneAsAnObjectAndListsIt) {
  const HttpResponse answer =
      post(g2, path, R"({"description":"d","expiresAfterDays":30,"exportControlled":"ALLOWED"})");
  EXPECT_EQ(answer.status, 200);
  const Json info = json(answer)["tokenInfo"];
  ASSERT_TRUE(info.is_object());
  EXPECT_EQ(info["exportControl"], "Allowed");
  EXPECT_EQ(info["createdBy"], "ann");
  EXPECT_EQ(info["expirationDate"], rest_instant(now() + days(30)));
  EXPECT_EQ(json(get(g2, path))["tokens"][0], info);
  EXPECT_EQ(json(get(g3, std::string{g3_path} + "/list"))["tokens"][0], info);
}

TEST_F(TokensRest, TakesNumbersAsClientsSendThem) {
  for (const char* number : {"30", "30.0", "\"30\""}) {
    EXPECT_EQ(post(g2, path, std::string{R"({"expiresAfterDays":)"} + number + "}").status, 200)
        << number;
  }
  for (const char* number : {"0", "366", "30.5", "\"x\"", "null", "1e99", "18446744073709551615"}) {
    EXPECT_EQ(post(g2, path, std::string{R"({"expiresAfterDays":)"} + number + "}").status, 400)
        << number;
  }
  EXPECT_EQ(post(g2, path, R"({"expiresAfterDays":1,"exportControlled":"perhaps"})").status, 400);
}

TEST_F(TokensRest, ThirdGenerationHasTheShapeOfTheSetting) {
  const std::string create = std::string{g3_path} + "/create";
  EXPECT_TRUE(json(post(g3, create, R"({"expiresAfterDays":1})"))["tokenInfo"].is_object());
  start({{Setting::token_info, 1}});
  EXPECT_TRUE(json(post(g3, create, R"({"expiresAfterDays":1})"))["tokenInfo"].is_array());
  EXPECT_TRUE(json(post(g2, path, R"({"expiresAfterDays":1})"))["tokenInfo"].is_object());
}

TEST_F(TokensRest, TheCloudKnowsNoNumberOfUses) {
  EXPECT_EQ(post(g2, path, R"({"expiresAfterDays":1,"numberofUses":"x"})").status, 200);
  EXPECT_EQ(cssm_.state().tokens.rows.back().max_uses, std::nullopt);
}

TEST_F(TokensRest, ExportControlIsTakenInWhateverCase) {
  for (const auto& [sent, shown] : {std::pair{"Allowed", "Allowed"},
                                    {"allowed", "Allowed"},
                                    {"Not Allowed", "Not Allowed"},
                                    {"NOT ALLOWED", "Not Allowed"},
                                    {"not allowed", "Not Allowed"}}) {
    const Json body{{"expiresAfterDays", "365"}, {"exportControlled", sent}, {"description", "d"}};
    EXPECT_EQ(json(post(g2, path, body.dump()))["tokenInfo"]["exportControl"], shown) << sent;
  }
}

TEST_F(TokensRest, RevokesOneByOne) {
  const std::string text = cssm_.token(token(va1_)).text;
  const std::string elsewhere = cssm_.token(token(va2_)).text;
  const Json mixed =
      json(post(g2, std::string{path} + "/revoke", Json{{"tokens", {text, elsewhere}}}.dump()));
  EXPECT_EQ(mixed["status"], "WARNING");
  EXPECT_EQ(mixed["statusMessage"], "1 tokens successfully revoked.");
  EXPECT_EQ(mixed["tokensRevokeStatus"][0]["status"], "SUCCESS");
  EXPECT_EQ(mixed["tokensRevokeStatus"][0]["statusMessage"],
            "Token- '" + text + "' revoked successfully");
  EXPECT_EQ(mixed["tokensRevokeStatus"][1]["status"], "ERROR");
  EXPECT_THAT(json(get(g2, path))["tokens"], IsEmpty());
  const Json again =
      json(post(g3, std::string{g3_path} + "/revoke", Json{{"tokens", {text}}}.dump()));
  EXPECT_EQ(again["status"], "ERROR");
  EXPECT_EQ(post(g2, std::string{path} + "/revoke", "{}").status, 400);
}

TEST_F(TokensRest, ListsOnlyActiveOnes) {
  token(va1_, {.life = days(1)});
  run_for(days(1));
  bearer_ = token_for("app");
  EXPECT_THAT(json(get(g2, path))["tokens"], IsEmpty());
}

TEST_F(TokensRest, ViewersOnlyLook) {
  act_as("vic", {Role::viewer, {}});
  EXPECT_EQ(get(g2, path).status, 200);
  EXPECT_EQ(post(g2, path, R"({"expiresAfterDays":1})").status, 403);
  EXPECT_EQ(post(g2, std::string{path} + "/revoke", R"({"tokens":["x"]})").status, 403);
}

}  // namespace
}  // namespace slsim
