// SPDX-License-Identifier: Apache-2.0
// Joins trees by the shape of what they describe: what include and patch do once files are read.
#pragma once

#include <span>
#include <string>

#include "sim/scenario/type.h"
#include "sim/scenario/yaml.h"

namespace slsim {

/// The argument of that name; null when there is none.
[[nodiscard]] const Argument* find_argument(std::span<const Argument> arguments,
                                            std::string_view name);
/// The argument by which things of that shape are named; null when they have no names.
[[nodiscard]] const Argument* naming_argument(std::span<const Argument> arguments);

class Merge {
 public:
  Merge(std::span<const std::string> paths, Mistakes& mistakes)
      : paths_{paths}, mistakes_{mistakes} {}

  /// Adds what `from` has to `into`, both by `shape`.
  void join(Node& into, Node from, const Shape& shape);
  /// Changes `into` as `patch` says.
  void patch(Node& into, const Node& patch, const Shape& shape);

 private:
  void join_value(Entry& into, Entry from, const Argument* argument);
  void patch_value(Node& into, const Entry& change, const Argument* argument);
  void patch_list(Node& into, const Node& change, const Shape& shape, std::string_view key);
  void refuse_second(const Entry& first, const Entry& second);

  std::span<const std::string> paths_;
  Mistakes& mistakes_;
};

}  // namespace slsim
