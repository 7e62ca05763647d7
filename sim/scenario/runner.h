// SPDX-License-Identifier: Apache-2.0
// Plays a plan and judges it. What happens and what is reported depend on the plan alone.
//
// At one instant: the steps of the plan in the order of the file, then everything due until nothing
// is left at that instant, then expectations. A scenario goes on after a failure, so that all
// failures are known at once; only a broken invariant or a runaway ends it early. It ends at the
// plan's end, with what happens at that very instant.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "sim/scenario/runner_result.h"
#include "sim/scenario/world.h"

namespace slsim {

struct RunOptions {
  bool keep_journal = false;
  bool judge_steps = true;  ///< Without it, steps may be refused.
};

[[nodiscard]] RunResult run(std::shared_ptr<const Plan> plan, const RunOptions& options = {});

/// Plays the plan twice. When both plays are alike the result is that of one; else it has a failure
/// that names the first event that differs.
[[nodiscard]] RunResult run_twice(const std::shared_ptr<const Plan>& plan,
                                  const RunOptions& options = {});

/// The world of the plan after everything that happens up to `until` and at it, steps included.
/// REQUIRES: `until` is not before the start.
struct PlayedWorld {
  World world;
  std::optional<std::string> stopped;  ///< Why it did not get there.
};
[[nodiscard]] PlayedWorld play_to(std::shared_ptr<const Plan> plan, Instant until);

/// The same plan with another seed.
[[nodiscard]] std::shared_ptr<const Plan> with_seed(const std::shared_ptr<const Plan>& plan,
                                                    std::uint64_t seed);

}  // namespace slsim
