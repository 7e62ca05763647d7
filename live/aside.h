// SPDX-License-Identifier: Apache-2.0
// Work that one thread has done by another while it goes on, one piece at a time.
#pragma once

#include <functional>
#include <memory>

namespace slsim {

class Aside {
 public:
  Aside();
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;
  /// Waits for what is under way.
  ~Aside();

  /// REQUIRES: not busy(). `work` touches nothing that anybody else does meanwhile.
  void begin(std::function<void()> work);
  [[nodiscard]] bool busy() const;
  /// Until it is not busy.
  void wait();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace slsim
