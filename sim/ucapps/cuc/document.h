// SPDX-License-Identifier: Apache-2.0
// Documents of Cisco Unity Connection Provisioning Interface: the same tree as XML or as JSON,
// where every scalar is a string and the root has no name.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/time/text.h"

namespace slsim {

enum class CupiFormat : std::uint8_t { xml, json };

struct CupiElement {
  std::string name;  ///< `@total` is an attribute in XML.
  std::string text{};
  std::vector<CupiElement> children{};
  bool listed = false;  ///< One of a list, also when it is alone.
};

[[nodiscard]] std::string print_cupi(const CupiElement& root, CupiFormat format);

/// Longer requests are refused.
inline constexpr std::size_t cupi_request_limit = 65'536;

using CupiFields = std::map<std::string, std::string, std::less<>>;
/// The scalars of a request's document. JSON may have booleans and numbers for them, as clients
/// send them.
[[nodiscard]] Parsed<CupiFields> read_cupi(std::string_view body, CupiFormat format);

}  // namespace slsim
