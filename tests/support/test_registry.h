// SPDX-License-Identifier: Apache-2.0
// A small world of words for tests of the language: one of everything that tables can describe, so
// that these tests do not move when a product learns a verb. Its verbs and fields do nothing.
#pragma once

#include "sim/scenario/loader.h"
#include "sim/scenario/registry.h"

namespace slsim {

[[nodiscard]] const Registry& test_registry();

/// Knows no file.
[[nodiscard]] FileReader no_files();
/// Knows these alone.
[[nodiscard]] FileReader files(std::map<std::string, std::string> texts);

/// The file is named `t.yaml`.
[[nodiscard]] Loaded load_text(std::string_view text, const FileReader& read = no_files());

}  // namespace slsim
