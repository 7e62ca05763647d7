// SPDX-License-Identifier: Apache-2.0
// What a virtual account owns: lots, each of one licence with its terms, and the pool that the live
// ones make at an instant.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/agent/license.h"
#include "core/time/instant.h"
#include "sim/licensing/per_license.h"
#include "sim/licensing/tags.h"

namespace slsim {

enum class LotKind : std::uint8_t { term, perpetual, demo, usage };
/// How a lot came here; the sources that CSSM's licence transactions list.
enum class LotSource : std::uint8_t {
  order,
  pak_migration,
  device_migration,
  dlc_device_migration,
  transfer,
};
[[nodiscard]] Word word(LotKind kind);
[[nodiscard]] Word word(LotSource source);

/// Live from `start` up to but without `end`; a perpetual one has no end. Zero is a valid quantity,
/// and one above 2^31 too.
struct Lot {
  License license = License::UCM_CUWL;
  LotKind kind = LotKind::perpetual;
  std::int64_t quantity = 0;
  Instant start;
  Instant end = never;
  std::string subscription;  ///< Empty for none.
  LotSource source = LotSource::order;
  std::optional<TagRelease> release;  ///< Absent: version independent.

  [[nodiscard]] bool live(Instant at) const { return start <= at && at < end; }
  bool operator==(const Lot&) const = default;
};

/// What is owned at one instant. A usage-billed lot is billed by what was used and so never runs
/// short: its licence is `unlimited`, and its quantity does not count into `owned`.
struct Pool {
  PerLicense<std::int64_t> owned;
  LicenseSet unlimited;
  bool operator==(const Pool&) const = default;
};

/// The pool of the lots that are live at `at`, in whatever order they are given.
[[nodiscard]] Pool pool_at(std::span<const Lot> lots, Instant at);

/// The first instant later than `after` at which a lot starts or ends; `never` if there is none.
[[nodiscard]] Instant next_boundary(std::span<const Lot> lots, Instant after);

}  // namespace slsim
