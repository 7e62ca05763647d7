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

/// The keys of a lot, which a virtual account's list and `add_licenses` share.
[[nodiscard]] std::span<const Argument> lot_arguments();
/// The keys of a token, likewise for `create_token`.
[[nodiscard]] std::span<const Argument> token_arguments();

// Words in the order of their enumerations.
inline constexpr std::string_view product_words[] = {"cucm", "cuc", "cer"};
inline constexpr std::string_view mode_words[] = {"enterprise", "hcs", "hcs_le"};
inline constexpr std::string_view lot_kind_words[] = {"term", "perpetual", "demo", "usage"};
inline constexpr std::string_view permission_words[] = {"not_allowed", "allowed"};
inline constexpr std::string_view account_type_words[] = {"customer", "holding"};

}  // namespace slsim
