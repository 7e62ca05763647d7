// SPDX-License-Identifier: Apache-2.0
// What a shell needs to complete the command lines of a program of ours.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace slsim {

struct CompletedFlag {
  std::string_view name;   ///< Without its dashes.
  std::string_view value;  ///< `FILE`, `direct|proxy`, `N`; empty: it has none.
};

struct CompletedCommand {
  std::string_view name;       ///< One word or two: `account add`.
  std::string_view arguments;  ///< `VA hcs|hcs-le|enterprise`
  std::vector<CompletedFlag> flags{};
};

/// A script for bash, to be sourced. Commands, flags, and of values and arguments those that are
/// files or one of several words.
[[nodiscard]] std::string bash_completion(std::string_view program,
                                          const std::vector<CompletedCommand>& commands);

}  // namespace slsim
