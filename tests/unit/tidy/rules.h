// SPDX-License-Identifier: Apache-2.0
// The rules of the tree: each a function from one file to what is wrong with it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tests/unit/tidy/source_text.h"

namespace slsim {

struct Finding {
  std::string path;
  std::size_t line = 0;
  std::string what;
  std::string remedy;
};
using Findings = std::vector<Finding>;
using Rule = Findings (*)(const SourceFile&);

// rules_includes.cc
[[nodiscard]] Findings includes_point_one_way(const SourceFile& file);
[[nodiscard]] Findings includes_are_full_paths(const SourceFile& file);
[[nodiscard]] Findings costly_headers_stay_in_sources(const SourceFile& file);
[[nodiscard]] Findings headers_open_as_agreed(const SourceFile& file);
[[nodiscard]] Findings headers_are_not_named_like_those_of_c(const SourceFile& file);

// rules_words.cc
[[nodiscard]] Findings the_outside_stays_outside(const SourceFile& file);
[[nodiscard]] Findings order_is_never_left_to_chance(const SourceFile& file);
[[nodiscard]] Findings nothing_is_put_off(const SourceFile& file);
[[nodiscard]] Findings style_words(const SourceFile& file);
[[nodiscard]] Findings no_mutable_statics(const SourceFile& file);

// rules_sizes.cc
[[nodiscard]] Findings lines_fit(const SourceFile& file);
[[nodiscard]] Findings files_stay_short(const SourceFile& file);
[[nodiscard]] Findings functions_stay_short(const SourceFile& file);
[[nodiscard]] Findings scenarios_have_a_theme(const SourceFile& file);

// rules_bytes.cc
[[nodiscard]] Findings persisted_classes_are_whole(const SourceFile& file);

}  // namespace slsim
