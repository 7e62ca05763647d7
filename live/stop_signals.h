// SPDX-License-Identifier: Apache-2.0
// SIGINT and SIGTERM as a question that a program asks when it suits it.
#pragma once

#include <csignal>

namespace slsim {

class StopSignals {
 public:
  /// Before any thread starts, so that none of them gets one.
  StopSignals();
  /// Until one has come.
  void wait() const;
  /// Whether one has come since.
  [[nodiscard]] bool came() const;
  /// As if somebody had sent one.
  static void raise();

 private:
  sigset_t set_{};
};

}  // namespace slsim
