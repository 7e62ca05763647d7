// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/devices.h"

#include <algorithm>

namespace slsim {

const DeviceInfo& info(DeviceModel model) { return all_devices[static_cast<std::size_t>(model)]; }

std::optional<DeviceModel> find_device(std::string_view word) {
  const auto* const found = std::ranges::find(device_words, word);
  if (found == device_words.end()) return std::nullopt;
  return static_cast<DeviceModel>(found - device_words.begin());
}

}  // namespace slsim
