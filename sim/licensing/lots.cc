// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/lots.h"

#include <algorithm>
#include <limits>

#include "core/result/check.h"

namespace slsim {

Word word(LotKind kind) {
  switch (kind) {
    case LotKind::term:
      return "term"_w;
    case LotKind::perpetual:
      return "perpetual"_w;
    case LotKind::demo:
      return "demo"_w;
    case LotKind::usage:
      return "usage"_w;
  }
  CHECK(false, "a kind of lot of the enumeration");
  return ""_w;
}

Word word(LotSource source) {
  switch (source) {
    case LotSource::order:
      return "order"_w;
    case LotSource::pak_migration:
      return "pak_migration"_w;
    case LotSource::device_migration:
      return "device_migration"_w;
    case LotSource::dlc_device_migration:
      return "dlc_device_migration"_w;
    case LotSource::transfer:
      return "transfer"_w;
  }
  CHECK(false, "a source of lots of the enumeration");
  return ""_w;
}

Pool pool_at(std::span<const Lot> lots, Instant at) {
  Pool pool;
  for (const Lot& lot : lots) {
    if (!lot.live(at)) continue;
    if (lot.kind == LotKind::usage) {
      pool.unlimited |= lot.license;
    } else {
      // As many as can be counted, however large the lots are.
      std::int64_t& owned = pool.owned[lot.license];
      owned += std::min(lot.quantity, std::numeric_limits<std::int64_t>::max() - owned);
    }
  }
  return pool;
}

Instant next_boundary(std::span<const Lot> lots, Instant after) {
  Instant next = never;
  for (const Lot& lot : lots) {
    if (lot.start >= lot.end) continue;  // Never live: nothing changes at either end.
    if (lot.start > after) {
      next = std::min(next, lot.start);
    } else if (lot.end > after) {
      next = std::min(next, lot.end);
    }
  }
  return next;
}

}  // namespace slsim
