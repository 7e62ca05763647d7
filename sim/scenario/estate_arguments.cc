// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/estate_arguments.h"

#include <utility>

#include "core/result/check.h"

namespace slsim {
namespace {

DeviceModel model_from(std::string_view word) {
  const auto model = find_device(word);
  CHECK(model.has_value(), "the loader knows the words of devices");
  return *model;
}

/// Names in `world:` come as `cm1/sales`.
std::string own_name(std::string_view full) {
  const std::size_t slash = full.find('/');
  return std::string{slash == std::string_view::npos ? full : full.substr(slash + 1)};
}

Estate grown(Result<Estate> estate) {
  CHECK(estate.has_value(), "the loader keeps estates within their limits");
  return *std::move(estate);
}

}  // namespace

std::optional<UserProfile> profile_from(const Arguments& arguments) {
  UserProfile profile;
  bool given = false;
  if (arguments.has("devices")) {
    given = true;
    for (const std::string& word : arguments.texts("devices")) ++profile.devices[model_from(word)];
  }
  const auto read = [&](std::string_view name, bool& feature) {
    if (!arguments.has(name)) return;
    given = true;
    feature = arguments.flag(name);
  };
  read("snr", profile.snr);
  read("em", profile.em);
  read("im_and_presence", profile.im_and_presence);
  read("srsv", profile.srsv);
  read("speechview", profile.speechview);
  read("speechview_pro", profile.speechview_pro);
  return given ? std::optional{std::move(profile)} : std::nullopt;
}

Estate estate_from(const Arguments& cluster) {
  Estate estate;
  // Those with names first: no name that is invented may be one of theirs.
  for (const bool named : {true, false}) {
    for (const Arguments& group : cluster.each("users")) {
      if (group.has("name") != named) continue;
      const auto count = static_cast<std::int32_t>(group.number("count"));
      estate = grown(add_users(std::move(estate), own_name(group.text_or("name", "")), count,
                               profile_from(group).value_or(UserProfile{})));
    }
  }
  for (const Arguments& devices : cluster.each("devices")) {
    const auto count = static_cast<std::int32_t>(devices.number("count"));
    estate = grown(add_devices(std::move(estate), {model_from(devices.text("model")), count, {}}));
  }
  estate.ports = static_cast<std::int32_t>(cluster.number_or("ports", 0));
  estate.contacts = static_cast<std::int32_t>(cluster.number_or("contacts", 0));
  return estate;
}

}  // namespace slsim
