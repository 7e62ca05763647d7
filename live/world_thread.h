// SPDX-License-Identifier: Apache-2.0
// The one thread that owns a state. Others post jobs to it; it does them in the order in which they
// came, many at a time when many wait, and what follows from them (answers) leaves only after the
// whole of that batch has been made durable. Between jobs it does what wall time brings.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace slsim {

class WorldThread {
 public:
  using Clock = std::chrono::steady_clock;
  using Then = std::function<void()>;
  /// Runs on the thread; what it answers, which may be empty, is called there after commit().
  using Job = std::function<Then()>;

  struct Duties {
    /// Does what is due by now, and says when to call it next; nothing: only after further jobs.
    std::function<std::optional<Clock::time_point>()> tick;
    /// Makes what has been done durable. Called before anything that follows from it, which is
    /// dropped when it answers false.
    std::function<bool()> commit;
  };

  explicit WorldThread(Duties duties);
  WorldThread(const WorldThread&) = delete;
  WorldThread& operator=(const WorldThread&) = delete;
  /// Jobs that wait are still done.
  ~WorldThread();

  /// From any thread. Ignored after stop().
  void post(Job job);
  /// The same, and waits until it is done and durable. Not from the thread itself.
  void call(const std::function<void()>& work);
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace slsim
