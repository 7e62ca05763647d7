// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/releases.h"

#include <algorithm>

namespace slsim {

bool has_releases(License license) {
  return tag(license, TagRelease::r12) != tag(license, TagRelease::r14);
}

void add(ByRelease& owned, const Lot& lot) {
  if (lot.kind == LotKind::usage) return;  // Never runs out, so that it is no matter whose it is.
  std::int64_t& part = !lot.release                      ? owned.any
                       : *lot.release == TagRelease::r12 ? owned.r12
                                                         : owned.r14;
  part += lot.quantity;
}

std::int64_t lent_by_newer(const ByRelease& owned, const ByRelease& needed) {
  const auto beyond = [](std::int64_t a, std::int64_t b) {
    return std::max<std::int64_t>(a - b, 0);
  };
  const std::int64_t any_left = beyond(owned.any, beyond(needed.r14, owned.r14));
  const std::int64_t uncovered = beyond(needed.r12, owned.r12 + any_left);
  return std::min(uncovered, beyond(owned.r14, needed.r14));
}

}  // namespace slsim
