// SPDX-License-Identifier: Apache-2.0
// Verbs and a field of actors that are hosts with a trust store of their own: proxies, satellites.
#pragma once

#include "sim/scenario/tables.h"

namespace slsim {

/// By root_arguments, on every machine of the actor.
Outcome trust_root(World& world, const Target& target, const Arguments& arguments);
Outcome distrust_root(World& world, const Target& target, const Arguments& arguments);
/// Of the machine that bears the actor's name.
[[nodiscard]] Value trusted_roots(const World& world, const Target& target);

}  // namespace slsim
