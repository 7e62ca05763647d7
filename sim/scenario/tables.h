// SPDX-License-Identifier: Apache-2.0
// The tables of the registry, one for each kind of actor: what can be done to it and what it shows.
#pragma once

#include <span>

#include "sim/scenario/registry.h"
#include "sim/scenario/world.h"

namespace slsim {

[[nodiscard]] std::span<const Verb> cssm_verbs();
[[nodiscard]] std::span<const Field> cssm_fields();
[[nodiscard]] std::span<const Verb> network_verbs();
[[nodiscard]] std::span<const Field> network_fields();
[[nodiscard]] std::span<const Verb> cluster_verbs();
[[nodiscard]] std::span<const Field> cluster_fields();
[[nodiscard]] std::span<const Verb> subscriber_verbs();
[[nodiscard]] std::span<const Field> subscriber_fields();

}  // namespace slsim
