// SPDX-License-Identifier: Apache-2.0
// Whether what `world:` says of a cluster goes together.
#pragma once

#include <optional>

#include "sim/scenario/arguments.h"

namespace slsim {

/// A release that there is, a mode that it has, licences that the product reports in it.
[[nodiscard]] std::optional<Complaint> wrong_in_cluster(const Arguments& cluster);

}  // namespace slsim
