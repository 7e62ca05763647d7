// SPDX-License-Identifier: Apache-2.0
// The first look at a case: who and what is named where, so that names can be used before the line
// that gives them.
#pragma once

#include "sim/scenario/loader_case.h"

namespace slsim {

/// The fixed actors, then those that the world names, in the order of the file; all hosts; all
/// names that the world gives.
void declare_world(CaseContext& context, const Node* world);
/// The names that steps give, and what they keep with `as:`. After the world.
void declare_steps(CaseContext& context, const Node* steps);

}  // namespace slsim
