// SPDX-License-Identifier: Apache-2.0
// Packages that are known by name, and which roots they bring: installed is one thing, and helpful
// another (field notice FN72318, CSCwb50904).
#pragma once

#include <span>
#include <string_view>

namespace slsim {

/// The roots that a package brings; none when it is not known, or does not help.
[[nodiscard]] std::span<const std::string_view> roots_of_package(std::string_view package);

}  // namespace slsim
