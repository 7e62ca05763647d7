// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>
#include "sim/licensing/tags.h"

#include "tests/unit/cssm_rest/rest_world.h"

namespace slsim {
namespace {

using testing::HasSubstr;

class PolicyRest : public RestWorld {
 protected:
  static inline const HttpHeaders accounts{{"X-CSW-SMART-ACCOUNT-ID", "100001"},
                                           {"X-CSW-VIRTUAL-ACCOUNT-ID", "200001"}};
  static Json request(License license, const char* count) {
    return {
        {"data",
         {{"timestamp", 1},
          {"nonce", "n1"},
          {"licenses",
           {{{"sudi", {{"udi_pid", "C9300"}, {"udi_serial_number", "S1"}}},
             {"keys", {{{"entitlement", tag(license, TagRelease::r12)}, {"count", count}}}}}}}}}};
  }
  HttpResponse poll(const Json& id) {
    return post(
        g2, "/v2/accounts/poll",
        Json{{"data", {{"nonce", "n2"}, {"poll_id", id}, {"action", "authorizations"}}}}.dump());
  }
};

TEST_F(PolicyRest, AcceptsThenPollsThenCompletes) {
  own(va1_, License::UCM_Basic, 1);
  const HttpResponse first =
      post(g2, "/v2/devices/authrequest", request(License::UCM_Basic, "1").dump(), accounts);
  EXPECT_EQ(first.status, 202);
  const Json accepted = json(first);
  EXPECT_EQ(accepted["status"], "OK_POLL");
  EXPECT_TRUE(accepted["message"].is_null());
  EXPECT_EQ(accepted["nonce"], "n1");
  EXPECT_EQ(accepted["poll_interval"], 300);
  ASSERT_TRUE(accepted["poll_id"].is_number_integer());
  const auto id = accepted["poll_id"].get<std::int64_t>();
  EXPECT_GT(id, std::int64_t{1} << 53);
  EXPECT_THAT(first.body, HasSubstr("\"poll_id\":" + std::to_string(id) + ","));

  const Json running = json(poll(id));
  EXPECT_EQ(running["status"], "OK_POLL");
  EXPECT_EQ(running["message"], "");
  run_for(seconds(60));
  const Json done = json(poll(std::to_string(id)));
  EXPECT_EQ(done["status"], "COMPLETE");
  EXPECT_EQ(done["type"], "authorizations");
  EXPECT_EQ(done["nonce"], "n2");
  const Json item = done["data"]["authorizations"][0];
  EXPECT_EQ(item["status"], "SUCCESS");
  EXPECT_TRUE(item["smart_license"].is_string());
}

TEST_F(PolicyRest, FailsOfItemsAreTheirOwn) {
  const Json accepted =
      json(post(g2, "/v2/devices/authrequest", request(License::UCM_Basic, "1").dump(), accounts));
  run_for(seconds(60));
  const Json item = json(poll(accepted["poll_id"]))["data"]["authorizations"][0];
  EXPECT_EQ(item["status"], "FAILED");
  EXPECT_TRUE(item["smart_license"].is_null());
}

TEST_F(PolicyRest, PollsOfOthersAndOfNothingAreRefused) {
  const Json accepted =
      json(post(g2, "/v2/devices/authrequest", request(License::UCM_Basic, "1").dump(), accounts));
  EXPECT_EQ(poll(7).status, 422);
  act_as("uma", {Role::administrator, {}});
  EXPECT_EQ(poll(accepted["poll_id"]).status, 422);
}

TEST_F(PolicyRest, NeedsTheAccountsAsHeaders) {
  const std::string body = request(License::UCM_Basic, "1").dump();
  EXPECT_EQ(post(g2, "/v2/devices/authrequest", body).status, 400);
  EXPECT_EQ(post(g2, "/v2/devices/authrequest", body,
                 {{"X-CSW-SMART-ACCOUNT-ID", "100002"}, {"X-CSW-VIRTUAL-ACCOUNT-ID", "200001"}})
                .status,
            403);
}

TEST_F(PolicyRest, TakesAUsageReportOnce) {
  const std::string body = R"({"data":{"nonce":"n","reports":[{"sudi":{"udi_pid":"C"},)"
                           R"("software_tag_identifier":"t","usage":[{"payload":"{\"a\":1}"}]}]}})";
  const HttpResponse first = post(g2, "/v2/devices/reportusage", body, accounts);
  EXPECT_EQ(first.status, 202);
  EXPECT_EQ(json(first)["action"], "acknowledgements");
  EXPECT_EQ(json(post(g3, "/licensing/v2/report-usage", body, accounts))["status"], "FAILED");
}

TEST_F(PolicyRest, RemovesDevicesOrSaysWhyNot) {
  register_product(1, token(va2_));
  const auto remove = [&](const char* account) {
    return post(g3, "/licensing/v2/device/remove",
                R"({"data":{"devices":[{"sudi":{"udi_pid":"UCM","udi_serial_number":"10001"}}]}})",
                {{"X-CSW-SMART-ACCOUNT-ID", "100001"}, {"X-CSW-VIRTUAL-ACCOUNT-ID", account}});
  };
  EXPECT_EQ(json(remove("200001"))["message_code"], "UDI_IN_DIFFERENT_ACCOUNT");
  EXPECT_EQ(remove("200002").status, 202);
  EXPECT_EQ(json(remove("200002"))["message_code"], "UDI_NOT_FOUND");
}

TEST_F(PolicyRest, SummarizesInBothGenerations) {
  own(va1_, License::UCM_Basic, 5);
  const std::string body = R"({"data":{"timestamp":1,"nonce":"n1","tags":[]}})";
  const Json second = json(post(g2, "/v3/licenses/summary", body, accounts));
  EXPECT_EQ(second["status"], "SUCCESS");
  EXPECT_EQ(second["nonce"], "n1");
  EXPECT_EQ(second["message"], "Retrieved summary for 1 license in the pool.");
  EXPECT_EQ(second["summary"][0]["prepaid_entitled"], 5);
  const Json third = json(post(g3, "/licensing/v2/get-summary", body, accounts));
  EXPECT_EQ(third["summary"][0]["entitled"], 5);
  EXPECT_FALSE(third["summary"][0].contains("prepaid_entitled"));
  const std::string other = R"({"data":{"tags":["none"]}})";
  EXPECT_EQ(json(post(g3, "/licensing/v2/get-summary", other, accounts))["summary"], Json::array());
}

TEST_F(PolicyRest, GivesThePolicyWithTheOnlyArrayOfErrors) {
  const Json answer = json(call("GET", std::string{g3} + "/licensing/v2/account-policy", "",
                                {{"X-CSW-SMART-ACCOUNT-ID", "100001"}}));
  EXPECT_EQ(answer["status"], "COMPLETE");
  EXPECT_EQ(answer["errors"], Json::array());
  EXPECT_THAT(answer["policy"].get<std::string>(), testing::StartsWith("PHNtYXJ0TGljZW5zZVBvbGlj"));
}

}  // namespace
}  // namespace slsim
