// SPDX-License-Identifier: Apache-2.0
// What all instances of a virtual account need together. Kept as sums, so that deciding who is
// short costs the same for ten instances and for a hundred thousand.
#pragma once

#include <cstdint>

#include "core/agent/license.h"
#include "sim/licensing/per_license.h"

namespace slsim {

struct Demand {
  PerLicense<std::int64_t> pooled;    ///< Served from whatever the pool has left.
  PerLicense<std::int64_t> reserved;  ///< Set aside by specific reservation; never borrows.

  /// An instance reports these from now on, or no longer.
  void add(const Counts& counts);
  void remove(const Counts& counts);
  bool operator==(const Demand&) const = default;
};

}  // namespace slsim
