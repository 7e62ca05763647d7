// SPDX-License-Identifier: Apache-2.0
// What Unified CM keeps of its licensing in its database, by the names of the columns: its
// administration pages read them from the tables slmserver and slminfo. What some of the columns
// mean exactly is not public and inferred from their names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/ucapps/cluster.h"

namespace slsim {

struct SlmInfo {
  /// Whole days until provisioning ends while something is wrong; else of the evaluation period.
  std::int64_t days_left = 0;
  std::int64_t overage_days = 0;                  ///< Whole ones that were spent.
  std::optional<Instant> overage_days_updated{};  ///< When the last of them was, by its clock.
  bool provision_allowed = true;
  bool registration_failed = false;
  bool authorization_failed = false;
  std::string registration_failed_reason{};
  std::string authorization_failed_reason{};
  std::string deployment_mode{};
  std::string transport_gateway_url{};
  std::string product_instance_name{};
  bool export_controlled_allow = false;
  bool reservation_requested = false;
  std::optional<Instant> evaluation_expired{};  ///< By its clock.
};

[[nodiscard]] SlmInfo slm_info(const Cluster& cluster, Instant now);

/// Column and what stands in it, as the database's own command prints them; in their order.
[[nodiscard]] std::vector<std::pair<std::string_view, std::string>> columns(const SlmInfo& info);

}  // namespace slsim
