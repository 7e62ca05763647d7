// SPDX-License-Identifier: Apache-2.0
// Somebody who tells a served world one step after the other, on a thread of its own, until it is
// let go or killed under him.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>

#include "core/http/client.h"

namespace slsim {

class Teller {
 public:
  /// `step_of` says what is told at each turn, counted from 0.
  Teller(const std::string& admin, std::function<std::string(int)> step_of);
  Teller(const Teller&) = delete;
  Teller& operator=(const Teller&) = delete;
  ~Teller();

  /// How many steps were under way still when they were answered.
  [[nodiscard]] int begun() const { return begun_; }

 private:
  void work();

  HttpOrigin origin_;
  std::function<std::string(int)> step_of_;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> begun_ = 0;
  std::thread thread_;  ///< Last: it uses the others.
};

/// Of the environment's SLSIM_KILLS; `otherwise` without it.
[[nodiscard]] int kills_wanted(int otherwise);

}  // namespace slsim
