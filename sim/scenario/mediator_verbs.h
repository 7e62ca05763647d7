// SPDX-License-Identifier: Apache-2.0
// What the verbs of the actor `mediator` share.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "sim/scenario/mediator_errand.h"
#include "sim/scenario/tables.h"

namespace slsim {

inline constexpr Argument managed_cluster{"cluster", Type::refers("managed_cluster").or_text(),
                                          "Which cluster.", Need::required};

[[nodiscard]] std::span<const Verb> mediator_job_verbs();

/// How what takes the mediator its time ended, once; absent while it has not.
[[nodiscard]] std::optional<Outcome> mediator_outcome(World& world, std::uint32_t number);
/// By its published code.
[[nodiscard]] Refusal refused(const Fault& fault);
/// Present while the mediator does not run.
[[nodiscard]] std::optional<Refusal> refused_by_killed(const World& world);
[[nodiscard]] Refusal busy_with(const std::string& domain);
/// What a file or a step says is wrong.
[[nodiscard]] Refusal invalid(const std::string& why);
[[nodiscard]] OrFault<std::int64_t> number_of(const OrFault<void>& outcome);
/// Has it done at once, unless it was killed.
[[nodiscard]] Outcome tell(World& world, const Deed& deed);

}  // namespace slsim
