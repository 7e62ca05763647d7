// SPDX-License-Identifier: Apache-2.0
// The steps of a plan as it is played: verbs are run at their instants, what they refuse is held
// against `refused:`, and what they give is kept for later steps. A verb may need the world to go
// on before it has an outcome; such steps are waited for.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/scenario/runner_result.h"
#include "sim/scenario/world.h"

namespace slsim {

class Steps {
 public:
  /// REQUIRES: `plan` outlives this.
  explicit Steps(const Plan& plan) : plan_{&plan} {}

  /// When the next turn is; `never` after the last.
  [[nodiscard]] Instant next_at() const;
  /// Runs every turn that is due now, in order; of a settled plan only the next.
  void play(World& world, std::vector<Failure>& failures);
  /// Takes the outcomes that have come in since.
  void collect(World& world, std::vector<Failure>& failures);
  /// Whether a step has no outcome yet.
  [[nodiscard]] bool waiting() const { return !waiting_.empty(); }
  /// At the end of the run: whoever still waits has failed.
  void give_up(const World& world, std::vector<Failure>& failures);

  /// What steps have kept with `as:` so far.
  [[nodiscard]] const Value::Map& results() const { return results_; }
  [[nodiscard]] std::size_t played() const { return next_; }

 private:
  struct Waiting {
    Turn turn;
    Ticket ticket;
  };

  void end(const World& world, const Turn& turn, const Outcome& outcome,
           std::vector<Failure>& failures);

  const Plan* plan_;
  std::size_t next_ = 0;  // In plan_->turns.
  std::vector<Waiting> waiting_;
  Value::Map results_;
};

/// `{class: already_registered, http: 405}: the product is registered`
[[nodiscard]] std::string describe(const Refusal& refusal);

/// Names of results in `value` that `results` lacks, each once.
[[nodiscard]] std::vector<std::string> missing_results(const Value& value,
                                                       const Value::Map& results);

/// The last changes and faults of an actor, as lines.
[[nodiscard]] std::vector<std::string> recent_lines(const World& world, ActorId actor);

}  // namespace slsim
