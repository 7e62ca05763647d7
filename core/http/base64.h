// SPDX-License-Identifier: Apache-2.0
// Base64 as in `Authorization: Basic …` (RFC 4648, section 4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace slsim {

[[nodiscard]] std::string base64(std::string_view bytes);
/// With or without the padding; nothing when another letter is among it.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace slsim
