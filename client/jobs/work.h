// SPDX-License-Identifier: Apache-2.0
// One job under way: what its steps share.
#pragma once

#include <string>

#include "client/jobs/job.h"
#include "client/uc/app.h"

namespace slsim {

struct JobWork {  // NOLINT(cppcoreguidelines-pro-type-member-init): Ports are references.
  Ports ports;
  Store& store;
  JobLimits limits;
  StoredJob job;
  StoredCluster cluster;

  [[nodiscard]] UcApp app() const;
  /// Where the cluster is to be; where it was, for one that only leaves.
  [[nodiscard]] std::optional<StoredVirtualAccount> account() const;
  /// Job and cluster as they are now, durably.
  [[nodiscard]] OrFault<void> save();
  void mark(Phase phase, PhaseState state) { job.phases[static_cast<std::size_t>(phase)] = state; }
  /// Adds a sentence to what the job says.
  void note(const std::string& sentence);
};

/// What comes after a step: the next one, `done`, or why it cannot go on.
using NextStep = OrFault<std::string>;

[[nodiscard]] Task<NextStep> verify_step(JobWork& work);
[[nodiscard]] Task<NextStep> deregister_step(JobWork& work);
[[nodiscard]] Task<NextStep> settle_step(JobWork& work);
[[nodiscard]] Task<NextStep> mode_step(JobWork& work);
[[nodiscard]] Task<NextStep> mode_set_step(JobWork& work);
[[nodiscard]] Task<NextStep> mode_wait_step(JobWork& work);
[[nodiscard]] Task<NextStep> transport_step(JobWork& work);
[[nodiscard]] Task<NextStep> check_step(JobWork& work);
[[nodiscard]] Task<NextStep> token_step(JobWork& work);
[[nodiscard]] Task<NextStep> register_step(JobWork& work);
[[nodiscard]] Task<NextStep> registering_step(JobWork& work);

}  // namespace slsim
