// SPDX-License-Identifier: Apache-2.0
// How far something is, as a line for a terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace slsim {

/// `jobs [=====>              ] 250 of 1000` in less than `width` columns; without the bar where it
/// has no room, and without figures where there is nothing to count.
[[nodiscard]] std::string progress_bar(std::string_view what, std::int64_t over, std::int64_t all,
                                       std::size_t width);

}  // namespace slsim
