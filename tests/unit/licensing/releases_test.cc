// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/releases.h"

#include <gtest/gtest.h>

namespace slsim {
namespace {

TEST(Releases, MatterForUnityConnectionOnly) {
  EXPECT_TRUE(has_releases(License::CUC_BasicMessaging));
  EXPECT_FALSE(has_releases(License::UCM_Enhanced));
  EXPECT_FALSE(has_releases(License::CER_USER));
}

TEST(Releases, AreCountedApart) {
  Lot lot;
  lot.license = License::CUC_BasicMessaging;
  ByRelease owned;
  lot.quantity = 1;
  add(owned, lot);
  lot.quantity = 10;
  lot.release = TagRelease::r12;
  add(owned, lot);
  lot.quantity = 100;
  lot.release = TagRelease::r14;
  add(owned, lot);
  lot.kind = LotKind::usage;
  add(owned, lot);
  EXPECT_EQ(owned, (ByRelease{1, 10, 100}));
}

TEST(Releases, LendWhatTheNewerOneHasLeft) {
  EXPECT_EQ(lent_by_newer({0, 10, 10}, {0, 15, 0}), 5);
  EXPECT_EQ(lent_by_newer({0, 10, 10}, {0, 10, 0}), 0);
  EXPECT_EQ(lent_by_newer({0, 0, 10}, {0, 8, 7}), 3) << "its own users come first";
  EXPECT_EQ(lent_by_newer({5, 0, 10}, {0, 8, 0}), 3) << "version independent ones are no loan";
  EXPECT_EQ(lent_by_newer({5, 0, 0}, {0, 8, 0}), 0) << "nothing newer is owned";
}

}  // namespace
}  // namespace slsim
