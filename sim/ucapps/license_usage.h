// SPDX-License-Identifier: Apache-2.0
// Which licences configured users and devices need, by the published rules (CUCM Feature
// Configuration Guide, "Licensing"). Pure functions; in Enterprise mode's licences, which
// in_mode() turns into those of another mode.
//
// Where the rules are silent (docs/DIFFERENCES.md): a room system takes the owner's dearest other
// device along, and what is left counts as if it were all that the user has.
#pragma once

#include <cstdint>

#include "core/agent/license.h"
#include "core/settings/settings.h"
#include "sim/ucapps/estate.h"

namespace slsim {

/// What the guides leave open.
struct UsageRules {
  enum class AboveTen : std::uint8_t { own_tier, enhanced };
  enum class ExtensionMobility : std::uint8_t { basic, none };
  AboveTen above_ten = AboveTen::own_tier;
  ExtensionMobility extension_mobility = ExtensionMobility::basic;
};
[[nodiscard]] UsageRules usage_rules(const Settings& settings);

/// Of one user of Unified CM.
[[nodiscard]] Counts licenses_of(const UserProfile& user, const UsageRules& rules);

/// Of all users and devices. Unity Connection counts mailboxes, transcriptions, ports and
/// contacts, Emergency Responder each device that it tracks.
[[nodiscard]] Counts licenses_of(Product product, const Estate& estate, const UsageRules& rules);

}  // namespace slsim
