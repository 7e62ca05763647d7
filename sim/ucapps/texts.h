// SPDX-License-Identifier: Apache-2.0
// The wording of each product: what its pages call a state, and what its command line prints. Where
// a wording is not public it follows the nearest published one, and docs/DIFFERENCES.md says so.
#pragma once

#include <string_view>

#include "sim/ucapps/agent.h"
#include "sim/ucapps/states.h"

namespace slsim {

/// `Registered`, `Unregistered-registered Expired` (sic, Unified CM).
[[nodiscard]] std::string_view page_text(Product product, Registration state);
/// `No License in use` (Unified CM), `No Licenses in Use` (the others).
[[nodiscard]] std::string_view page_text(Product product, Authorization state);
/// `REGISTERED`
[[nodiscard]] std::string_view cli_text(Registration state);
/// `AUTHORIZED`
[[nodiscard]] std::string_view cli_text(Authorization state);
/// `InCompliance`; Emergency Responder writes it in words.
[[nodiscard]] std::string_view entitlement_text(Product product, EntitlementStatus status);
/// Said at a deregistration that the authority has not heard of; a line each. The wording is ours.
inline constexpr std::string_view orphan_warning =
    "Warning: the product instance could not be removed from Cisco Smart Software Manager.\n"
    "Remove it there by hand.\n";
/// Why an operation failed. The products do not tell one sending failure from another; what the
/// authority says is shown as it is.
[[nodiscard]] std::string_view failure_text(Operation operation, const Problem& problem);

}  // namespace slsim
