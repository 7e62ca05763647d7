// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/player.h"

#include <algorithm>
#include <utility>

namespace slsim {
namespace {

constexpr std::size_t most_failures = 1000;

}  // namespace

Player::Player(std::shared_ptr<const Plan> plan, bool judge_steps)
    : judge_steps_{judge_steps}, steps_{*plan}, windows_{*plan}, world_{std::move(plan)} {}

Player::Player(World world)
    : judge_steps_{false},
      begun_{true},
      steps_{world.plan()},
      windows_{world.plan()},
      world_{std::move(world)} {}

void Player::play(Instant until) {
  if (stopped_) return;
  if (!std::exchange(begun_, true) && !play_instant(world_.now() >= until)) return;
  while (world_.now() < until && go_on(until) && play_instant(world_.now() >= until)) {
  }
}

void Player::play_on() {
  if (!stopped_) play_instant(false);
}

void Player::finish() {
  if (!stopped_ && judge_steps_) steps_.give_up(world_, failures_);
  leave_out();
}

/// Everything at this instant. False when that is the end.
bool Player::play_instant(bool last) {
  const bool stepped = steps_.next_at() <= world_.now();
  if (world_.plan().settled && !play_due()) return false;
  do {
    if (stepped) steps_.play(world_, step_failures());
    if (!play_due()) return false;
  } while (steps_.next_at() <= world_.now());
  windows_.look(world_, steps_.results(), failures_);
  leave_out();
  return sound(stepped || last);
}

/// What is due, and the outcomes it brings. False when that went wrong.
bool Player::play_due() {
  if (auto why = world_.play_instant()) return stop(Failure::Kind::runaway, std::move(*why));
  steps_.collect(world_, step_failures());
  return true;
}

/// On to the next instant that matters. False when that went wrong.
bool Player::go_on(Instant until) {
  Instant next = std::min({steps_.next_at(), until, windows_.next_edge(world_.now())});
  if (steps_.waiting() || windows_.any_open()) next = std::min(next, world_.next_due());
  if (auto why = world_.play_until(next)) return stop(Failure::Kind::runaway, std::move(*why));
  return sound(false);
}

/// Whether no invariant has broken.
bool Player::sound(bool in_full) {
  if (world_.violation()) return stop(Failure::Kind::invariant, *world_.violation());
  if (!in_full) return true;
  std::vector<std::string> broken = world_.broken_invariants();
  return broken.empty() || stop(Failure::Kind::invariant, std::move(broken.front()));
}

/// A step that fails at each of a million times must not fill the memory.
void Player::leave_out() {
  if (failures_.size() <= most_failures) return;
  left_out_ += failures_.size() - most_failures;
  failures_.resize(most_failures);
}

bool Player::stop(Failure::Kind kind, std::string why) {
  Failure failure;
  failure.kind = kind;
  failure.at = world_.now();
  failure.text = std::move(why);
  stopped_ = failure.text;
  // What ended the case decides the verdict, so that it is never among those left out.
  if (failures_.size() == most_failures) {
    failures_.pop_back();
    ++left_out_;
  }
  failures_.push_back(std::move(failure));
  return false;
}

std::vector<Failure>& Player::step_failures() {
  ignored_.clear();
  return judge_steps_ ? failures_ : ignored_;
}

}  // namespace slsim
