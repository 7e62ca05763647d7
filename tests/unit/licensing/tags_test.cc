// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/tags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "core/agent/license.h"
#include "sim/licensing/per_license.h"

namespace slsim {
namespace {

using enum License;
using testing::HasSubstr;
using testing::StartsWith;

TEST(Tags, AreThePublishedOnesForUnifiedCmInAnyRelease) {
  for (const TagRelease release : {TagRelease::r12, TagRelease::r14}) {
    EXPECT_EQ(tag(UCM_CUWL, release),
              "regid.2017-02.com.cisco.UCM_CUWL,12.0_cc59375a-1cd8-4b36-8366-6f4d2abba965");
    EXPECT_EQ(tag(UCM_EnhancedPlus, release),
              "regid.2016-07.com.cisco.UCM_EnhancedPlus,12.0_d8372792-588c-4caa-b279-8587e5ce2f82");
    EXPECT_EQ(tag(UCM_Enhanced, release),
              "regid.2016-07.com.cisco.UCM_Enhanced,12.0_66d0d1cf-4863-4761-91d0-d01d3eb1949a");
    EXPECT_EQ(tag(UCM_Basic, release),
              "regid.2016-07.com.cisco.UCM_Basic,12.0_ef827a2f-f4ae-4ebb-887f-052737063d3a");
    EXPECT_EQ(tag(UCM_Essential, release),
              "regid.2016-07.com.cisco.UCM_Essential,12.0_25f9c396-c67c-4519-aa98-d4b3ad18f805");
    EXPECT_EQ(tag(UCM_TelePresenceRoom, release),
              "regid.2016-07.com.cisco.UCM_TelePresenceRoom,12.0_"
              "d9a71418-29e9-4c9a-9d3a-1366ebe38e7c");
  }
}

TEST(Tags, OfOursSayThatTheyAreForTests) {
  for (const License license : all_licenses) {
    if (license < CUC_BasicMessaging) continue;
    for (const TagRelease release : {TagRelease::r12, TagRelease::r14}) {
      EXPECT_THAT(std::string{tag(license, release)}, HasSubstr("_00000000-0000-4000-8000-"));
    }
  }
}

TEST(Tags, NameTheirLicenceAndAreFoundByIt) {
  std::set<std::string_view> tags;
  for (const License license : all_licenses) {
    const std::string name{word(license).text()};
    for (const TagRelease release : {TagRelease::r12, TagRelease::r14}) {
      const std::string text{tag(license, release)};
      EXPECT_THAT(text, StartsWith("regid.20"));
      EXPECT_THAT(text, HasSubstr(".com.cisco." + name + ","));
      EXPECT_EQ(text.size() - text.find('_', text.find(',')), 37U);  // _ and a uuid
      EXPECT_EQ(find_tag(text), license);
      tags.insert(tag(license, release));
    }
  }
  EXPECT_EQ(tags.size(), license_count + 15);  // Unity Connection's fifteen have two.
}

TEST(Tags, DifferByReleaseForUnityConnectionOnly) {
  EXPECT_THAT(std::string{tag(CUC_BasicMessaging, TagRelease::r14)},
              StartsWith("regid.2020-06.com.cisco.CUC_BasicMessaging,14_"));
  EXPECT_THAT(std::string{tag(CUC_SpeechView, TagRelease::r14)},
              StartsWith("regid.2020-11.com.cisco.CUC_SpeechView,14_"));
  EXPECT_THAT(std::string{tag(HCUC_BasicMessaging, TagRelease::r12)}, HasSubstr(",12.0_"));
  EXPECT_EQ(tag(HUCM_Basic, TagRelease::r12), tag(HUCM_Basic, TagRelease::r14));
  EXPECT_EQ(tag(CER_USER, TagRelease::r12), tag(CER_USER, TagRelease::r14));
}

TEST(Tags, OfARelease) {
  EXPECT_EQ(tag_release(*find_version("12.0")), TagRelease::r12);
  EXPECT_EQ(tag_release(*find_version("12.5(1)SU9")), TagRelease::r12);
  EXPECT_EQ(tag_release(*find_version("14")), TagRelease::r14);
  EXPECT_EQ(tag_release(*find_version("15SU2")), TagRelease::r14);
}

TEST(Tags, UnknownOnesAreNotFound) {
  EXPECT_EQ(find_tag(""), std::nullopt);
  EXPECT_EQ(find_tag("UCM_CUWL"), std::nullopt);
  EXPECT_EQ(find_tag("regid.2017-02.com.cisco.UCM_CUWL,12.0_00000000-0000-0000-0000-000000000000"),
            std::nullopt);
}

}  // namespace
}  // namespace slsim
