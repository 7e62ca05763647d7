// SPDX-License-Identifier: Apache-2.0
#include "core/agent/license.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace slsim {
namespace {

TEST(License, IsFoundByItsWordAndByNoOther) {
  std::set<std::string_view> words;
  for (std::size_t i = 0; i < license_count; ++i) {
    const auto license = static_cast<License>(i);
    EXPECT_EQ(find_license(word(license).text()), license);
    words.insert(word(license).text());
  }
  EXPECT_EQ(words.size(), license_count);
  EXPECT_EQ(find_license("UCM_enhanced"), std::nullopt);
  EXPECT_EQ(find_license("UCM_Enhance"), std::nullopt);
  EXPECT_EQ(find_license(""), std::nullopt);
}

TEST(License, IsSpelledAsItsEnumerator) {
  EXPECT_EQ(word(License::UCM_CUWL).text(), "UCM_CUWL");
  EXPECT_EQ(word(License::UCM_TelePresenceRoom).text(), "UCM_TelePresenceRoom");
  EXPECT_EQ(word(License::CUC_SpeechViewPro).text(), "CUC_SpeechViewPro");
  EXPECT_EQ(word(License::CER_USER).text(), "CER_USER");
  EXPECT_EQ(word(License::HUCM_Foundation).text(), "HUCM_Foundation");
  EXPECT_EQ(word(License::HCUC_StandardMessaging).text(), "HCUC_StandardMessaging");
  EXPECT_EQ(word(License::HCER_User).text(), "HCER_User");
  EXPECT_EQ(word(License::HLECUC_SpeechConnectPort).text(), "HLECUC_SpeechConnectPort");
}

TEST(License, ProductsAndModesHaveTheirWords) {
  EXPECT_EQ(word(Product::cucm).text(), "cucm");
  EXPECT_EQ(word(Product::cuc).text(), "cuc");
  EXPECT_EQ(word(Product::cer).text(), "cer");
  EXPECT_EQ(word(LicenseMode::enterprise).text(), "enterprise");
  EXPECT_EQ(word(LicenseMode::hcs).text(), "hcs");
  EXPECT_EQ(word(LicenseMode::hcs_le).text(), "hcs_le");
}

TEST(Counts, AreSortedWhateverTheOrderOfSetting) {
  Counts up;
  up.set(License::UCM_CUWL, 1);
  up.set(License::UCM_Basic, 2);
  up.set(License::CER_USER, 3);
  Counts down;
  down.set(License::CER_USER, 3);
  down.set(License::UCM_CUWL, 1);
  down.set(License::UCM_Basic, 2);
  EXPECT_EQ(up, down);
  ASSERT_EQ(down.size(), 3U);
  EXPECT_EQ(down.begin()[1], (Counts::Entry{License::UCM_Basic, 2}));
}

TEST(Counts, KeepZerosAndTellThemFromAbsence) {
  Counts counts;
  EXPECT_TRUE(counts.none());
  counts.set(License::UCM_Basic, 0);
  EXPECT_TRUE(counts.none());
  EXPECT_EQ(counts.size(), 1U);
  EXPECT_FALSE(counts == Counts{});
  counts.set(License::UCM_Basic, 7);
  EXPECT_FALSE(counts.none());
  EXPECT_EQ(counts.size(), 1U);
  EXPECT_EQ(counts.of(License::UCM_Basic), 7);
  EXPECT_EQ(counts.of(License::UCM_CUWL), 0);
}

TEST(CountsDeathTest, RefuseANinthKind) {
  Counts counts;
  for (std::size_t i = 0; i < Counts::capacity; ++i) counts.set(static_cast<License>(i), 1);
  counts.set(License::UCM_CUWL, 2);
  EXPECT_EQ(counts.of(License::UCM_CUWL), 2);
  EXPECT_DEATH(counts.set(License::CER_USER, 1), "at most eight kinds");
}

}  // namespace
}  // namespace slsim
