// SPDX-License-Identifier: Apache-2.0
// Releases of UC applications as Cisco prints them and people write them, in the order of release.
#pragma once

#include <compare>
#include <optional>
#include <string_view>

namespace slsim {

/// `12.5(1)SU4` is {12, 5, 1, 4}. What is not written is the first of its kind: `12.5` is 12.5(1),
/// `14SU2` is 14.0(1)SU2.
struct ProductVersion {
  int train = 0;
  int point = 0;
  int maintenance = 1;
  int service_update = 0;
  auto operator<=>(const ProductVersion&) const = default;
};

/// 12 of `12.5(1)`: asked for at each event, and so without the rest.
[[nodiscard]] constexpr int release_train(std::string_view text) {
  int train = 0;
  for (std::size_t i = 0; i < text.size() && i < 4 && text[i] >= '0' && text[i] <= '9'; ++i) {
    train = train * 10 + (text[i] - '0');
  }
  return train;
}

/// Reads `12.5`, `12.5(1)`, `12.5.1`, `12.5(1)SU4`, `12.5.1SU4`, `14SU2`, `15`; nothing else.
[[nodiscard]] std::optional<ProductVersion> find_version(std::string_view text);

}  // namespace slsim
