// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>

#include "sim/licensing/catalog.h"
#include "tests/unit/cssm_rest/rest_world.h"

namespace slsim {
namespace {

using testing::IsEmpty;

class LicensesRest : public RestWorld {
 protected:
  static constexpr const char* usage = "/v1/accounts/partner.example/licenses";
  static constexpr const char* g3_usage =
      "/licensing/v1/account/partner.example/report-usage-partner";
  static constexpr const char* transfer =
      "/v1/accounts/partner.example/virtual-accounts/va-1/licenses/transfer";

  void subscribe(VirtualAccountId account, std::int64_t quantity, std::string_view subscription) {
    Context context = this->context();
    Lot lot;
    lot.license = License::UCM_Enhanced;
    lot.kind = LotKind::term;
    lot.quantity = quantity;
    lot.start = now();
    lot.end = now() + days(30);
    lot.subscription = subscription;
    ASSERT_TRUE(cssm_.add_licenses(context, admin, account, lot));
  }
  static std::string line(const char* quantity, const char* target) {
    return std::string{R"x({"license":"UC Manager Basic License (12.x)",)x"
                       R"("licenseType":"PERPETUAL",)"
                       R"("quantity":)"} +
           quantity + R"(,"targetVirtualAccount":")" + target + R"("})";
  }
};

TEST_F(LicensesRest, PrintsTheFirstGenerationOfRowsAsPublished) {
  own(va1_, License::UCM_Basic, 10);
  EXPECT_EQ(post(g2, usage, "{}").body,
            R"x({"totalRecords":1,"licenses":[{"license":"UC Manager Basic License (12.x)",)x"
            R"("virtualAccount":"va-1","quantity":10,"inUse":0,"available":10,)"
            R"("status":"In Compliance","billingType":"PREPAID","ahaApps":false,)"
            R"("pendingQuantity":0,"reserved":0,"isPortable":false,"licenseDetails":[)"
            R"({"licenseType":"PERPETUAL","quantity":10,"startDate":null,"endDate":null,)"
            R"("subscriptionId":null,"status":"ACTIVE"}],"licenseSubstitutions":[]}],)"
            R"("status":"SUCCESS","statusMessage":""})");
}

TEST_F(LicensesRest, ThirdGenerationHasItsOwnNames) {
  subscribe(va1_, 5, "Sub1");
  const Json row = json(post(g3, g3_usage, "{}"))["licenses"][0];
  EXPECT_TRUE(row.contains("portable"));
  EXPECT_FALSE(row.contains("isPortable"));
  const Json detail = row["licenseDetails"][0];
  EXPECT_EQ(detail["entitled_quantity"], 5);
  EXPECT_EQ(detail["sub_ref_id"], "Sub1");
  EXPECT_EQ(detail["license_type"], "TERM");
  EXPECT_EQ(detail["start_date"], "2024-10-04");
  EXPECT_EQ(detail["end_date"], "2024-11-02");
}

TEST_F(LicensesRest, SaysWhoServesWhomAndWhatIsShort) {
  own(va1_, License::UCM_Enhanced, 5);
  const std::uint64_t serial = register_product(1, token(va1_));
  authorize(serial, counts({{License::UCM_Basic, 2}}));
  Json rows = json(post(g2, usage, "{}"))["licenses"];
  const auto basic = [&] {
    for (const Json& row : rows) {
      if (row["license"] == "UC Manager Basic License (12.x)") return row;
    }
    return Json{};
  };
  EXPECT_EQ(basic()["licenseSubstitutions"][0]["substitutedLicense"],
            "UC Manager Enhanced License (12.x)");
  EXPECT_EQ(basic()["licenseSubstitutions"][0]["substitutedQuantity"], 2);
  EXPECT_EQ(basic()["licenseSubstitutions"][0]["substitutionType"],
            "Substitution From Higher Tier");
  authorize(serial, counts({{License::UCM_Basic, 9}}));
  rows = json(post(g2, usage, "{}"))["licenses"];
  EXPECT_EQ(basic()["status"], "Out Of Compliance");
}

TEST_F(LicensesRest, AnEmptyListOfAccountsMeansAll) {
  own(va1_, License::UCM_Basic, 1);
  own(va2_, License::UCM_Basic, 2);
  EXPECT_EQ(json(post(g2, usage, R"({"virtualAccounts":[]})"))["totalRecords"], 2);
  EXPECT_EQ(json(post(g2, usage, R"({"virtualAccounts":["va-2"]})"))["licenses"][0]["quantity"], 2);
  EXPECT_EQ(post(g2, usage, R"({"virtualAccounts":["va-9"]})").status, 422);
}

TEST_F(LicensesRest, PagesByRecords) {
  own(va1_, License::UCM_Basic, 1);
  own(va2_, License::UCM_Basic, 2);
  const Json second = json(post(g2, usage, R"({"limit":"1","offset":1.0})"));
  EXPECT_EQ(second["licenses"].size(), 1U);
  EXPECT_EQ(second["licenses"][0]["quantity"], 2);
  EXPECT_EQ(json(post(g2, usage, R"({"limit":-1})"))["licenses"].size(), 2U);
  EXPECT_THAT(json(post(g2, usage, R"({"offset":2})"))["licenses"], IsEmpty());
  EXPECT_EQ(post(g2, usage, R"({"limit":-2})").status, 400);
}

TEST_F(LicensesRest, ThoseOfOneVirtualAccountSeeItsRowsAlone) {
  own(va1_, License::UCM_Basic, 1);
  own(va2_, License::UCM_Basic, 2);
  act_as("vera", {Role::viewer, va2_});
  EXPECT_EQ(json(post(g2, usage, "{}"))["totalRecords"], 1);
  EXPECT_EQ(post(g2, usage, R"({"virtualAccounts":["va-1"]})").status, 422);
}

TEST_F(LicensesRest, ListsSubscriptionsWithQuantitiesAsTexts) {
  subscribe(va1_, 5, "Sub1");
  const std::string path = "/v1/accounts/partner.example/license-subscriptions";
  const Json answer = json(post(g2, path, R"({"status":["active"]})"));
  EXPECT_EQ(answer["licenseSubscriptions"][0]["quantity"], "5");
  EXPECT_EQ(answer["licenseSubscriptions"][0]["subscriptionId"], "Sub1");
  EXPECT_EQ(json(post(g2, path, R"({"status":["Expired"]})"))["totalRecords"], 0);
  run_for(days(30));
  bearer_ = token_for("app");
  EXPECT_EQ(json(post(g2, path, R"({"status":["Expired"]})"))["totalRecords"], 1);
}

TEST_F(LicensesRest, FindsSubscriptionsOfSmartAccounts) {
  subscribe(va1_, 5, "Sub1");
  subscribe(va2_, 5, "Sub1");
  const Json answer = json(post(
      g2, "/v1/subscription/search",
      R"({"source":"","smartAccount":[{"smartAccountId":100001,"domain":"partner.example"}]})"));
  const Json offer = answer["offerDetails"][0]["subscriptions"][0];
  EXPECT_EQ(offer["subRefId"], "Sub1");
  EXPECT_EQ(offer["vaDetails"].size(), 2U);
}

TEST_F(LicensesRest, TransfersLineByLine) {
  own(va1_, License::UCM_Basic, 10);
  const HttpResponse all = post(g2, transfer, R"({"licenses":[)" + line("\"4\"", "va-2") + "]}");
  EXPECT_EQ(all.body,
            R"({"licensesTransferStatus":[{"status":"SUCCESS","statusMessage":)"
            R"x("4 ‘UC Manager Basic License (12.x)’ licenses successfully transferred from )x"
            R"(Virtual Account ‘va-1’ to Virtual Account ‘va-2’"}],"status":"SUCCESS",)"
            R"("statusMessage":"1 licenses transferred successfully"})");
  const Json mixed = json(post(
      g2, transfer, R"({"licenses":[)" + line("1", "nowhere") + "," + line("2", "va-2") + "]}"));
  EXPECT_EQ(mixed["status"], "WARNING");
  EXPECT_EQ(mixed["licensesTransferStatus"][0]["status"], "ERROR");
  EXPECT_EQ(mixed["licensesTransferStatus"][1]["status"], "SUCCESS");
  EXPECT_EQ(cssm_.license(va2_, License::UCM_Basic).quantity, 6);
  const Json none = json(post(g2, transfer, R"({"licenses":[)" + line("99", "va-2") + "]}"));
  EXPECT_EQ(none["status"], "ERROR");
  EXPECT_EQ(post(g3,
                 "/licensing/v2/accounts/partner.example/licenses/transfer?"
                 "virtualAccountName=va-2",
                 R"({"licenses":[)" + line("6", "va-1") + "]}")
                .status,
            200);
  EXPECT_EQ(cssm_.license(va1_, License::UCM_Basic).quantity, 10);
}

TEST_F(LicensesRest, TransfersOutOfTheSubscriptionOfTheMisspeltMember) {
  subscribe(va1_, 5, "Sub1");
  subscribe(va1_, 5, "Sub2");
  const char* body =
      R"x({"licenses":[{"license":"UC Manager Enhanced License (12.x)","licenseType":"TERM",)x"
      R"("quantity":6,"targetVirtualAccount":"va-2","subsriptionId":"Sub2"}]})";
  EXPECT_EQ(json(post(g2, transfer, body))["status"], "ERROR");
}

TEST_F(LicensesRest, TransfersOutOfLotsOfTheseDaysAlone) {
  own(va1_, License::UCM_Enhanced, 5, now() + days(30));
  own(va1_, License::UCM_Enhanced, 5, now() + days(60));
  const auto status = [&](const std::string& dates, int quantity) {
    return json(post(g2, transfer,
                     R"x({"licenses":[{"license":"UC Manager Enhanced License (12.x)",)x"
                     R"("licenseType":"TERM","targetVirtualAccount":"va-2","quantity":)" +
                         std::to_string(quantity) + dates + "}]}"))["status"];
  };
  EXPECT_EQ(status(R"(,"endDate":"2024-11-02")", 6), "ERROR");
  EXPECT_EQ(status(R"(,"startDate":"2024-10-05","endDate":"2024-11-02")", 1), "ERROR");
  EXPECT_EQ(status(R"(,"endDate":"soon")", 1), "ERROR");
  EXPECT_EQ(status(R"(,"startDate":"2024-10-04","endDate":"2024-11-02T00:00:00Z")", 5), "SUCCESS");
  EXPECT_EQ(status(R"(,"startDate":null,"endDate":"","precedence":"LONGEST_TERM_LAST")", 5),
            "SUCCESS");
  EXPECT_EQ(cssm_.license(va2_, License::UCM_Enhanced).quantity, 10);
}

TEST_F(LicensesRest, TransfersAtMostTenLicencesARequest) {
  std::string lines;
  for (int i = 0; i < 11; ++i) {
    const auto license = static_cast<License>(i);
    lines += std::string{lines.empty() ? "" : ","} + R"({"license":")" +
             std::string{info(license).display_name} +
             R"(","licenseType":"PERPETUAL","quantity":1,"targetVirtualAccount":"va-2"})";
  }
  const HttpResponse answer = post(g2, transfer, R"({"licenses":[)" + lines + "]}");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(json(answer)["status"], "ERROR");
}

TEST_F(LicensesRest, DatesComeInTwoStylesOrNotAtAll) {
  Context context = this->context();
  const auto own_kind = [&](LotKind kind, Instant end) {
    Lot lot;
    lot.license = kind == LotKind::usage ? License::UCM_Enhanced : License::UCM_Basic;
    lot.kind = kind;
    lot.quantity = 3;
    lot.start = now();
    lot.end = end;
    ASSERT_TRUE(cssm_.add_licenses(context, admin, va1_, lot));
  };
  own_kind(LotKind::perpetual, never);
  own_kind(LotKind::term, now() + days(30));
  own_kind(LotKind::demo, now() + days(30));
  own_kind(LotKind::usage, never);
  const Json rows = json(post(g2, usage, "{}"))["licenses"];
  Json basic = rows[0];
  Json billed = rows[1];
  if (basic["billingType"] == "USAGE") std::swap(basic, billed);
  EXPECT_EQ(billed["billingType"], "USAGE");
  EXPECT_EQ(billed["licenseDetails"][0]["licenseType"], "STANDARD");
  EXPECT_EQ(billed["licenseDetails"][0]["startDate"], "2024-10-04T00:00:00.000Z");
  const Json details = basic["licenseDetails"];
  ASSERT_EQ(details.size(), 3U);
  EXPECT_EQ(details[0]["licenseType"], "PERPETUAL");
  EXPECT_TRUE(details[0]["startDate"].is_null());
  EXPECT_EQ(details[1]["licenseType"], "TERM");
  EXPECT_EQ(details[1]["startDate"], "2024-10-04");
  EXPECT_EQ(details[1]["endDate"], "2024-11-02");
  EXPECT_EQ(details[2]["licenseType"], "DEMO");
}

TEST_F(LicensesRest, TransfersNeedARightOverBothEnds) {
  own(va1_, License::UCM_Basic, 10);
  act_as("vera", {Role::user, va1_});
  const Json answer = json(post(g2, transfer, R"({"licenses":[)" + line("1", "va-2") + "]}"));
  EXPECT_EQ(answer["status"], "ERROR");
  EXPECT_EQ(cssm_.license(va1_, License::UCM_Basic).quantity, 10);
}

}  // namespace
}  // namespace slsim
