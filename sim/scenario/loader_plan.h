// SPDX-License-Identifier: Apache-2.0
// The parts of a plan out of one case of a file.
#pragma once

#include "sim/scenario/loader_case.h"

namespace slsim {

/// One case, with its values in place, as a plan. It is sound only if no mistake was noted.
[[nodiscard]] Plan read_plan(CaseContext& context, const Node& root);

/// Steps and their turns, in order.
void read_steps(CaseContext& context, const Node& steps, Plan& plan);
/// One step that happens at `now`, whatever came before it. It is sound only if no mistake was
/// noted.
[[nodiscard]] Step read_step(CaseContext& context, const Node& item, Instant now);
/// Expectations; `at` of one without a time is Instant::max() until the end is known.
void read_expectations(CaseContext& context, const Node& expect, Plan& plan);

}  // namespace slsim
