// SPDX-License-Identifier: Apache-2.0
// A sweep plays one plan under many seeds, each time disturbed in another way: slow and lossy
// links, answers that are lost, cuts, clocks that are wrong, and steps of one instant in another
// order. Nothing is expected of such a world but that the simulator's own invariants hold; and,
// once all disturbances have ended, what its file expects from then on.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
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

/// Depends on the plan, the seed and `heal` alone. With `heal`, at which nothing is disturbed any
/// more, the plan's expectations that begin then or later stay; without it none does.
[[nodiscard]] Disturbed disturb(const Plan& plan, std::uint64_t seed,
                                std::optional<Instant> heal = std::nullopt);

/// Plays the disturbed plan, whose steps may be refused. Its failures are invariants that broke,
/// runaways and expectations in vain, and with `twice` that the two plays went two ways.
[[nodiscard]] RunResult play_disturbed(const Disturbed& disturbed, bool twice = false);

}  // namespace slsim
