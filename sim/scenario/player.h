// SPDX-License-Identifier: Apache-2.0
// Plays a world, the steps of its plan and the expectations, up to any instant and then further.
//
// At one instant: the steps of the plan in the order of the file, then everything due until nothing
// is left at that instant, then expectations.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/steps.h"
#include "sim/scenario/windows.h"
#include "sim/scenario/world.h"

namespace slsim {

class Player {
 public:
  /// Without `judge_steps`, steps may be refused.
  Player(std::shared_ptr<const Plan> plan, bool judge_steps);
  /// Goes on with a world that has been played. REQUIRES: its plan has neither steps nor
  /// expectations.
  explicit Player(World world);

  /// Up to `until` and at it. Does nothing once it has stopped.
  void play(Instant until);
  /// What was done at this instant from outside has its consequences at once.
  void play_on();
  /// Nothing more comes: whoever still waits has failed.
  void finish();

  [[nodiscard]] World& world() { return world_; }
  [[nodiscard]] const World& world() const { return world_; }
  [[nodiscard]] const Steps& steps() const { return steps_; }
  [[nodiscard]] const Windows& windows() const { return windows_; }
  /// Why it cannot go on: an invariant that broke, or a runaway.
  [[nodiscard]] const std::optional<std::string>& stopped() const { return stopped_; }
  /// In the order in which they showed.
  [[nodiscard]] const std::vector<Failure>& failures() const& { return failures_; }
  [[nodiscard]] std::vector<Failure> failures() && { return std::move(failures_); }
  [[nodiscard]] std::size_t left_out() const { return left_out_; }

 private:
  bool play_instant(bool last);
  bool play_due();
  bool go_on(Instant until);
  bool sound(bool in_full);
  void leave_out();
  bool stop(Failure::Kind kind, std::string why);
  [[nodiscard]] std::vector<Failure>& step_failures();

  bool judge_steps_;
  bool begun_ = false;
  Steps steps_;
  Windows windows_;
  World world_;
  std::vector<Failure> failures_;
  std::vector<Failure> ignored_;
  std::size_t left_out_ = 0;
  std::optional<std::string> stopped_;
};

}  // namespace slsim
