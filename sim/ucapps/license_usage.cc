// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/license_usage.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "sim/licensing/per_license.h"

namespace slsim {
namespace {

using enum License;

constexpr std::int64_t covered_by_cuwl = 10;

/// How many devices of each tier, by DeviceTier.
using Tiers = std::array<std::int64_t, 5>;
std::int64_t& at(Tiers& tiers, DeviceTier tier) { return tiers[static_cast<std::size_t>(tier)]; }

/// Dearest first, without those that need nothing and those that stand apart.
constexpr std::array stacked{DeviceTier::enhanced, DeviceTier::basic, DeviceTier::essential};

License license_of(DeviceTier tier) {
  switch (tier) {
    case DeviceTier::room:
      return UCM_TelePresenceRoom;
    case DeviceTier::enhanced:
      return UCM_Enhanced;
    case DeviceTier::basic:
      return UCM_Basic;
    default:
      return UCM_Essential;
  }
}

Tiers tiers_of(const DeviceCounts& devices) {
  Tiers tiers{};
  for (const auto& [model, count] : devices) at(tiers, info(model).tier) += count;
  return tiers;
}

std::int64_t stacked_in(Tiers& tiers) {
  return std::accumulate(stacked.begin(), stacked.end(), std::int64_t{0},
                         [&](std::int64_t sum, DeviceTier tier) { return sum + at(tiers, tier); });
}

/// Takes so many of the dearest away.
void take_dearest(Tiers& tiers, std::int64_t count) {
  for (const DeviceTier tier : stacked) {
    const std::int64_t taken = std::min(count, at(tiers, tier));
    at(tiers, tier) -= taken;
    count -= taken;
  }
}

DeviceTier dearest(Tiers& tiers) {
  for (const DeviceTier tier : stacked) {
    if (at(tiers, tier) > 0) return tier;
  }
  return DeviceTier::none;
}

/// What a user's features ask for, whatever the devices are.
DeviceTier feature_tier(const UserProfile& user, const UsageRules& rules, bool with_device) {
  const bool by_em =
      with_device && user.em && rules.extension_mobility == UsageRules::ExtensionMobility::basic;
  return user.snr || by_em ? DeviceTier::basic : DeviceTier::none;
}

using Sums = PerLicense<std::int64_t>;

void add_above_ten(Sums& sums, Tiers left, const UsageRules& rules) {
  take_dearest(left, covered_by_cuwl);
  for (const DeviceTier tier : stacked) {
    const bool own = rules.above_ten == UsageRules::AboveTen::own_tier;
    sums[own ? license_of(tier) : UCM_Enhanced] += at(left, tier);
  }
}

void add_user(Sums& sums, const UserProfile& user, const UsageRules& rules) {
  Tiers tiers = tiers_of(user.devices);
  const std::int64_t rooms = at(tiers, DeviceTier::room);
  sums[UCM_TelePresenceRoom] += rooms;
  take_dearest(tiers, rooms);
  const std::int64_t devices = stacked_in(tiers);
  if (devices > covered_by_cuwl) add_above_ten(sums, tiers, rules);
  if (devices > 2) {
    ++sums[UCM_CUWL];
  } else if (devices == 2) {
    ++sums[UCM_EnhancedPlus];
  } else if (devices == 1 || rooms == 0) {
    const DeviceTier tier = std::max(dearest(tiers), feature_tier(user, rules, devices == 1));
    if (tier != DeviceTier::none) ++sums[license_of(tier)];
  }
}

/// The limits of an estate keep each sum far from the end of its type.
Counts counted(const Sums& sums) {
  Counts counts;
  for (const License license : all_licenses) {
    if (sums[license] > 0) counts.set(license, static_cast<std::int32_t>(sums[license]));
  }
  return counts;
}

void add_unified_cm(Sums& sums, const Estate& estate, const UsageRules& rules) {
  for (const UserGroup& group : estate.users) {
    Sums one;
    add_user(one, group.profile, rules);
    for (const License license : all_licenses) sums[license] += one[license] * group.count;
  }
  for (const auto& [model, count] : estate.unowned) {
    const DeviceTier tier = info(model).tier;
    if (tier != DeviceTier::none) sums[license_of(tier)] += count;
  }
}

/// Unity Connection Install Guide: Enhanced includes Basic, and counts while the branch is active.
void add_unity_connection(Sums& sums, const Estate& estate) {
  for (const UserGroup& group : estate.users) {
    const UserProfile& user = group.profile;
    sums[user.srsv ? CUC_EnhancedMessaging : CUC_BasicMessaging] += group.count;
    if (user.speechview) sums[CUC_SpeechView] += group.count;
    if (user.speechview_pro) sums[CUC_SpeechViewPro] += group.count;
  }
  sums[CUC_SpeechConnectPort] = estate.ports;
  sums[CUC_SpeechConnectGuestUser] = estate.contacts;
}

std::int64_t tracked(const Estate& estate) {
  std::int64_t ports = 0;
  const auto none = [](const DeviceCounts& devices) {
    Tiers tiers = tiers_of(devices);
    return at(tiers, DeviceTier::none);
  };
  for (const UserGroup& group : estate.users) ports += none(group.profile.devices) * group.count;
  return estate.device_count() - ports - none(estate.unowned);
}

}  // namespace

UsageRules usage_rules(const Settings& settings) {
  return {settings.choice<UsageRules::AboveTen>(Setting::devices_above_ten),
          settings.choice<UsageRules::ExtensionMobility>(Setting::extension_mobility_tier)};
}

Counts licenses_of(const UserProfile& user, const UsageRules& rules) {
  Sums sums;
  add_user(sums, user, rules);
  return counted(sums);
}

Counts licenses_of(Product product, const Estate& estate, const UsageRules& rules) {
  Sums sums;
  switch (product) {
    case Product::cucm:
      add_unified_cm(sums, estate, rules);
      break;
    case Product::cuc:
      add_unity_connection(sums, estate);
      break;
    case Product::cer:
      sums[CER_USER] = tracked(estate);
      break;
  }
  return counted(sums);
}

}  // namespace slsim
