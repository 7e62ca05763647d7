// SPDX-License-Identifier: Apache-2.0
// Text within HTML and XML.
#pragma once

#include <string>
#include <string_view>

namespace slsim {

/// Good between tags and in attributes: the five signs that mean something there become entities.
[[nodiscard]] std::string escape_markup(std::string_view text);

}  // namespace slsim
