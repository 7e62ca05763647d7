// SPDX-License-Identifier: Apache-2.0
// How much can still be served or lent without making anybody short who need not be. A demand may
// be served from any licence of its reach; by Hall's theorem all demands can be served together
// exactly if for every set of licences, those demands whose whole reach lies inside it ask for no
// more than it holds. Only unions of reaches can be the tightest such sets, and tiers make them
// few: reaches are nested but for where two hierarchies meet.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/agent/license.h"
#include "sim/licensing/per_license.h"

namespace slsim {

class Headroom {
 public:
  /// With `stock` in each licence and no demands yet. REQUIRES: sums of stock do not overflow.
  explicit Headroom(const PerLicense<std::int64_t>& stock) : stock_{stock} {}
  /// A demand may be served from any of these. REQUIRES: nothing is promised yet.
  void add_reach(LicenseSet reach);

  /// How much more can be promised to a demand of this reach while all promises can be kept.
  [[nodiscard]] std::int64_t promisable(LicenseSet reach) const;
  /// REQUIRES: `quantity` is promisable to `reach`, and `reach` was added.
  void promise(LicenseSet reach, std::int64_t quantity);

  /// How much of `from` can go to a demand of this reach that was promised as much, while all other
  /// promises can be kept. Knows nothing of how much of either is left.
  [[nodiscard]] std::int64_t takable(License from, LicenseSet reach) const;
  /// REQUIRES: `quantity` is takable, in stock, and part of a promise.
  void take(License from, LicenseSet reach, std::int64_t quantity);

 private:
  struct Bound {
    LicenseSet licenses;
    std::int64_t spare = 0;  ///< What they hold beyond the promises that only they can keep.
  };
  /// Two hierarchies of n and m tiers make at most (n + 1) x (m + 1) unions; five and four are the
  /// most there are.
  static constexpr std::size_t capacity = 32;

  [[nodiscard]] bool knows(LicenseSet licenses) const;
  [[nodiscard]] std::span<Bound> bounds() { return {bounds_.data(), size_}; }
  [[nodiscard]] std::span<const Bound> bounds() const { return {bounds_.data(), size_}; }

  PerLicense<std::int64_t> stock_;
  std::array<Bound, capacity> bounds_{};  // The first is the empty set: it has nothing to give.
  std::size_t size_ = 1;
};

}  // namespace slsim
