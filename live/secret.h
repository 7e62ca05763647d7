// SPDX-License-Identifier: Apache-2.0
// Secrets of this process: drawn from the system's entropy, and files that their owner alone reads.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace slsim {

/// 32 bytes, as 64 hexadecimal digits.
[[nodiscard]] std::string new_secret();

/// A wrong guess takes as long as a right one.
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b);

/// Mode 0600. Says why it could not.
[[nodiscard]] std::optional<std::string> write_private_file(const std::string& path,
                                                            std::string_view text);

}  // namespace slsim
