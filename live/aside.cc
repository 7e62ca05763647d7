// SPDX-License-Identifier: Apache-2.0
#include "live/aside.h"

#include <atomic>
#include <thread>
#include <utility>

#include "core/result/check.h"

namespace slsim {

struct Aside::State {
  std::atomic<bool> busy = false;
  std::thread thread{};
};

Aside::Aside() : state_{std::make_unique<State>()} {}
Aside::~Aside() { wait(); }

void Aside::begin(std::function<void()> work) {
  CHECK(!busy(), "one piece of work at a time");
  wait();
  state_->busy = true;
  state_->thread = std::thread{[state = state_.get(), work = std::move(work)] {
    work();
    state->busy = false;
  }};
}

bool Aside::busy() const { return state_->busy; }

void Aside::wait() {
  if (state_->thread.joinable()) state_->thread.join();
}

}  // namespace slsim
