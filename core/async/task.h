// SPDX-License-Identifier: Apache-2.0
// A coroutine that begins when it is awaited and answers once. Destroying it destroys whatever it
// waits for, at any await: nothing is left that could wake it. One thread; nothing throws.
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

#include "core/async/trampoline.h"

namespace slsim {

/// What every coroutine of a chain knows: who runs it, and who waits for it.
struct TaskPromiseBase {
  struct Final {
    [[nodiscard]] static bool await_ready() noexcept { return false; }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise> self) const noexcept {
      self.promise().trampoline->resume(self.promise().parent);
    }
    static void await_resume() noexcept {}
  };

  [[nodiscard]] static std::suspend_always initial_suspend() noexcept { return {}; }
  [[nodiscard]] static Final final_suspend() noexcept { return {}; }
  [[noreturn]] static void unhandled_exception() noexcept { std::terminate(); }

  Trampoline* trampoline = nullptr;
  std::coroutine_handle<> parent = nullptr;
};

template <class T>
struct TaskPromise : TaskPromiseBase {
  void return_value(T result) { value.emplace(std::move(result)); }
  std::optional<T> value;
};
template <>
struct TaskPromise<void> : TaskPromiseBase {
  static void return_void() noexcept {}
};

template <class T = void>
class [[nodiscard]] Task {
 public:
  struct promise_type : TaskPromise<T> {
    Task get_return_object() {
      return Task{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
  };

  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;
  Task(Task&& other) noexcept : self_{std::exchange(other.self_, nullptr)} {}
  Task& operator=(Task&& other) noexcept {
    std::swap(self_, other.self_);
    return *this;
  }
  ~Task() {
    if (self_) self_.destroy();
  }

  [[nodiscard]] static bool await_ready() noexcept { return false; }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> parent) {
    self_.promise().parent = parent;
    begin(*parent.promise().trampoline);
  }
  T await_resume() {
    if constexpr (!std::is_void_v<T>) return std::move(*self_.promise().value);
  }

  /// REQUIRES: it has not begun. The trampoline outlives it.
  void begin(Trampoline& trampoline) {
    self_.promise().trampoline = &trampoline;
    trampoline.resume(self_);
  }
  [[nodiscard]] bool done() const { return self_.done(); }

 private:
  explicit Task(std::coroutine_handle<promise_type> self) : self_{self} {}
  std::coroutine_handle<promise_type> self_;
};

/// A chain of coroutines from its root. Destroyed, it ends wherever it waits.
class Running {
 public:
  explicit Running(Task<> root) : root_{std::move(root)} {}
  /// REQUIRES: once.
  void begin() { root_.begin(trampoline_); }
  [[nodiscard]] bool done() const { return root_.done(); }

 private:
  Trampoline trampoline_;
  Task<> root_;
};

}  // namespace slsim
