// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "sim/licensing/tags.h"
#include "tests/unit/cssm_rest/rest_world.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using enum License;

class ReservationsRest : public RestWorld {
 protected:
  static constexpr const char* reserve =
      "/v1/accounts/partner.example/virtual-accounts/va-1/reserve-licenses";
  static constexpr const char* change =
      "/licensing/v1/account/partner.example/virtual-account/va-1/update-slr";
  static constexpr const char* confirm =
      "/licensing/v2/accounts/partner.example/licenses/confirm?virtualAccountName=va-1";
  static constexpr const char* remove =
      "/v2/accounts/partner.example/virtual-accounts/va-1/devices/remove";

  ReservationsRest() { own(va1_, UCM_Enhanced, 100); }

  static Json line(License license, Json quantity) {
    return {{"entitlementTag", tag(license, TagRelease::r12)},
            {"quantity", std::move(quantity)},
            {"precedence", "LONGEST_TERM_FIRST"}};
  }
  static Json specific(int number, const Json& lines) {
    return {{"reservationCode", request_code(udi(number))},
            {"reservationType", "SPECIFIC"},
            {"licenses", lines}};
  }
  static Json sudi(int number) { return {{"udiPid", "UCM"}, {"udiSerialNumber", udi(number).sn}}; }
  Json send(std::string_view base, std::string_view path, const char* member, const Json& items) {
    const HttpResponse answer = post(base, path, Json{{member, items}}.dump());
    EXPECT_EQ(answer.status, 200);
    return json(answer);
  }
  Json ask_for(const Json& requests) { return send(g2, reserve, "reservationRequests", requests); }
  std::int64_t reserved() const { return cssm_.license(va1_, UCM_Enhanced).reserved; }
};

TEST_F(ReservationsRest, GivesACodeThatTheProductTakes) {
  const Json answer = ask_for(Json::array({specific(1, Json::array({line(UCM_Enhanced, "40")}))}));
  EXPECT_EQ(answer["status"], "SUCCESS");
  EXPECT_EQ(answer["statusMessage"], "1 reservation requests processed successfully");
  const Json& code = answer["authorizationCodes"][0];
  EXPECT_EQ(code["statusMessage"], "Authorization code generated successfully");
  EXPECT_EQ(code["productInstance"], "UDI_PID:UCM; UDI_SN:10001; ");
  const Json& row = code["licenses"][0];
  EXPECT_EQ(row["name"], "UC Manager Enhanced License (12.x)");
  EXPECT_EQ(row["licenseType"], "PERPETUAL");
  EXPECT_EQ(row["quantity"], 40);
  EXPECT_EQ(row["endDate"], nullptr);
  const auto grant = read_authorization_code(code["authorizationCode"].get<std::string>(), udi(1));
  ASSERT_TRUE(grant);
  EXPECT_EQ(held_at(*grant, now()).of(UCM_Enhanced), 40);
  EXPECT_EQ(reserved(), 40);
}

TEST_F(ReservationsRest, MixesBothKindsAndTellsOfEach) {
  const Json universal{{"reservationCode", request_code(udi(2))}, {"reservationType", "UNIVERSAL"}};
  const Json answer =
      ask_for(Json::array({universal, specific(1, Json::array({line(UCM_Enhanced, 101)}))}));
  EXPECT_EQ(answer["status"], "ERROR");
  EXPECT_THAT(answer["authorizationCodes"][0]["authorizationCode"].get<std::string>(),
              StartsWith("EMUL8R-"));
  EXPECT_EQ(answer["authorizationCodes"][1]["statusMessage"], answer["statusMessage"]);
  EXPECT_THAT(answer["statusMessage"].get<std::string>(), HasSubstr("Only 100"));
  EXPECT_EQ(cssm_.instance_count(), 1);
}

TEST_F(ReservationsRest, RefusesADeviceThatIsKnown) {
  const Json wanted = Json::array({specific(1, Json::array({line(UCM_Enhanced, 40)}))});
  ask_for(wanted);
  EXPECT_THAT(ask_for(wanted)["statusMessage"].get<std::string>(), HasSubstr("known here already"));
  EXPECT_EQ(reserved(), 40);
}

TEST_F(ReservationsRest, ChangesAreInTransitUntilTheyAreConfirmed) {
  ask_for(Json::array({specific(1, Json::array({line(UCM_Enhanced, 40)}))}));
  const Json wanted =
      Json::array({{{"sudi", sudi(1)}, {"licenses", Json::array({line(UCM_Enhanced, 25)})}}});
  const Json issued = send(g3, change, "reservationUpdateRequests", wanted);
  EXPECT_EQ(issued["status"], "SUCCESS");
  EXPECT_EQ(send(g3, change, "reservationUpdateRequests", wanted)["status"], "ERROR");
  EXPECT_EQ(reserved(), 40);
  const auto confirmed = [&](const std::string& code) {
    return send(g3, confirm, "reservationConfirmationRequests",
                Json::array({{{"sudi", sudi(1)}, {"confirmationCode", code}}}));
  };
  EXPECT_EQ(confirmed("00000000")["data"]["status"], "ERROR");
  const Json done = confirmed(confirmation_code(udi(1), 2));
  EXPECT_EQ(done["data"]["status"], "SUCCESS");
  EXPECT_EQ(done["status"], "SUCCESS");
  EXPECT_EQ(reserved(), 25);
}

TEST_F(ReservationsRest, ADeviceGoesByItsReturnCode) {
  ask_for(Json::array({specific(1, Json::array({line(UCM_Enhanced, 40)}))}));
  const auto removed = [&](const std::string& code) {
    return send(g2, remove, "productInstacesRemoveRequests",
                Json::array({{{"sudi", sudi(1)}, {"returnCode", code}}}));
  };
  EXPECT_EQ(removed("")["removeProductInstancesStatus"][0]["status"], "FAILURE");
  EXPECT_EQ(removed(return_code(udi(1), 2))["removeProductInstancesStatus"][0]["status"],
            "FAILURE");
  EXPECT_EQ(removed(return_code(udi(1), 1))["removeProductInstancesStatus"][0]["status"],
            "SUCCESS");
  EXPECT_EQ(reserved(), 0);
  EXPECT_EQ(cssm_.instance_count(), 0);
}

TEST_F(ReservationsRest, ARowSaysWhatIsReservedAndNoLastContact) {
  ask_for(Json::array({specific(1, Json::array({line(UCM_Enhanced, 40)}))}));
  const Json row = json(post(g2, "/v1/accounts/partner.example/devices", "{}"))["devices"][0];
  EXPECT_EQ(row["licenseUsage"][0]["quantity"], 40);
  EXPECT_EQ(row["lastContactDate"], nullptr);
}

TEST_F(ReservationsRest, WhatIsMissingOrUnknownIsSaid) {
  EXPECT_EQ(post(g2, reserve, "{}").status, 400);
  const auto reason = [&](const Json& request) {
    return ask_for(Json::array({request}))["statusMessage"].get<std::string>();
  };
  Json bad = specific(1, Json::array({line(UCM_Enhanced, 1)}));
  bad["reservationType"] = "GENERIC";
  EXPECT_THAT(reason(bad), HasSubstr("SPECIFIC or UNIVERSAL"));
  EXPECT_THAT(reason(specific(1, Json::array({{{"entitlementTag", "x"}, {"quantity", 1}}}))),
              HasSubstr("no entitlement tag 'x'"));
  EXPECT_THAT(reason(specific(1, Json::array({line(UCM_Enhanced, nullptr)}))),
              HasSubstr("quantity is missing"));
  EXPECT_THAT(reason(specific(1, Json::array({line(UCM_Enhanced, 0)}))),
              HasSubstr("not above zero"));
}

TEST_F(ReservationsRest, AViewerReservesNothing) {
  act_as("vic", {Role::viewer, {}});
  EXPECT_EQ(post(g2, reserve, R"({"reservationRequests":[{}]})").status, 403);
}

TEST_F(ReservationsRest, FindsTagsOfAProduct) {
  const Json answer = send(g3, "/licensing/v1/search-slr-details", "softwareTags",
                           Json::array({"regid.2016-07.com.cisco.UCM,12.0_00000000-0000-4000-8000-"
                                        "0000000000f0",
                                        "other"}));
  EXPECT_EQ(answer["data"][0]["entitlements"][0]["type"], "UNIVERSAL");
  EXPECT_EQ(answer["data"][0]["entitlements"][1]["entitlementTag"], tag(UCM_CUWL, TagRelease::r12));
  EXPECT_TRUE(answer["data"][1]["entitlements"].empty());
}

}  // namespace
}  // namespace slsim
