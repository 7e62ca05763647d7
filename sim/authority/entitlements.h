// SPDX-License-Identifier: Apache-2.0
// Lots as they travel between authorities, and back.
#pragma once

#include <vector>

#include "core/agent/sync.h"
#include "sim/licensing/lots.h"

namespace slsim {

[[nodiscard]] std::vector<Entitlement> entitlements_of(const std::vector<Lot>& lots);
[[nodiscard]] std::vector<Lot> lots_of(const std::vector<Entitlement>& entitlements);

}  // namespace slsim
