// SPDX-License-Identifier: Apache-2.0
// Licences of one kind but of different releases. From release 14 on licences are version
// independent (CUCM System Configuration Guide), and a 12.x product may use one of a higher release
// only by borrowing it in CSSM (Unity Connection Install Guide). Who is short does not depend on
// it, since whatever a higher release has left is lent; who borrows from whom does.
#pragma once

#include <cstdint>

#include "sim/licensing/lots.h"

namespace slsim {

/// Of one licence, at one instant.
struct ByRelease {
  std::int64_t any = 0;  ///< Version independent.
  std::int64_t r12 = 0;
  std::int64_t r14 = 0;
  bool operator==(const ByRelease&) const = default;
};

/// Whether products ask for this licence by another tag from release 14 on.
[[nodiscard]] bool has_releases(License license);
/// Counts a lot in; one that names no release is version independent.
void add(ByRelease& owned, const Lot& lot);
/// How many of `needed.r12` are lent by release 14, after everybody has had what is its own.
[[nodiscard]] std::int64_t lent_by_newer(const ByRelease& owned, const ByRelease& needed);

}  // namespace slsim
