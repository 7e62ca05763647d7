// SPDX-License-Identifier: Apache-2.0
// Customers and clusters out of a file that somebody wrote, CSV or YAML. All that is wrong with it
// is said at once, with lines; a file with a mistake changes nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "client/store/store.h"

namespace slsim {

/// A text with a first line of column names, or a map with `customers` and `clusters`. The error
/// has a line for each mistake.
[[nodiscard]] tl::expected<ImportedEstate, std::string> parse_estate_csv(std::string_view text);
[[nodiscard]] tl::expected<ImportedEstate, std::string> parse_estate_yaml(std::string_view text);

/// `host:port`; absent when it is none.
[[nodiscard]] std::optional<StoredProxy> parse_proxy(std::string_view text);

/// Fields of one cluster by their names, as both formats and the command line have them.
struct ClusterFields {
  std::vector<std::pair<std::string, std::string>> fields;
};
/// A sentence for each mistake goes to `mistakes`.
[[nodiscard]] ImportedCluster cluster_of(const ClusterFields& fields, const std::string& where,
                                         std::vector<std::string>& mistakes);

}  // namespace slsim
