// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "tests/unit/cssm_rest/rest_world.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class DevicesRest : public RestWorld {
 protected:
  static constexpr const char* list = "/v1/accounts/partner.example/virtual-accounts/va-1/devices";
  static constexpr const char* bulk =
      "/v2/accounts/partner.example/virtual-accounts/va-1/devices/remove";

  static Json sudi(int number) {
    return {{"udiPid", "UCM"}, {"udiSerialNumber", std::to_string(10'000 + number)}};
  }
};

TEST_F(DevicesRest, ListsByVirtualAccount) {
  register_product(1, token(va1_));
  const Json answer = json(get(g2, list));
  EXPECT_EQ(answer["totalRecords"], 1);
  EXPECT_EQ(answer["devices"][0]["instanceName"], "cm1");
  EXPECT_EQ(answer["devices"][0]["sudi"].dump(),
            R"({"suvi":null,"uuid":"000010001","hostIdentifier":null,"udiPid":"UCM",)"
            R"("udiSerialNumber":"10001","udiVid":null,"macAddress":null})");
  EXPECT_EQ(json(get(g3,
                     "/licensing/v1/account/partner.example/virtual-account/va-1/device/search"
                     "?instanceName=cm2"))["totalRecords"],
            0);
  EXPECT_EQ(json(get(g3, "/licensing/v2/accounts/partner.example/devices?virtualAccountName=va-1"))
                ["totalRecords"],
            1);
}

TEST_F(DevicesRest, NamesThoseWhoHideTheirNameByUdiWithATrailingBlank) {
  RegisterRequest request = registration(1, cssm_.token(token(va1_)).text);
  request.host_name.clear();
  ask(request);
  EXPECT_EQ(json(get(g2, list))["devices"][0]["instanceName"], "UDI_PID:UCM; UDI_SN:10001; ");
}

TEST_F(DevicesRest, ListsBySmartAccountWithUse) {
  authorize(register_product(1, token(va1_)), counts({{License::UCM_Basic, 2}}));
  const Json row = json(post(g2, "/v1/accounts/partner.example/devices", "{}"))["devices"][0];
  EXPECT_EQ(row["hostName"], "cm1");
  EXPECT_EQ(row["status"], "Out Of Compliance");
  EXPECT_EQ(row["lastContactDate"], "2024-10-04T00:00:00Z");
  EXPECT_EQ(row["licenseUsage"][0]["quantity"], 2);
}

TEST_F(DevicesRest, SearchesThePortalInTheShapeOfTheSetting) {
  const std::string path = std::string{g3} + "/licensing/v2/device/search?udi_serial_number=10001";
  const HttpHeaders system{{"X-CSW-REQUESTING-SYSTEM", R"({"display_name":"x"})"}};
  register_product(1, token(va1_));
  EXPECT_EQ(call("GET", path).status, 400);
  const Json live = json(call("GET", path, "", system));
  EXPECT_EQ(live["status"], "OK");
  EXPECT_EQ(live["data"]["account"]["virtual_account_id"], 200'001);
  start({{Setting::device_search, 1}});
  EXPECT_EQ(call("GET", path, "", system).status, 422);
  register_product(1, token(va1_));
  const Json documented = json(call("GET", path, "", system));
  EXPECT_EQ(documented["status"], "COMPLETE");
  EXPECT_EQ(documented["data"].size(), 1U);
}

TEST_F(DevicesRest, SearchesThePortalByAllThatASearchMayName) {
  const std::string path = std::string{g3} + "/licensing/v2/device/search?udi_serial_number=10001";
  register_product(1, token(va1_));
  const auto status = [&](const std::string& more, const char* system) {
    return call("GET", path + more, "", {{"X-CSW-REQUESTING-SYSTEM", system}}).status;
  };
  const Json found = json(call("GET", path, "", {{"X-CSW-REQUESTING-SYSTEM", "{}"}}));
  const std::string tag = found["data"]["software_tag"];
  EXPECT_EQ(status("&software_tag=" + percent_encode(tag), "{}"), 200);
  EXPECT_EQ(status("&software_tag=other", "{}"), 422);
  EXPECT_EQ(status("&udi_pid=UCM&udi_vid=&tenant_id=", "{}"), 200);
  for (const char* member :
       {"udi_pid", "udi_vid", "host_identifier", "macaddress", "suvi", "tenant_id", "uuid"}) {
    EXPECT_EQ(status(std::string{"&"} + member + "=other", "{}"), 422) << member;
  }
  EXPECT_EQ(status("", "no object"), 400);
  EXPECT_EQ(found["data"]["account"], (Json{{"account_id", 100'001},
                                            {"name", "partner.example"},
                                            {"domain", "partner.example"},
                                            {"virtual_account_id", 200'001},
                                            {"virtual_account_name", "va-1"},
                                            {"default", true}}));
}

TEST_F(DevicesRest, PagesByRecords) {
  for (const int number : {1, 2, 3}) register_product(number, token(va1_));
  const Json page = json(get(g2, std::string{list} + "?limit=2&offset=2"));
  EXPECT_EQ(page["totalRecords"], 3);
  EXPECT_EQ(page["devices"].size(), 1U);
  EXPECT_EQ(json(get(g2, std::string{list} + "?limit=-1"))["devices"].size(), 3U);
  EXPECT_THAT(json(get(g2, std::string{list} + "?offset=3"))["devices"], IsEmpty());
  const Json rich = json(post(g2, "/v1/accounts/partner.example/devices",
                              R"({"virtualAccounts":["va-1"],"limit":2,"offset":1})"));
  EXPECT_EQ(rich["totalRecords"], 3);
  EXPECT_EQ(rich["devices"].size(), 2U);
}

TEST_F(DevicesRest, WhatWasRemovedStaysListedAsLongAsTheSettingSays) {
  start({{Setting::removal_lag, seconds(45).count()}});
  register_product(1, token(va1_));
  const Json body{{"productInstacesRemoveRequests",
                   {{{"sudi", sudi(1)}, {"productTagName", "x"}, {"returnCode", "x"}}}}};
  EXPECT_EQ(json(post(g2, bulk, body.dump()))["status"], "SUCCESS");
  const Json after = json(get(g2, list));
  EXPECT_EQ(after["totalRecords"], 1);
  EXPECT_EQ(after["devices"][0]["instanceName"], "cm1");
  EXPECT_EQ(json(get(g2, std::string{list} + "?instanceName=cm2"))["totalRecords"], 0);
  EXPECT_EQ(cssm_.instance_count(), 0U);
  run_for(seconds(45));
  EXPECT_EQ(json(get(g2, list))["totalRecords"], 0);
}

TEST_F(DevicesRest, TransfersWithAResultForEach) {
  register_product(1, token(va1_));
  const Json body{{"productInstances",
                   {{{"sudi", sudi(1)}, {"targetVirtualAccount", "va-2"}},
                    {{"sudi", sudi(2)}, {"targetVirtualAccount", "va-2"}}}}};
  const Json answer = json(post(g2, std::string{list} + "/transfer", body.dump()));
  EXPECT_EQ(answer["status"], "WARNING");
  EXPECT_EQ(answer["statusMessage"], "1 product instances transferred successfully.");
  EXPECT_EQ(answer["successCount"], 1);
  EXPECT_EQ(answer["errorCount"], 1);
  EXPECT_EQ(cssm_.instance_count(va2_), 1U);
}

TEST_F(DevicesRest, RemovesOne) {
  register_product(1, token(va1_));
  const std::string path =
      "/licensing/v1/account/partner.example/virtual-account/va-1/device/remove";
  const HttpResponse answer = post(g3, path, Json{{"sudi", sudi(1)}}.dump());
  EXPECT_EQ(answer.body, R"({"status":"SUCCESS","statusMessage":)"
                         R"("The Product Instance cm1 was successfully removed."})");
  EXPECT_EQ(post(g3, path, Json{{"sudi", sudi(1)}}.dump()).status, 404);
}

TEST_F(DevicesRest, RemovesManyUnderEitherSpellingAndSkipsFillers) {
  register_product(1, token(va1_));
  register_product(2, token(va1_));
  const Json first{{"productInstacesRemoveRequests", {{{"sudi", sudi(1)}}}},
                   {"productInstancesRemoveRequests", Json::array({Json::object()})}};
  const Json done = json(post(g2, bulk, first.dump()));
  EXPECT_EQ(done["removeProductInstancesStatus"].size(), 1U);
  EXPECT_EQ(done["removeProductInstancesStatus"][0]["device"], "udiPid:UCM udiSerialNumber:10001");
  const Json second{{"productInstancesRemoveRequests", {{{"sudi", sudi(2)}}, {{"sudi", sudi(9)}}}}};
  const Json mixed =
      json(post(g3, "/licensing/v3/accounts/partner.example/devices/remove?virtualAccountName=va-1",
                second.dump()));
  EXPECT_EQ(mixed["status"], "SUCCESS");
  EXPECT_EQ(mixed["removeProductInstancesStatus"][1]["status"], "FAILURE");
  EXPECT_EQ(cssm_.instance_count(), 0U);
}

TEST_F(DevicesRest, ADeviceOfAnotherVirtualAccountIsNotThere) {
  register_product(1, token(va2_));
  const Json body{{"productInstancesRemoveRequests", {{{"sudi", sudi(1)}}}}};
  EXPECT_EQ(json(post(g2, bulk, body.dump()))["removeProductInstancesStatus"][0]["status"],
            "FAILURE");
  EXPECT_EQ(cssm_.instance_count(), 1U);
}

TEST_F(DevicesRest, PublishedCallsWithoutBehaviourAnswer501AndAreJournaled) {
  EXPECT_EQ(post(g2, "/v1/accounts/partner.example/dlc_convert", "{}").status, 501);
  EXPECT_EQ(get(g3, "/pnp/v2/anything/else").status, 501);
  EXPECT_EQ(get(g3, "/ea/v1/subscription/account/x/consumption").status, 501);
  EXPECT_EQ(journal("rest_not_served").size(), 3U);
}

constexpr const char* alerts = "/licensing/v1/account/partner.example/get-alerts";

TEST_F(DevicesRest, ListsAlertsWithDaysInWords) {
  own(va1_, License::UCM_Basic, 5, now() + days(95));
  run_for(days(10));
  bearer_ = token_for("app");
  const Json answer = json(post(g3, alerts, R"({"severity":["minor"]})"));
  EXPECT_EQ(answer["totalRecords"], 1);
  const Json row = answer["alerts"][0];
  EXPECT_EQ(row["messageType"], "Licenses Expiring");
  EXPECT_EQ(row["severity"], "Minor");
  EXPECT_EQ(row["licenseEndDate"], "Jan 06, 2025");
  EXPECT_EQ(row["sourceType"], "Virtual Account");
  EXPECT_EQ(json(post(g3, alerts, R"({"severity":["major"]})"))["totalRecords"], 0);
  EXPECT_THAT(json(post(g3, alerts, R"({"virtualAccounts":["va-2"]})"))["alerts"], IsEmpty());
}

TEST_F(DevicesRest, ListsTheFirstThousandAlertsAtMost) {
  Context context = this->context();
  AlertKey key{AlertKind::failed_to_connect, partner_, va1_};
  for (key.subject = 1; key.subject <= 1001; ++key.subject) {
    cssm_.raise_alert(context, key, "cm" + std::to_string(key.subject));
  }
  const Json all = json(post(g3, alerts, R"({"limit":-1})"));
  EXPECT_EQ(all["totalRecords"], 1001);
  EXPECT_EQ(all["alerts"].size(), 1000U);
  EXPECT_EQ(json(post(g3, alerts, "{}"))["alerts"].size(), 50U);
  const Json last = json(post(g2, "/v1/accounts/partner.example/alerts",
                              R"({"virtualAccounts":["va-1"],"offset":1000})"));
  EXPECT_EQ(last["alerts"].size(), 1U);
  EXPECT_EQ(last["alerts"][0]["productInstanceHostName"], "cm1001");
}

TEST_F(DevicesRest, ShowsSatellitesInTheirAlerts) {
  Context context = this->context();
  cssm_.raise_alert(context, {AlertKind::synchronization_overdue, partner_}, "onprem");
  const Json row = json(post(g3, alerts, "{}"))["alerts"][0];
  EXPECT_EQ(row["satelliteName"], "onprem");
  EXPECT_EQ(row["actionDue"], "Now");
}

}  // namespace
}  // namespace slsim
