// SPDX-License-Identifier: Apache-2.0
// What must hold of a UC application whatever happens around it.
#pragma once

#include <string>
#include <vector>

#include "sim/ucapps/cluster.h"

namespace slsim {

/// All that the checks look at, as values, so that a test can spoil each.
struct ClusterView {
  std::string name;
  Standing shown;   ///< As last recorded.
  Standing judged;  ///< As the facts have it now.
  bool running = true;
  bool has_identity = false;
  bool has_answer = false;
  Duration evaluation_left{};
  Duration evaluation_period{};
  bool evaluation_running = false;
  Duration overage_spent{};
  Instant next_attempt = never;  ///< As an instant of the world.
};

[[nodiscard]] std::vector<std::string> broken_invariants(const ClusterView& view, Instant now);
[[nodiscard]] std::vector<std::string> broken_invariants(const Cluster& cluster, Instant now);

}  // namespace slsim
