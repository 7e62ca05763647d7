// SPDX-License-Identifier: Apache-2.0
// Which build of the program this is, to the letter of its code.
#pragma once

#include <string>

namespace slsim {

/// Hexadecimal digits; empty when the linker has left none.
[[nodiscard]] std::string build_id();

}  // namespace slsim
