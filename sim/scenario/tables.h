// SPDX-License-Identifier: Apache-2.0
// The tables of the registry, one for each kind of actor: what can be done to it and what it shows.
#pragma once

#include <initializer_list>
#include <span>
#include <vector>

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
[[nodiscard]] std::span<const Verb> outside_verbs();
[[nodiscard]] std::span<const Field> outside_fields();
[[nodiscard]] std::span<const Verb> mediator_verbs();
[[nodiscard]] std::span<const Field> mediator_fields();
[[nodiscard]] std::span<const Verb> satellite_verbs();
[[nodiscard]] std::span<const Field> satellite_fields();
[[nodiscard]] std::span<const Verb> proxy_verbs();
[[nodiscard]] std::span<const Field> proxy_fields();

/// Tables one after the other.
template <class Row>
[[nodiscard]] std::vector<Row> joined(std::initializer_list<std::span<const Row>> parts) {
  std::vector<Row> all;
  for (const auto part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace slsim
