// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "sim/licensing/per_license.h"

namespace slsim {
namespace {

using enum License;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<License> listed(Product product, LicenseMode mode) {
  const auto licenses = licenses_of(product, mode);
  return {licenses.begin(), licenses.end()};
}

std::vector<License> tiers(License license) {
  const auto licenses = tiers_of(license);
  return {licenses.begin(), licenses.end()};
}

TEST(Catalog, NamesEachLicenceOnce) {
  std::set<std::string_view> names;
  for (const License license : all_licenses) {
    EXPECT_EQ(info(license).license, license);
    EXPECT_EQ(find_license_named(info(license).display_name), license);
    names.insert(info(license).display_name);
  }
  EXPECT_EQ(names.size(), license_count);
  EXPECT_EQ(find_license_named("UCM_CUWL"), std::nullopt);
}

TEST(Catalog, PrintsThePublishedNamesToTheLetter) {
  EXPECT_EQ(info(UCM_Enhanced).display_name, "UC Manager Enhanced License (12.x)");
  EXPECT_EQ(info(UCM_Essential).display_name, "UC Manager Essential License (12.x)");
  EXPECT_EQ(info(HUCM_Essential).display_name, "HCS UCM Essential");
  EXPECT_EQ(info(HUCM_Basic).display_name, "HCS UCM Basic");
  EXPECT_EQ(info(HUCM_Foundation).display_name, "HCS UCM Foundation");
  EXPECT_EQ(info(HUCM_Standard).display_name, "HCS UCM Standard");
  EXPECT_EQ(info(HUCM_TelePresenceRoom).display_name, "HCS UCM TelePresence Room");
  EXPECT_EQ(info(HCER_User).display_name, "HCS Emergency Responder");
  EXPECT_EQ(info(HCUC_BasicMessaging).display_name, "HCS Unity Connection Basic");
  EXPECT_EQ(info(HCUC_EnhancedMessaging).display_name, "HCS Unity Connection Enhanced");
  EXPECT_EQ(info(HCUC_SpeechConnectPort).display_name, "HCS Unity Connection Speech Connect");
  EXPECT_EQ(info(HCUC_StandardMessaging).display_name, "HCS Unity Connection Standard");
}

TEST(Catalog, ListsUnifiedCmInItsFixedOrder) {
  EXPECT_THAT(listed(Product::cucm, LicenseMode::enterprise),
              ElementsAre(UCM_CUWL, UCM_EnhancedPlus, UCM_Enhanced, UCM_Basic, UCM_Essential,
                          UCM_TelePresenceRoom));
  EXPECT_THAT(listed(Product::cucm, LicenseMode::hcs),
              ElementsAre(HUCM_Standard, HUCM_Foundation, HUCM_Basic, HUCM_Essential,
                          HUCM_TelePresenceRoom));
  EXPECT_THAT(listed(Product::cucm, LicenseMode::hcs_le), IsEmpty());
}

TEST(Catalog, ListsUnityConnectionInTheOrderOfItsApi) {
  EXPECT_THAT(listed(Product::cuc, LicenseMode::enterprise),
              ElementsAre(CUC_BasicMessaging, CUC_EnhancedMessaging, CUC_SpeechViewPro,
                          CUC_SpeechView, CUC_SpeechConnectPort, CUC_SpeechConnectGuestUser));
  EXPECT_THAT(listed(Product::cuc, LicenseMode::hcs),
              ElementsAre(HCUC_BasicMessaging, HCUC_EnhancedMessaging, HCUC_StandardMessaging,
                          HCUC_SpeechConnectPort, HCUC_SpeechView));
  EXPECT_THAT(listed(Product::cuc, LicenseMode::hcs_le),
              ElementsAre(HLECUC_BasicMessaging, HLECUC_EnhancedMessaging, HLECUC_StandardMessaging,
                          HLECUC_SpeechConnectPort));
}

TEST(Catalog, ListsEmergencyResponderWithItsOneLicence) {
  EXPECT_THAT(listed(Product::cer, LicenseMode::enterprise), ElementsAre(CER_USER));
  EXPECT_THAT(listed(Product::cer, LicenseMode::hcs), ElementsAre(HCER_User));
  EXPECT_THAT(listed(Product::cer, LicenseMode::hcs_le), IsEmpty());
}

TEST(Catalog, ListsEveryLicenceUnderItsProductAndModeAlone) {
  LicenseSet seen;
  std::size_t count = 0;
  for (const Product product : {Product::cucm, Product::cuc, Product::cer}) {
    for (const LicenseMode mode :
         {LicenseMode::enterprise, LicenseMode::hcs, LicenseMode::hcs_le}) {
      for (const License license : licenses_of(product, mode)) {
        EXPECT_EQ(info(license).product, product);
        EXPECT_EQ(info(license).mode, mode);
        seen |= license;
        ++count;
      }
    }
  }
  EXPECT_EQ(count, license_count);
  for (const License license : all_licenses) EXPECT_TRUE(seen.contains(license));
}

TEST(Catalog, HasHcsSpeechViewFromTheFourthServiceUpdateOf1251) {
  const auto has_it = [](std::string_view version) {
    const auto all = licenses_of(Product::cuc, LicenseMode::hcs, *find_version(version));
    return all.size() == 5 && all.back() == HCUC_SpeechView;
  };
  EXPECT_FALSE(has_it("12.0"));
  EXPECT_FALSE(has_it("12.5"));
  EXPECT_FALSE(has_it("12.5(1)SU3"));
  EXPECT_TRUE(has_it("12.5(1)SU4"));
  EXPECT_TRUE(has_it("14"));
  EXPECT_EQ(licenses_of(Product::cuc, LicenseMode::hcs, *find_version("12.5")).size(), 4U);
  EXPECT_EQ(licenses_of(Product::cuc, LicenseMode::enterprise, *find_version("12.0")).size(), 6U);
  EXPECT_EQ(licenses_of(Product::cucm, LicenseMode::hcs, *find_version("12.0")).size(), 5U);
}

TEST(Catalog, OrdersTiersFromTheHighest) {
  const auto ucm = ElementsAre(UCM_CUWL, UCM_EnhancedPlus, UCM_Enhanced, UCM_Basic, UCM_Essential);
  EXPECT_THAT(tiers(UCM_CUWL), ucm);
  EXPECT_THAT(tiers(UCM_Essential), ucm);
  EXPECT_THAT(tiers(HUCM_Basic),
              ElementsAre(HUCM_Standard, HUCM_Foundation, HUCM_Basic, HUCM_Essential));
  EXPECT_THAT(tiers(CUC_BasicMessaging), ElementsAre(CUC_EnhancedMessaging, CUC_BasicMessaging));
  EXPECT_THAT(tiers(HCUC_BasicMessaging), ElementsAre(HCUC_EnhancedMessaging, HCUC_BasicMessaging));
  EXPECT_THAT(tiers(HLECUC_BasicMessaging),
              ElementsAre(HLECUC_EnhancedMessaging, HLECUC_BasicMessaging));
}

TEST(Catalog, LeavesAloneWhatHasNoTiers) {
  for (const License license :
       {UCM_TelePresenceRoom, CUC_SpeechConnectPort, CUC_SpeechConnectGuestUser, CUC_SpeechView,
        CUC_SpeechViewPro, CER_USER, HUCM_TelePresenceRoom, HCUC_StandardMessaging,
        HCUC_SpeechConnectPort, HCUC_SpeechView, HCER_User, HLECUC_StandardMessaging,
        HLECUC_SpeechConnectPort}) {
    EXPECT_THAT(tiers(license), ElementsAre(license));
  }
}

}  // namespace
}  // namespace slsim
