// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/estate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace slsim {
namespace {

using testing::HasSubstr;

const DeviceModel phone = *find_device("8845");
const DeviceModel client = *find_device("jabber");

Estate sales(std::int32_t count) {
  UserProfile profile;
  profile.devices[phone] = 1;
  return add_users({}, "sales", count, profile).value();
}

TEST(Estate, KnowsEachDeviceByItsWord) {
  for (std::size_t i = 0; i < device_words.size(); ++i) {
    EXPECT_EQ(find_device(device_words[i]), static_cast<DeviceModel>(i));
  }
  EXPECT_EQ(find_device("rotary"), std::nullopt);
}

TEST(Estate, AddsUsersToAGroupOrMakesOne) {
  Estate estate = sales(3);
  estate = add_users(estate, "sales", 2, {}).value();
  estate = add_users(estate, "", 4, {}).value();
  ASSERT_EQ(estate.users.size(), 2U);
  EXPECT_EQ(estate.find("sales")->count, 5);
  EXPECT_EQ(estate.find("users2")->count, 4);
  EXPECT_EQ(estate.user_count(), 9);
  EXPECT_EQ(estate.device_count(), 5);
}

TEST(Estate, RefusesToMixUsersWhoAreNotAlike) {
  const auto mixed = add_users(sales(3), "sales", 2, UserProfile{.snr = true});
  ASSERT_FALSE(mixed);
  EXPECT_EQ(mixed.error().code, ProblemCode::already_exists);
}

TEST(Estate, LeavesDevicesOfDeletedUsersWithoutAnOwner) {
  const Estate estate = remove_users(sales(5), "sales", 2, false).value();
  EXPECT_EQ(estate.find("sales")->count, 3);
  EXPECT_EQ(estate.unowned.at(phone), 2);
  EXPECT_EQ(estate.device_count(), 5);
  const Estate fewer = remove_users(sales(5), "sales", 5, true).value();
  EXPECT_EQ(fewer, Estate{});
}

TEST(Estate, SaysWhomItKnowsWhenANameIsWrong) {
  const auto gone = remove_users(sales(5), "sale", 1, false);
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, ProblemCode::not_found);
  EXPECT_THAT(gone.error().detail, HasSubstr("there are: sales"));
  EXPECT_FALSE(remove_users(sales(5), "sales", 6, false));
  EXPECT_FALSE(add_devices({}, {phone, 1, "anybody"}));
  EXPECT_FALSE(change_features({}, "anybody", {}));
}

TEST(Estate, GivesADeviceToEachUserOfAGroupAndTakesItAgain) {
  const Estate more = add_devices(sales(4), {client, 1, "sales"}).value();
  EXPECT_EQ(more.device_count(), 8);
  EXPECT_EQ(remove_devices(more, {client, 1, "sales"}).value(), sales(4));
  EXPECT_FALSE(remove_devices(more, {client, 2, "sales"}));
  EXPECT_FALSE(remove_devices(more, {client, 1, {}}));
}

TEST(Estate, MovesDevicesToAnotherOwner) {
  Estate estate = add_devices(sales(4), {client, 5, {}}).value();
  const Estate owned = change_owner(estate, {client, 1, {}}, "sales").value();
  EXPECT_EQ(owned.unowned.at(client), 1);
  EXPECT_EQ(owned.find("sales")->profile.devices.at(client), 1);
  EXPECT_EQ(owned.device_count(), estate.device_count());
  EXPECT_FALSE(change_owner(estate, {client, 2, {}}, "sales"));
  estate = add_users(estate, "boss", 1, UserProfile{}).value();
  const auto uneven = change_owner(estate, {phone, 1, "sales"}, "boss");
  ASSERT_FALSE(uneven);
  EXPECT_EQ(uneven.error().code, ProblemCode::invalid_argument);
}

TEST(Estate, ChangesFeaturesAndKeepsTheOthers) {
  Estate estate = change_features(sales(2), "sales", {.snr = true}).value();
  estate = change_features(estate, "sales", {.em = true}).value();
  EXPECT_TRUE(estate.find("sales")->profile.snr);
  EXPECT_TRUE(estate.find("sales")->profile.em);
  EXPECT_FALSE(estate.find("sales")->profile.im_and_presence);
}

TEST(Estate, KeepsWithinWhatCanBeCounted) {
  EXPECT_FALSE(add_users(sales(10'000'000), "sales", 1, {}));
  EXPECT_FALSE(add_devices(sales(1), {client, 100, "sales"}));
  EXPECT_TRUE(add_devices(sales(1), {client, 99, "sales"}));
}

TEST(Estate, CountsPortsAndContactsWithinItsLimits) {
  Estate estate = change_number({}, &Estate::ports, 3).value();
  EXPECT_EQ(estate.ports, 3);
  EXPECT_EQ(change_number(estate, &Estate::ports, -4).error().code, ProblemCode::not_found);
  EXPECT_EQ(change_number(estate, &Estate::contacts, 100'000'001).error().code,
            ProblemCode::invalid_argument);
  EXPECT_EQ(change_number(estate, &Estate::ports, -3)->ports, 0);
}

}  // namespace
}  // namespace slsim
