// SPDX-License-Identifier: Apache-2.0
// Lets coroutines of several chains through one at a time, in the order in which they came. Whoever
// goes away, with its turn or before it, holds up no other.
#pragma once

#include <deque>
#include <memory>
#include <utility>

#include "core/async/answer.h"

namespace slsim {

class Turnstile {
 private:
  struct State;

 public:
  /// Ends with its life: the next one goes on at once.
  class [[nodiscard]] Turn {
   public:
    explicit Turn(std::shared_ptr<State> state) : state_{std::move(state)} {}
    Turn(Turn&& other) noexcept : state_{std::exchange(other.state_, nullptr)} {}
    Turn& operator=(Turn&& other) noexcept {
      std::swap(state_, other.state_);
      return *this;
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
      if (state_) pass_on(std::move(state_));
    }

   private:
    std::shared_ptr<State> state_;
  };

  [[nodiscard]] Answer<Turn> enter() {
    if (!std::exchange(state_->taken, true)) return Answer<Turn>{Turn{state_}};
    Answer<Turn> answer;
    state_->waiting.push_back(answer.reply());
    return answer;
  }

 private:
  struct State {
    bool taken = false;
    std::deque<Reply<Turn>> waiting{};
  };
  static void pass_on(std::shared_ptr<State> state) {
    while (!state->waiting.empty()) {
      const Reply<Turn> next = std::move(state->waiting.front());
      state->waiting.pop_front();
      if (!next.forgotten()) return next(Turn{std::move(state)});
    }
    state->taken = false;
  }

  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace slsim
