// SPDX-License-Identifier: Apache-2.0
// A cluster's verbs and fields by subject.
#pragma once

#include <span>

#include "sim/scenario/tables.h"

namespace slsim {

[[nodiscard]] std::span<const Verb> cluster_transport_verbs();
[[nodiscard]] std::span<const Field> cluster_transport_fields();
/// What only the publisher does.
Outcome refused_on_subscriber(World& world, const Target& target, const Arguments& arguments);
[[nodiscard]] std::span<const Verb> subscriber_transport_verbs();
[[nodiscard]] std::span<const Verb> cluster_cli_verbs();
[[nodiscard]] std::span<const Verb> subscriber_cli_verbs();
[[nodiscard]] std::span<const Field> cluster_cli_fields();
[[nodiscard]] std::span<const Field> cluster_database_fields();
/// Of users and devices; subscribers have the verbs as well.
[[nodiscard]] std::span<const Verb> cluster_estate_verbs();
[[nodiscard]] std::span<const Field> cluster_estate_fields();
[[nodiscard]] std::span<const Verb> cluster_reservation_verbs();
[[nodiscard]] std::span<const Verb> subscriber_reservation_verbs();
[[nodiscard]] std::span<const Field> cluster_reservation_fields();
[[nodiscard]] std::span<const Verb> cluster_life_verbs();
[[nodiscard]] std::span<const Field> cluster_life_fields();
[[nodiscard]] std::span<const Verb> subscriber_life_verbs();
[[nodiscard]] std::span<const Field> subscriber_life_fields();
/// What one product has and the others do not.
[[nodiscard]] std::span<const Verb> cluster_product_verbs();
[[nodiscard]] std::span<const Verb> subscriber_product_verbs();
[[nodiscard]] std::span<const Field> cluster_product_fields();

}  // namespace slsim
