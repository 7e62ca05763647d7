// SPDX-License-Identifier: Apache-2.0
// How a UC application's refusals look from outside.
#pragma once

#include <optional>

#include "sim/scenario/registry.h"

namespace slsim {

struct CliAnswer;

/// With the HTTP status by which the products' own interfaces say it; 0 where nobody answers.
[[nodiscard]] Outcome refused(const Problem& problem);
/// What a line at a command line came to: its text, or a refusal with that text.
[[nodiscard]] Outcome printed(const CliAnswer& answer);
/// A subscriber that is down itself answers nobody.
[[nodiscard]] std::optional<Refusal> unreachable(const World& world, const Target& target);

}  // namespace slsim
