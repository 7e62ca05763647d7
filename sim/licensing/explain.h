// SPDX-License-Identifier: Apache-2.0
// An allocation for people: who asked for what, who served it, what is short, and what is left.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/licensing/allocation.h"

namespace slsim {

/// One licence that somebody asked for. `served` points into the allocation.
struct ExplainedDemand {
  License license;
  std::int64_t demanded;  ///< Pooled and reserved.
  std::span<const Served> served;
  std::int64_t short_of;
};

/// Licences with a demand, in the order of the catalog.
[[nodiscard]] std::vector<ExplainedDemand> explained_demands(const Allocation& allocation);

/// Two tables, a line each row: each demand with who served it and what is short; then each licence
/// that is owned or lent with how much of it is in use and left.
[[nodiscard]] std::string explain(const Allocation& allocation);

}  // namespace slsim
