// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/license_usage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "core/chance/chance.h"
#include "sim/licensing/catalog.h"
#include "sim/licensing/counterparts.h"

namespace slsim {
namespace {

using enum License;
using Wanted = std::map<License, int>;

DeviceModel model(std::string_view word) { return find_device(word).value(); }

UserProfile owner_of(std::initializer_list<std::string_view> devices) {
  UserProfile user;
  for (const std::string_view word : devices) ++user.devices[model(word)];
  return user;
}

Wanted plain(const Counts& counts) {
  Wanted wanted;
  for (const Counts::Entry& entry : counts) {
    if (entry.count != 0) wanted[entry.license] = entry.count;
  }
  return wanted;
}

Wanted needs(const UserProfile& user, UsageRules rules = {}) {
  return plain(licenses_of(user, rules));
}

TEST(LicenseUsage, AUserWithoutDevicesNeedsBasicForSingleNumberReachAndNothingOtherwise) {
  EXPECT_EQ(needs({}), Wanted{});
  EXPECT_EQ(needs({.snr = true}), (Wanted{{UCM_Basic, 1}}));
  EXPECT_EQ(needs({.em = true, .im_and_presence = true}), Wanted{});
}

TEST(LicenseUsage, AUserWithOneDeviceNeedsTheHigherOfDeviceAndFeatures) {
  EXPECT_EQ(needs(owner_of({"3905"})), (Wanted{{UCM_Essential, 1}}));
  EXPECT_EQ(needs(owner_of({"6921"})), (Wanted{{UCM_Basic, 1}}));
  EXPECT_EQ(needs(owner_of({"jabber"})), (Wanted{{UCM_Enhanced, 1}}));
  UserProfile mobile = owner_of({"3905"});
  mobile.snr = true;
  EXPECT_EQ(needs(mobile), (Wanted{{UCM_Basic, 1}}));
  UserProfile roaming = owner_of({"6901"});
  roaming.em = true;
  EXPECT_EQ(needs(roaming), (Wanted{{UCM_Basic, 1}}));
  EXPECT_EQ(needs(roaming, {.extension_mobility = UsageRules::ExtensionMobility::none}),
            (Wanted{{UCM_Essential, 1}}));
  UserProfile high = owner_of({"8845"});
  high.snr = true;
  EXPECT_EQ(needs(high), (Wanted{{UCM_Enhanced, 1}}));
}

TEST(LicenseUsage, TwoDevicesNeedEnhancedPlusWhateverTheyAre) {
  EXPECT_EQ(needs(owner_of({"3905", "6901"})), (Wanted{{UCM_EnhancedPlus, 1}}));
  EXPECT_EQ(needs(owner_of({"8845", "jabber"})), (Wanted{{UCM_EnhancedPlus, 1}}));
}

TEST(LicenseUsage, ThreeToTenDevicesNeedCuwlAndMoreNeedMore) {
  UserProfile user;
  user.devices[model("8845")] = 3;
  EXPECT_EQ(needs(user), (Wanted{{UCM_CUWL, 1}}));
  user.devices[model("8845")] = 10;
  EXPECT_EQ(needs(user), (Wanted{{UCM_CUWL, 1}}));
  user.devices[model("6901")] = 2;
  EXPECT_EQ(needs(user), (Wanted{{UCM_CUWL, 1}, {UCM_Essential, 2}}));
  EXPECT_EQ(needs(user, {.above_ten = UsageRules::AboveTen::enhanced}),
            (Wanted{{UCM_CUWL, 1}, {UCM_Enhanced, 2}}));
}

TEST(LicenseUsage, ARoomSystemTakesOnePhoneOfItsOwnerAlong) {
  EXPECT_EQ(needs(owner_of({"sx20"})), (Wanted{{UCM_TelePresenceRoom, 1}}));
  EXPECT_EQ(needs(owner_of({"sx20", "8845"})), (Wanted{{UCM_TelePresenceRoom, 1}}));
  EXPECT_EQ(needs(owner_of({"sx20", "8845", "3905"})),
            (Wanted{{UCM_TelePresenceRoom, 1}, {UCM_Essential, 1}}));
}

TEST(LicenseUsage, RoomAndPhoneOfDifferentOwnersNeedOneLicenceEach) {
  const Estate estate{{{"a", 1, owner_of({"sx20"})}, {"b", 1, owner_of({"8845"})}}, {}};
  EXPECT_EQ(plain(licenses_of(Product::cucm, estate, {})),
            (Wanted{{UCM_TelePresenceRoom, 1}, {UCM_Enhanced, 1}}));
}

TEST(LicenseUsage, DevicesWithoutOwnerNeedTheirTierAndFxsPortsNothing) {
  Estate estate;
  estate.unowned = {{model("6901"), 2},
                    {model("6911"), 3},
                    {model("8845"), 4},
                    {model("mx300"), 5},
                    {model("fxs_port"), 24}};
  EXPECT_EQ(
      plain(licenses_of(Product::cucm, estate, {})),
      (Wanted{{UCM_Essential, 2}, {UCM_Basic, 3}, {UCM_Enhanced, 4}, {UCM_TelePresenceRoom, 5}}));
  EXPECT_EQ(needs(owner_of({"fxs_port", "6901"})), (Wanted{{UCM_Essential, 1}}));
}

TEST(LicenseUsage, UnityConnectionCountsUsersAndEmergencyResponderWhatItTracks) {
  const Estate estate{{{"a", 7, owner_of({"8845", "jabber", "fxs_port"})}},
                      {{model("6901"), 3}, {model("fxs_port"), 9}}};
  EXPECT_EQ(plain(licenses_of(Product::cuc, estate, {})), (Wanted{{CUC_BasicMessaging, 7}}));
  EXPECT_EQ(plain(licenses_of(Product::cer, estate, {})), (Wanted{{CER_USER, 17}}));
}

TEST(LicenseUsage, InAnotherModeTheSameUsersNeedItsLicences) {
  Counts counts;
  counts.set(UCM_CUWL, 2);
  counts.set(UCM_EnhancedPlus, 3);
  counts.set(UCM_Essential, 4);
  EXPECT_EQ(plain(in_mode(counts, licenses_of(Product::cucm, LicenseMode::hcs))),
            (Wanted{{HUCM_Standard, 5}, {HUCM_Essential, 4}}));
  EXPECT_EQ(plain(in_mode(counts, licenses_of(Product::cucm, LicenseMode::hcs_le))), Wanted{});
  Counts mailboxes;
  mailboxes.set(HCUC_StandardMessaging, 6);
  EXPECT_EQ(plain(in_mode(mailboxes, licenses_of(Product::cuc, LicenseMode::hcs_le))),
            (Wanted{{HLECUC_StandardMessaging, 6}}));
}

// The same rules once more, row by row of the published table, one user and one device at a time.
class Reference {
 public:
  explicit Reference(UsageRules rules) : rules_{rules} {}

  void user(const UserProfile& user) {
    std::vector<DeviceTier> rooms;
    std::vector<DeviceTier> others;
    for (const auto& [kind, count] : user.devices) {
      const DeviceTier tier = info(kind).tier;
      if (tier == DeviceTier::none) continue;
      for (int i = 0; i < count; ++i) (tier == DeviceTier::room ? rooms : others).push_back(tier);
    }
    std::ranges::sort(others, std::greater{});
    for (std::size_t i = 0; i < rooms.size(); ++i) {
      ++needed[UCM_TelePresenceRoom];
      if (!others.empty()) others.erase(others.begin());
    }
    if (others.empty() && rooms.empty() && user.snr) ++needed[UCM_Basic];
    if (others.size() == 1) one_device(user, others.front());
    if (others.size() == 2) ++needed[UCM_EnhancedPlus];
    if (others.size() >= 3) ++needed[UCM_CUWL];
    for (std::size_t i = 10; i < others.size(); ++i) {
      if (rules_.above_ten == UsageRules::AboveTen::enhanced) {
        ++needed[UCM_Enhanced];
      } else {
        device(others[i]);
      }
    }
  }
  void device(DeviceTier tier) {
    if (tier == DeviceTier::essential) ++needed[UCM_Essential];
    if (tier == DeviceTier::basic) ++needed[UCM_Basic];
    if (tier == DeviceTier::enhanced) ++needed[UCM_Enhanced];
    if (tier == DeviceTier::room) ++needed[UCM_TelePresenceRoom];
  }

  Wanted needed;

 private:
  void one_device(const UserProfile& user, DeviceTier tier) {
    const bool em = user.em && rules_.extension_mobility == UsageRules::ExtensionMobility::basic;
    const bool raised = tier == DeviceTier::essential && (user.snr || em);
    device(raised ? DeviceTier::basic : tier);
  }

  UsageRules rules_;
};

UserProfile drawn_user(RandomStream& random) {
  UserProfile user;
  const auto kinds = random.below(5);
  for (std::uint64_t i = 0; i < kinds; ++i) {
    const auto kind = static_cast<DeviceModel>(random.below(all_devices.size()));
    user.devices[kind] = static_cast<std::int32_t>(1 + random.below(5));
  }
  user.snr = random.below(2) == 0;
  user.em = random.below(2) == 0;
  return user;
}

TEST(LicenseUsage, AgreesWithTheTableReadRowByRow) {
  RandomStream random{11, "license usage"};
  for (int round = 0; round < 2'000; ++round) {
    UsageRules rules;
    if (random.below(2) == 0) rules.above_ten = UsageRules::AboveTen::enhanced;
    if (random.below(2) == 0) rules.extension_mobility = UsageRules::ExtensionMobility::none;
    Estate estate;
    Reference reference{rules};
    const auto groups = random.below(6);
    for (std::uint64_t i = 0; i < groups; ++i) {
      const UserProfile user = drawn_user(random);
      const auto count = static_cast<std::int32_t>(1 + random.below(20));
      estate.users.push_back({std::to_string(i), count, user});
      for (int one = 0; one < count; ++one) reference.user(user);
    }
    estate.unowned = drawn_user(random).devices;
    for (const auto& [kind, count] : estate.unowned) {
      for (int one = 0; one < count; ++one) reference.device(info(kind).tier);
    }
    ASSERT_EQ(plain(licenses_of(Product::cucm, estate, rules)), reference.needed) << round;
  }
}

TEST(LicenseUsage, MoreDevicesOfOneUserNeverNeedFewerLicencesThanOne) {
  RandomStream random{12, "license usage"};
  for (int round = 0; round < 500; ++round) {
    UserProfile user = drawn_user(random);
    const bool counts = std::ranges::any_of(
        user.devices, [](const auto& it) { return info(it.first).tier != DeviceTier::none; });
    int all = 0;
    for (const auto& [license, count] : needs(user)) all += count;
    EXPECT_EQ(all > 0, counts || user.snr);
  }
}

TEST(LicenseUsage, OfUnityConnectionFollowsItsMailboxes) {
  Estate estate;
  estate = add_users(estate, "office", 8, UserProfile{.speechview_pro = true}).value();
  estate = add_users(estate, "branch", 4, UserProfile{.srsv = true, .speechview = true}).value();
  estate.ports = 3;
  estate.contacts = 5;
  const Counts counts = licenses_of(Product::cuc, estate, {});
  EXPECT_EQ(counts.of(License::CUC_BasicMessaging), 8);
  EXPECT_EQ(counts.of(License::CUC_EnhancedMessaging), 4);
  EXPECT_EQ(counts.of(License::CUC_SpeechView), 4);
  EXPECT_EQ(counts.of(License::CUC_SpeechViewPro), 8);
  EXPECT_EQ(counts.of(License::CUC_SpeechConnectPort), 3);
  EXPECT_EQ(counts.of(License::CUC_SpeechConnectGuestUser), 5);
}

}  // namespace
}  // namespace slsim
