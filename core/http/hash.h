// SPDX-License-Identifier: Apache-2.0
// Hashes of texts as interfaces ask for them, in hexadecimal digits.
#pragma once

#include <string>
#include <string_view>

namespace slsim {

[[nodiscard]] std::string sha256_hex(std::string_view text);
/// A signature over `text` that nobody makes without `key`.
[[nodiscard]] std::string hmac_sha256_hex(std::string_view text, std::string_view key);
/// For old interfaces that ask for no better one.
[[nodiscard]] std::string md5_hex(std::string_view text);

}  // namespace slsim
