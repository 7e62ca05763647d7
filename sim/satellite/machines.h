// SPDX-License-Identifier: Apache-2.0
// The machines of a satellite beside the one that serves: with high availability a second one
// stands by, which holds the same data. Addresses lead to whichever serves.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/kernel/context.h"

namespace slsim {

enum class MachineRole : std::uint8_t { active, standby };
[[nodiscard]] Word word(MachineRole role);

struct Machines {
  std::optional<HostId> standby{};
  std::optional<HostId> spare{};  ///< A second machine while high availability is taken down.
  bool active_up = true;
  bool standby_up = true;
  std::uint64_t failures = 0;       ///< Of the active machine: the last one counts.
  std::vector<NameId> addresses{};  ///< What stands for the machine that serves.
};

}  // namespace slsim
