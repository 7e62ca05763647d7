// SPDX-License-Identifier: Apache-2.0
// A hint for whoever asked for a path that is not there.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/http/uri.h"
#include "sim/cssm/rest/routes.h"

namespace slsim {
namespace {

using Segments = std::vector<std::string>;

/// How many segments fit, from the front and from the back, less those that one has too many.
std::ptrdiff_t likeness(const Segments& asked, const Segments& pattern) {
  const auto fits = [](const std::string& segment, const std::string& wanted) {
    return wanted.starts_with('{') || same_ignoring_case(segment, wanted);
  };
  const auto front = std::ranges::mismatch(asked, pattern, fits).in1 - asked.begin();
  std::ptrdiff_t back = 0;
  while (back < std::ssize(asked) - front && back < std::ssize(pattern) - front &&
         fits(asked[asked.size() - 1 - static_cast<std::size_t>(back)],
              pattern[pattern.size() - 1 - static_cast<std::size_t>(back)])) {
    ++back;
  }
  return 2 * (front + back) - std::max(std::ssize(asked), std::ssize(pattern));
}

}  // namespace

std::string nearest_route(const HttpRequest& request) {
  const auto asked = path_segments(request.path);
  if (!asked || asked->empty()) return {};
  std::ptrdiff_t best = 0;
  std::string nearest;
  for (const Route& route : rest_routes()) {
    const std::string whole[] = {fmt::format("{}{}", g2_base, route.g2),
                                 fmt::format("{}{}", g3_base, route.g3), std::string{route.whole}};
    const bool there[] = {!route.g2.empty(), !route.g3.empty(), !route.whole.empty()};
    for (std::size_t i = 0; i < 3; ++i) {
      if (!there[i]) continue;
      const std::ptrdiff_t found = likeness(*asked, path_segments(whole[i]).value_or(Segments{}));
      if (found <= best) continue;
      best = found;
      nearest = fmt::format("{} {}", route.method, whole[i]);
    }
  }
  return nearest;
}

}  // namespace slsim
