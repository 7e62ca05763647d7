// SPDX-License-Identifier: Apache-2.0
#include "client/cmd/bar.h"

#include <fmt/format.h>

#include <algorithm>

namespace slsim {

std::string progress_bar(std::string_view what, std::int64_t over, std::int64_t all,
                         std::size_t width) {
  constexpr std::size_t widest = 40;
  constexpr std::size_t narrowest = 5;
  if (all <= 0) return std::string{what};
  over = std::clamp<std::int64_t>(over, 0, all);
  const std::string figures = fmt::format("{} of {}", over, all);
  const std::size_t taken = what.size() + figures.size() + 5;  // Blanks, brackets, the last column.
  if (width < taken + narrowest) return fmt::format("{} {}", what, figures);
  const std::size_t room = std::min(widest, width - taken);
  const auto filled = static_cast<std::size_t>(static_cast<std::int64_t>(room) * over / all);
  std::string bar(filled, '=');
  if (filled < room) bar += '>';
  bar.resize(room, ' ');
  return fmt::format("{} [{}] {}", what, bar, figures);
}

}  // namespace slsim
