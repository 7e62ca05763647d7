// SPDX-License-Identifier: Apache-2.0
// Counts what the test binary takes from the heap, for promises of "no allocation".
#pragma once

#include <cstdint>

namespace slsim {

/// Calls of operator new so far.
[[nodiscard]] std::uint64_t allocations();

}  // namespace slsim
