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

TEST_F(PolicyRest, RefusesAccountsThatAreNoNumbersInTheShapeOfTheCall) {
  const HttpHeaders words{{"X-CSW-SMART-ACCOUNT-ID", "partner"}, {"X-CSW-VIRTUAL-ACCOUNT-ID", "1"}};
  const HttpResponse plain =
      post(g2, "/v2/devices/authrequest", request(License::UCM_Basic, "1").dump(), words);
  EXPECT_EQ(plain.status, 422);
  EXPECT_EQ(json(plain)["status"], "FAILED");
  EXPECT_TRUE(json(plain).contains("localized_message"));
  EXPECT_FALSE(json(plain).contains("message_code"));
  const HttpResponse summary = post(g3, "/licensing/v2/get-summary", "{}", words);
  EXPECT_EQ(summary.status, 422);
  EXPECT_TRUE(json(summary).contains("message_code"));
  const HttpResponse policy =
      call("GET", std::string{g3} + "/licensing/v2/account-policy", "", words);
  EXPECT_EQ(policy.status, 422);
  EXPECT_EQ(json(policy)["status"], "FAILURE");
}

TEST_F(PolicyRest, WantsARequestingSystemIfTheSettingSaysSoAndAnObjectInAnyCase) {
  const std::string body = R"({"data":{"nonce":"n"}})";
  const auto status = [&](const char* system) {
    HttpHeaders headers = accounts;
    if (system != nullptr) headers.push_back({"X-CSW-REQUESTING-SYSTEM", system});
    return post(g2, "/v3/licenses/summary", body, std::move(headers)).status;
  };
  EXPECT_EQ(status(nullptr), 200);
  EXPECT_EQ(status("mine"), 400);
  start({{Setting::requesting_system, 1}});
  EXPECT_EQ(status(nullptr), 400);
  EXPECT_EQ(status(R"({"display_name":"x"})"), 200);
  EXPECT_EQ(status(R"({"udi_pid":null,"udi_serial_number":null,"host_identifier":null,)"
                   R"("mac_address":null,"udi_vid":null,"uuid":null,"suvi":null,)"
                   R"("display_name":"x"})"),
            200);
}

TEST_F(PolicyRest, ReturnsACodeWhenNoKeysAreAskedFor) {
  const std::string body =
      R"({"data":{"timestamp":"1","nonce":"n","licenses":[{"sudi":{"udi_pid":"C","udi_vid":"V01",)"
      R"("tenant_id":"t"},"hostname":"h","device_type":"DNA On Prem","license_pool_id":"200001",)"
      R"("remove_code":"r","confirm_code":"c","keys":[]}]}})";
  const Json accepted = json(post(g2, "/v2/devices/authrequest", body, accounts));
  run_for(seconds(60));
  const Json item = json(poll(accepted["poll_id"]))["data"]["authorizations"][0];
  EXPECT_EQ(item["status"], "SUCCESS");
  EXPECT_TRUE(item["smart_license"].is_null());
  EXPECT_EQ(item["sudi"], (Json{{"udi_pid", "C"}, {"udi_vid", "V01"}, {"tenant_id", "t"}}));
}

TEST_F(PolicyRest, AcknowledgesUsageReports) {
  const std::string body =
      R"({"data":{"timestamp":1,"nonce":"n","reports":[{"sudi":{"udi_pid":"C"},)"
      R"("software_tag_identifier":"t","trust_requests":[],"usage":[{"payload":"{\"a\": 1}",)"
      R"("signature":{"sudi":null,"signing_type":"builtin","key":"k","value":"v"}}]}]}})";
  const HttpResponse first = post(g2, "/v2/devices/reportusage", body, accounts);
  EXPECT_EQ(json(first)["message_code"], nullptr);
  EXPECT_EQ(json(first)["type"], nullptr);
  const Json ask{{"data",
                  {{"timestamp", "1"},
                   {"nonce", "m"},
                   {"poll_id", json(first)["poll_id"]},
                   {"action", "acknowledgements"}}}};
  const Json running = json(post(g2, "/v2/accounts/poll", ask.dump()));
  EXPECT_EQ(running["status"], "OK_POLL");
  EXPECT_EQ(running["message"], "");
  run_for(seconds(60));
  const Json done = json(post(g2, "/v2/accounts/poll", ask.dump()));
  EXPECT_EQ(done["type"], "acknowledgements");
  const Json item = done["data"]["acknowledgements"][0];
  EXPECT_EQ(item["software_tag_identifier"], "t");
  EXPECT_EQ(item["sudi"]["udi_pid"], "C");
  EXPECT_TRUE(item["smart_license"].is_string());
  // One blank more is another report: payloads count byte by byte.
  std::string other = body;
  other.replace(other.find(": 1}"), 4, ":  1}");
  EXPECT_EQ(post(g2, "/v2/devices/reportusage", other, accounts).status, 202);
}

TEST_F(PolicyRest, SaysInItsShapeThatABodyCannotBeRead) {
  for (const char* path : {"/v2/devices/authrequest", "/v2/devices/reportusage",
                           "/v2/accounts/poll", "/v3/licenses/summary"}) {
    const HttpResponse answer = post(g2, path, "{", accounts);
    EXPECT_EQ(answer.status, 400) << path;
    EXPECT_EQ(answer.body,
              R"({"status":"FAILED","localized_message":"The body is no JSON object.",)"
              R"("message":"The body is no JSON object."})");
  }
  EXPECT_EQ(json(post(g2, "/v2/accounts/search", "{"))["status"], "ERROR");
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
  const HttpResponse elsewhere = remove("200001");
  EXPECT_EQ(elsewhere.status, 202);
  EXPECT_EQ(json(elsewhere)["status"], "FAILED");
  EXPECT_EQ(json(elsewhere)["message_code"], "UDI_IN_DIFFERENT_ACCOUNT");
  EXPECT_TRUE(json(elsewhere)["poll_id"].is_null());
  EXPECT_EQ(json(elsewhere)["action"], "remove_status");
  EXPECT_EQ(remove("200002").status, 202);
  EXPECT_EQ(json(remove("200002"))["message_code"], "UDI_NOT_FOUND");
  start({{Setting::removal_refusal, 1}});
  EXPECT_EQ(remove("200002").status, 422);
  EXPECT_EQ(json(remove("200002"))["message_code"], "UDI_NOT_FOUND");
}

TEST_F(PolicyRest, DoesNotRemoveWhatHoldsARestrictedLicence) {
  register_product(1, token(va1_));
  Context context = this->context();
  ASSERT_TRUE(cssm_.place_order(context, admin,
                                {.number = "o", .account = va1_, .lines = {{.restricted = 1}}}));
  ASSERT_TRUE(cssm_.hold_restricted_license(context, admin, *cssm_.find_instance("cm1")));
  const Json answer =
      json(post(g3, "/licensing/v2/device/remove",
                R"({"data":{"devices":[{"sudi":{"udi_pid":"UCM","udi_serial_number":"10001"}}]}})",
                accounts));
  EXPECT_EQ(answer["message_code"], "UDI_LICENSES_RESERVED");
}

TEST_F(PolicyRest, SummarizesInBothGenerations) {
  own(va1_, License::UCM_Basic, 5);
  const std::string body = R"({"data":{"timestamp":1,"nonce":"n1","tags":[]}})";
  const Json second = json(post(g2, "/v3/licenses/summary", body, accounts));
  EXPECT_EQ(second["status"], "SUCCESS");
  EXPECT_EQ(second["nonce"], "n1");
  EXPECT_EQ(second["message"], "Retrieved summary for 1 license in the pool.");
  EXPECT_EQ(second["summary"][0]["prepaid_entitled"], 5);
  EXPECT_EQ(second["summary"][0]["license_details"][0].dump(),
            R"({"billing_type":"PREPAID","quantity":5,"postpaid_usage":0,"start_date":null,)"
            R"("end_date":null,"subscription_id":null,"status":"ACTIVE",)"
            R"("billing_model":"PREPAID","license_type":"PERPETUAL"})");
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
