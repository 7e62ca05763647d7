// SPDX-License-Identifier: Apache-2.0
// The users and devices that a cluster has configured. A value; every change makes another one or
// says why it cannot be.
//
// Users who are alike are kept as one group with a count, so that ten thousand of them cost no more
// than one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result/problem.h"
#include "sim/ucapps/devices.h"

namespace slsim {

/// What a user has that may need a licence.
struct UserProfile {
  DeviceCounts devices = {};     ///< Whose owner the user is.
  bool snr = false;              ///< Mobility: a remote destination profile (single number reach).
  bool em = false;               ///< Extension Mobility.
  bool im_and_presence = false;  ///< Needs no licence.
  // Of Unity Connection's mailboxes.
  bool srsv = false;            ///< In a branch whose survivable voicemail is active.
  bool speechview = false;      ///< Transcriptions by machine,
  bool speechview_pro = false;  ///< or with people's help.
  bool operator==(const UserProfile&) const = default;
};

/// `count` users who are alike. One alone has the name for its user id; more have `name-1` and so
/// on.
struct UserGroup {
  std::string name;
  std::int32_t count = 1;
  UserProfile profile;
  bool numbered = false;  ///< Whether there was ever more than one.
  bool operator==(const UserGroup&) const = default;
};

struct Estate {
  std::vector<UserGroup> users;  ///< In the order in which they came.
  DeviceCounts unowned;          ///< Devices without an owner.
  std::int32_t ports = 0;        ///< Unity Connection's SpeechConnect ports,
  std::int32_t contacts = 0;     ///< and the local contacts that one can say.
  bool operator==(const Estate&) const = default;

  [[nodiscard]] const UserGroup* find(std::string_view name) const;
  [[nodiscard]] std::int64_t user_count() const;
  [[nodiscard]] std::int64_t device_count() const;
};

/// More users, devices of one user or devices without an owner are refused, so that no sum can
/// overflow.
inline constexpr std::int64_t most_users = 10'000'000;
inline constexpr std::int64_t most_unowned = 100'000'000;
inline constexpr std::int64_t most_devices_of_a_user = 100;

/// `count` more users: like those of the group `name` when there is one and `profile` is absent,
/// else a new group. Without a name it gets one: `users1` and so on.
[[nodiscard]] Result<Estate> add_users(Estate estate, std::string name, std::int32_t count,
                                       const std::optional<UserProfile>& profile);
/// Their devices stay without an owner, unless they go as well.
[[nodiscard]] Result<Estate> remove_users(Estate estate, std::string_view name, std::int32_t count,
                                          bool with_devices);

/// Some devices of one kind: without an owner, or so many for each user of a group.
struct SomeDevices {
  DeviceModel model{};
  std::int32_t count = 1;
  std::string owner;  ///< The group; empty: nobody.
};
[[nodiscard]] Result<Estate> add_devices(Estate estate, const SomeDevices& more);
[[nodiscard]] Result<Estate> remove_devices(Estate estate, const SomeDevices& fewer);
/// To each user of `to` (nobody when empty) so many devices of whoever has them now.
[[nodiscard]] Result<Estate> change_owner(Estate estate, const SomeDevices& which,
                                          std::string_view to);

/// What changes of the features of every user of a group.
struct FeatureChange {
  std::optional<bool> snr = {};
  std::optional<bool> em = {};
  std::optional<bool> im_and_presence = {};
  std::optional<bool> srsv = {};
  std::optional<bool> speechview = {};
  std::optional<bool> speechview_pro = {};
};
[[nodiscard]] Result<Estate> change_features(Estate estate, std::string_view name,
                                             const FeatureChange& change);

/// More, or fewer when negative, of the estate's ports or contacts.
[[nodiscard]] Result<Estate> change_number(Estate estate, std::int32_t Estate::*which,
                                           std::int32_t by);

}  // namespace slsim
