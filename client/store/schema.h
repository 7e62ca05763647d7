// SPDX-License-Identifier: Apache-2.0
// The tables of the store, as the steps that led to them. A step that was released never changes:
// what is to differ comes in a further one.
#pragma once

#include <span>
#include <string_view>

namespace slsim {

/// The n-th brings a store of version n to version n + 1.
[[nodiscard]] std::span<const std::string_view> migrations();

}  // namespace slsim
