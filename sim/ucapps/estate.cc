// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/estate.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace slsim {
namespace {

std::int64_t sum(const DeviceCounts& devices) {
  return std::accumulate(
      devices.begin(), devices.end(), std::int64_t{0},
      [](std::int64_t so_far, const auto& entry) { return so_far + entry.second; });
}

tl::unexpected<Problem> no_such_user(const Estate& estate, std::string_view name) {
  std::string known;
  for (const UserGroup& group : estate.users) {
    known += (known.empty() ? "" : ", ") + group.name;
  }
  return refuse(ProblemCode::not_found, fmt::format("there is no user {}; there {}", name,
                                                    known.empty() ? "are none" : "are: " + known));
}

tl::unexpected<Problem> too_many() {
  return refuse(ProblemCode::invalid_argument, "more users and devices than can be counted");
}

UserGroup* find(Estate& estate, std::string_view name) {
  const auto found = std::ranges::find(estate.users, name, &UserGroup::name);
  return found == estate.users.end() ? nullptr : &*found;
}

/// A name that no group has: `users1`.
std::string free_name(const Estate& estate) {
  for (std::size_t number = estate.users.size() + 1;; ++number) {
    std::string name = fmt::format("users{}", number);
    if (estate.find(name) == nullptr) return name;
  }
}

void take_from(DeviceCounts& devices, DeviceModel model, std::int32_t count) {
  const auto entry = devices.find(model);
  if (entry == devices.end()) return;
  entry->second -= count;
  if (entry->second == 0) devices.erase(entry);
}

/// Whose devices a change is about: a group's for each of its users, or nobody's.
struct Owner {
  DeviceCounts* devices;
  std::int64_t users;
  std::int64_t most;
};

Result<Owner> owner_of(Estate& estate, std::string_view name) {
  if (name.empty()) return Owner{&estate.unowned, 1, most_unowned};
  UserGroup* group = find(estate, name);
  if (group == nullptr) return no_such_user(estate, name);
  return Owner{&group->profile.devices, group->count, most_devices_of_a_user};
}

Result<void> give(const Owner& owner, DeviceModel model, std::int64_t count) {
  if (sum(*owner.devices) + count > owner.most) return too_many();
  (*owner.devices)[model] += static_cast<std::int32_t>(count);
  return {};
}

Result<void> take(const Owner& owner, DeviceModel model, std::int64_t count, std::string_view who) {
  const auto entry = owner.devices->find(model);
  const std::int64_t have = entry == owner.devices->end() ? 0 : entry->second;
  if (have < count) {
    return refuse(ProblemCode::not_found,
                  fmt::format("{} has {} devices of the kind {}, fewer than {}",
                              who.empty() ? "nobody" : who, have, info(model).word, count));
  }
  take_from(*owner.devices, model, static_cast<std::int32_t>(count));
  return {};
}

}  // namespace

const UserGroup* Estate::find(std::string_view name) const {
  const auto found = std::ranges::find(users, name, &UserGroup::name);
  return found == users.end() ? nullptr : &*found;
}

std::int64_t Estate::user_count() const {
  std::int64_t all = 0;
  for (const UserGroup& group : users) all += group.count;
  return all;
}

std::int64_t Estate::device_count() const {
  std::int64_t all = sum(unowned);
  for (const UserGroup& group : users) all += group.count * sum(group.profile.devices);
  return all;
}

Result<Estate> add_users(Estate estate, std::string name, std::int32_t count,
                         const std::optional<UserProfile>& profile) {
  if (name.empty()) name = free_name(estate);
  UserGroup* group = find(estate, name);
  if (group != nullptr && profile && !(*profile == group->profile)) {
    return refuse(
        ProblemCode::already_exists,
        fmt::format("{} has other devices or features; give these users another name", name));
  }
  if (group == nullptr) {
    if (profile && sum(profile->devices) > most_devices_of_a_user) return too_many();
    estate.users.push_back({std::move(name), 0, profile.value_or(UserProfile{})});
    group = &estate.users.back();
  }
  if (estate.user_count() + count > most_users) return too_many();
  group->count += count;
  group->numbered = group->numbered || group->count > 1;
  return estate;
}

Result<Estate> remove_users(Estate estate, std::string_view name, std::int32_t count,
                            bool with_devices) {
  UserGroup* group = find(estate, name);
  if (group == nullptr) return no_such_user(estate, name);
  if (group->count < count) {
    return refuse(ProblemCode::not_found,
                  fmt::format("{} are {} users, fewer than {}", name, group->count, count));
  }
  if (!with_devices) {
    for (const auto& [model, each] : group->profile.devices) {
      if (auto given = give({&estate.unowned, 1, most_unowned}, model, std::int64_t{each} * count);
          !given) {
        return tl::make_unexpected(given.error());
      }
    }
  }
  group->count -= count;
  if (group->count == 0) {
    std::erase_if(estate.users, [](const UserGroup& one) { return one.count == 0; });
  }
  return estate;
}

Result<Estate> add_devices(Estate estate, const SomeDevices& more) {
  const auto owner = owner_of(estate, more.owner);
  if (!owner) return tl::make_unexpected(owner.error());
  return give(*owner, more.model, more.count).map([&] { return std::move(estate); });
}

Result<Estate> remove_devices(Estate estate, const SomeDevices& fewer) {
  const auto owner = owner_of(estate, fewer.owner);
  if (!owner) return tl::make_unexpected(owner.error());
  return take(*owner, fewer.model, fewer.count, fewer.owner).map([&] { return std::move(estate); });
}

Result<Estate> change_owner(Estate estate, const SomeDevices& which, std::string_view to) {
  const auto from = owner_of(estate, which.owner);
  const auto taker = owner_of(estate, to);
  if (!from) return tl::make_unexpected(from.error());
  if (!taker) return tl::make_unexpected(taker.error());
  const std::int64_t all = taker->users * which.count;
  if (all % from->users != 0) {
    return refuse(ProblemCode::invalid_argument,
                  fmt::format("{} devices cannot be taken evenly from the {} users of {}", all,
                              from->users, which.owner));
  }
  if (auto taken = take(*from, which.model, all / from->users, which.owner); !taken) {
    return tl::make_unexpected(taken.error());
  }
  return give(*taker, which.model, which.count).map([&] { return std::move(estate); });
}

Result<Estate> change_features(Estate estate, std::string_view name, const FeatureChange& change) {
  UserGroup* group = find(estate, name);
  if (group == nullptr) return no_such_user(estate, name);
  UserProfile& profile = group->profile;
  profile.snr = change.snr.value_or(profile.snr);
  profile.em = change.em.value_or(profile.em);
  profile.im_and_presence = change.im_and_presence.value_or(profile.im_and_presence);
  profile.srsv = change.srsv.value_or(profile.srsv);
  profile.speechview = change.speechview.value_or(profile.speechview);
  profile.speechview_pro = change.speechview_pro.value_or(profile.speechview_pro);
  return estate;
}

Result<Estate> change_number(Estate estate, std::int32_t Estate::*which, std::int32_t by) {
  const std::int64_t sum = std::int64_t{estate.*which} + by;
  if (sum > most_unowned) return too_many();
  if (sum < 0) {
    return refuse(ProblemCode::not_found,
                  fmt::format("there are {}, fewer than {}", estate.*which, -std::int64_t{by}));
  }
  estate.*which = static_cast<std::int32_t>(sum);
  return estate;
}

}  // namespace slsim
