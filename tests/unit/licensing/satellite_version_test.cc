// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/satellite_version.h"

#include <gtest/gtest.h>

namespace slsim {
namespace {

SatelliteVersion version(std::string_view text) { return find_satellite_version(text).value(); }

TEST(SatelliteVersion, ComesInThreeSpellings) {
  EXPECT_EQ(version("6.3.0"), (SatelliteVersion{6, 30}));
  EXPECT_EQ(version("7-202001"), (SatelliteVersion{7, 202001}));
  EXPECT_EQ(version("7.2.0"), (SatelliteVersion{7, 201907}));
  EXPECT_EQ(version("5"), (SatelliteVersion{5, 0}));
  for (const std::string_view text : {"", "x", "8-2024", "8-20240a", "8_202404", "0"}) {
    EXPECT_FALSE(find_satellite_version(text)) << text;
  }
}

TEST(SatelliteVersion, SaysWhatEachCanDo) {
  EXPECT_TRUE(is_classic(version("5.1")));
  EXPECT_FALSE(knows_hierarchy(version("5.1")));
  EXPECT_TRUE(knows_hierarchy(version("6.0.0")));
  EXPECT_FALSE(serves_smart_transport(version("6.3.0")));
  EXPECT_TRUE(serves_smart_transport(version("7.2.0")));
  EXPECT_TRUE(serves_smart_transport(version("8-202008")));
  EXPECT_FALSE(allows_export_control(version("7-201907")));
  EXPECT_TRUE(allows_export_control(version("7-202001")));
}

TEST(SatelliteVersion, NineImportsFromTheLateEightsOnly) {
  EXPECT_FALSE(can_import(version("8-202212"), version("9-202410")));
  EXPECT_TRUE(can_import(version("8-202404"), version("9-202410")));
  EXPECT_TRUE(can_import(version("7-201907"), version("8-202404")));
  EXPECT_FALSE(can_import(version("8-202404"), version("7-201907")));
}

TEST(SatelliteVersion, CredentialsLastLongerFrom8_202008On) {
  const Settings settings;
  EXPECT_EQ(credential_life(settings, "7-202001"), days(30));
  EXPECT_EQ(credential_life(settings, "8-202006"), days(30));
  EXPECT_EQ(credential_life(settings, "8-202008"), days(180));
}

}  // namespace
}  // namespace slsim
