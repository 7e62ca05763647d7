// SPDX-License-Identifier: Apache-2.0
// How a UC application's refusals look from outside.
#pragma once

#include "sim/scenario/registry.h"

namespace slsim {

/// With the HTTP status by which the products' own interfaces say it; 0 where nobody answers.
[[nodiscard]] Outcome refused(const Problem& problem);

}  // namespace slsim
