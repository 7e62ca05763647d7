// SPDX-License-Identifier: Apache-2.0
// What goes on next in one chain of coroutines. Each step returns here before the following one
// begins, so that a chain of any length takes no stack: g++ 12 makes no tail call of a symmetric
// transfer when it does not optimise.
#pragma once

#include <coroutine>
#include <utility>

#include "core/result/check.h"

namespace slsim {

class Trampoline {
 public:
  Trampoline() = default;
  Trampoline(const Trampoline&) = delete;
  Trampoline& operator=(const Trampoline&) = delete;
  ~Trampoline() { CHECK(!running_, "a chain of coroutines is not destroyed by one of its own"); }

  /// Goes on with `next` and with what follows it, until everything waits. Called from within, it
  /// only notes what is next.
  void resume(std::coroutine_handle<> next) {
    next_ = next;
    if (running_) return;
    running_ = true;
    while (next_) std::exchange(next_, nullptr).resume();
    running_ = false;
  }

 private:
  std::coroutine_handle<> next_ = nullptr;
  bool running_ = false;
};

}  // namespace slsim
