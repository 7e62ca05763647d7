// SPDX-License-Identifier: Apache-2.0
// From paths on a command line to the cases that they name, and everything that is wrong with them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/plan.h"

namespace slsim {

struct FileMistakes {
  std::string path;
  std::string text;  ///< A line each.
  std::size_t count = 0;
};

struct Selection {
  std::vector<std::shared_ptr<const Plan>> plans;  ///< File by file, in the order of its cases.
  std::vector<FileMistakes> mistakes;              ///< Of files, in the same order.
  std::size_t files = 0;                           ///< That were read.
};

/// `path.yaml::case name` taken apart.
struct Address {
  std::string path;
  std::optional<std::string> case_name;
};
[[nodiscard]] Address parse_address(std::string_view text);

/// Whether cases are to be played, which a world that needs sockets cannot be, or only looked at.
enum class Purpose : std::uint8_t { play, look };

/// Loads what `addresses` name: files, cases of files, and all files in and below folders in the
/// order of their names. A file that is named twice is taken once. Files of a folder that hold
/// nothing but a shared `world:` are no scenarios and left out.
[[nodiscard]] Selection select(const std::vector<std::string>& addresses, unsigned threads,
                               Purpose purpose = Purpose::play);

/// Whether `text` fits a pattern with `*`, `?` and `[a-z]`; a star goes over slashes as well.
[[nodiscard]] bool fits_glob(const std::string& pattern, const std::string& text);

/// All mistakes, and how many files they are in.
[[nodiscard]] std::string describe(const std::vector<FileMistakes>& mistakes);

/// The text of a scenario or of a shared world. Why not, without the path, if it cannot be had.
[[nodiscard]] tl::expected<std::string, std::string> read_scenario(const std::string& path);

}  // namespace slsim
