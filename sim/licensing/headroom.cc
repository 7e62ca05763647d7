// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/headroom.h"

#include <algorithm>
#include <limits>

#include "core/result/check.h"

namespace slsim {

void Headroom::add_reach(LicenseSet reach) {
  const std::size_t before = size_;
  for (std::size_t i = 0; i < before; ++i) {
    const LicenseSet both = bounds_[i].licenses | reach;
    if (knows(both)) continue;
    CHECK(size_ < capacity, "two hierarchies have fewer unions of reaches than this");
    Bound& bound = bounds_[size_++];
    bound.licenses = both;
    for (const License license : both) bound.spare += stock_[license];
  }
}

bool Headroom::knows(LicenseSet licenses) const {
  return std::ranges::any_of(bounds(), [&](const Bound& b) { return b.licenses == licenses; });
}

std::int64_t Headroom::promisable(LicenseSet reach) const {
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (const Bound& bound : bounds()) {
    if (bound.licenses.contains(reach)) least = std::min(least, bound.spare);
  }
  return least;
}

void Headroom::promise(LicenseSet reach, std::int64_t quantity) {
  for (Bound& bound : bounds()) {
    if (bound.licenses.contains(reach)) bound.spare -= quantity;
  }
}

// A bound that contains the whole reach loses a licence and the promise that it would have kept, so
// it stays; one that does not loses a licence for somebody else's sake.
std::int64_t Headroom::takable(License from, LicenseSet reach) const {
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (const Bound& bound : bounds()) {
    if (bound.licenses.contains(from) && !bound.licenses.contains(reach)) {
      least = std::min(least, bound.spare);
    }
  }
  return least;
}

void Headroom::take(License from, LicenseSet reach, std::int64_t quantity) {
  for (Bound& bound : bounds()) {
    if (bound.licenses.contains(from) && !bound.licenses.contains(reach)) bound.spare -= quantity;
  }
}

}  // namespace slsim
