// SPDX-License-Identifier: Apache-2.0
// What Unified CM tells over AXL of the users and devices behind its licences: listLicensedUser,
// getLicensedUser and listUnassignedDevice, with their elements in the published order.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result/problem.h"
#include "sim/ucapps/cluster.h"
#include "sim/ucapps/soap.h"

namespace slsim {

/// More rows than this are refused; whoever asks has to ask by `skip` and `first`.
inline constexpr std::size_t axl_row_limit = 20'000;

[[nodiscard]] bool is_axl_user_query(std::string_view operation);
/// The content of `return`. REQUIRES: it is such a query.
[[nodiscard]] Result<std::vector<SoapElement>> axl_user_query(const Cluster& cluster,
                                                              const SoapCall& call,
                                                              std::string_view schema);

/// For a description: the elements of such a query's request and of its answer.
struct AxlUserQuery {
  std::string_view operation;
  std::string_view criterion;  ///< By what one searches, with `%` for anything; of get: its key.
  std::string_view row;        ///< The element that comes once for each.
  bool lists;
};
[[nodiscard]] const AxlUserQuery* find_axl_user_query(std::string_view operation);
/// A row's elements in a schema, in their order.
[[nodiscard]] std::vector<std::string_view> axl_row_elements(const AxlUserQuery& query,
                                                             std::string_view schema);

}  // namespace slsim
