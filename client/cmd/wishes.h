// SPDX-License-Identifier: Apache-2.0
// Lists of clusters for bulk work.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace slsim {

struct ClusterWish {
  std::string cluster;
  std::string target{};  ///< A virtual account; empty: that of the command line.
  bool operator==(const ClusterWish&) const = default;
};

/// A line each: `cm1`, `cm1 va-2` or `cm1,va-2`; empty ones and those with # are left out. Or what
/// is wrong, by lines.
[[nodiscard]] tl::expected<std::vector<ClusterWish>, std::string> parse_wishes(
    std::string_view text);

}  // namespace slsim
