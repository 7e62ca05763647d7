// SPDX-License-Identifier: Apache-2.0
// A sweep plays one plan under many seeds, each time disturbed in another way: slow and lossy
// links, answers that are lost, cuts, clocks that are wrong, and steps of one instant in another
// order. Nothing is expected of such a world but that the simulator's own invariants hold.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/scenario/runner_result.h"

namespace slsim {

/// A plan with more steps than it had. Everything that chance did is in it as a step, so that it
/// can be shown and played again.
struct Disturbed {
  std::shared_ptr<const Plan> plan;
  std::vector<std::string> added;  ///< `at 12d network: {cut: {from: cm1, to: cssm}}`, by time.
};

/// Depends on the plan and the seed alone.
[[nodiscard]] Disturbed disturb(const Plan& plan, std::uint64_t seed);

/// Plays the disturbed plan. Its failures are invariants that broke and runaways, and with `twice`
/// that the two plays went two ways.
[[nodiscard]] RunResult play_disturbed(const Disturbed& disturbed, bool twice = false);

}  // namespace slsim
