// SPDX-License-Identifier: Apache-2.0
// Device identities as the products have them.
#pragma once

#include <string_view>

#include "sim/kernel/context.h"

namespace slsim {

/// The next one of that box: each draws from a stream of its own.
[[nodiscard]] Udi new_udi(Context& context, std::string_view box, Product product);

}  // namespace slsim
