// SPDX-License-Identifier: Apache-2.0
// What a device is told by, wherever it is registered.
#pragma once

#include <compare>
#include <string>

namespace slsim {

/// Unique device identifier. `PID:UCM,SN:0beef,UUID:…0beef`: SN is the last five characters of UUID
/// on Unified CM.
struct Udi {
  std::string pid;
  std::string sn;
  std::string uuid;
  auto operator<=>(const Udi&) const = default;
};

}  // namespace slsim
