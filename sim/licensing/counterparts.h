// SPDX-License-Identifier: Apache-2.0
// What the same users and devices need in another licence mode. Not public: it follows the
// overview's Table 1 as far as that goes (docs/DIFFERENCES.md).
#pragma once

#include <span>

#include "core/agent/license.h"

namespace slsim {

/// `counts` in terms of the licences `reported`, each of which gets an entry; what has no
/// counterpart among them is left out.
[[nodiscard]] Counts in_mode(const Counts& counts, std::span<const License> reported);

}  // namespace slsim
