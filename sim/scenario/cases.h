// SPDX-License-Identifier: Apache-2.0
// Variants of one file: each case gives values, and `$x` stands for a whole value or inside a time.
// Values are put in as trees, not as text, so that a quoted one stays text and a map stays a map.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/yaml.h"

namespace slsim {

struct Case {
  std::string name;  ///< Empty in a file without cases.
  Mark mark;
  Node with;  ///< A map.
};

/// The cases of a file: at least one, which has no name when the file has no `cases:`. None when
/// all of them are wrong.
[[nodiscard]] std::vector<Case> read_cases(const Node& root, Mistakes& mistakes);
/// The names of all values that any case gives, sorted.
[[nodiscard]] std::vector<std::string_view> value_names(std::span<const Case> cases);
/// Values that stand nowhere in the file.
void refuse_unused_values(const Node& root, std::span<const Case> cases, Mistakes& mistakes);
/// Puts the values of `given` where the file names them alone; inside times they stay names. False,
/// with a mistake, when that makes more than `limit` values of the file.
bool put_values(Node& root, const Case& given, std::size_t limit, Mistakes& mistakes);
/// Puts the letters of the values of `given` inside times as well: for showing them.
void put_values_in_times(Node& root, const Case& given);
/// `$x` when the scalar is just that name, else empty.
[[nodiscard]] std::string_view lone_value_name(const Node& node);

}  // namespace slsim
