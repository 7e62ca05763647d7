// SPDX-License-Identifier: Apache-2.0
// What can be told of a file before it is read as YAML: its size, its encoding, tabs, and quotes
// that are never closed, all of which a YAML parser takes silently or explains badly.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/scenario/mistakes.h"

namespace slsim {

/// The first thing that makes `text` no text for us; `limit` is in bytes.
[[nodiscard]] std::optional<Mistakes::Entry> refuse_text(std::string_view text, std::uint32_t file,
                                                         std::size_t limit);
/// Whether all of it is letters in UTF-8, whatever they are.
[[nodiscard]] bool is_utf8(std::string_view text);
/// `text` without a byte-order mark.
[[nodiscard]] std::string_view without_bom(std::string_view text);
/// Whether the quoted scalar that begins at `at` ends before the text does.
[[nodiscard]] bool closes_its_quote(std::string_view text, std::size_t at);

}  // namespace slsim
