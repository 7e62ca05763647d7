// SPDX-License-Identifier: Apache-2.0
// How a port answers a coroutine: it keeps the Reply and hands out the Answer, which is awaited.
// The Reply may come at once, later, or never; when whoever awaited is gone it goes nowhere.
#pragma once

#include <coroutine>
#include <memory>
#include <optional>
#include <utility>

#include "core/async/trampoline.h"

namespace slsim {

template <class T>
struct AnswerCell {
  std::optional<T> value;
  Trampoline* trampoline = nullptr;
  std::coroutine_handle<> waiting = nullptr;
};

/// Once.
template <class T>
class Reply {
 public:
  explicit Reply(std::weak_ptr<AnswerCell<T>> cell) : cell_{std::move(cell)} {}
  void operator()(T value) const {
    const std::shared_ptr<AnswerCell<T>> cell = cell_.lock();
    if (cell == nullptr) return;
    CHECK(!cell->value, "a reply is given once");
    cell->value.emplace(std::move(value));
    if (cell->waiting) cell->trampoline->resume(std::exchange(cell->waiting, nullptr));
  }
  /// Whether nobody waits for it any more.
  [[nodiscard]] bool forgotten() const { return cell_.expired(); }

 private:
  std::weak_ptr<AnswerCell<T>> cell_;
};

template <class T>
class [[nodiscard]] Answer {
 public:
  /// Waits for reply().
  Answer() : cell_{std::make_shared<AnswerCell<T>>()} {}
  /// Is there already.
  explicit Answer(T value) : Answer{} { cell_->value.emplace(std::move(value)); }

  [[nodiscard]] Reply<T> reply() const { return Reply<T>{cell_}; }

  [[nodiscard]] bool await_ready() const noexcept { return cell_->value.has_value(); }
  template <class Promise>
  void await_suspend(std::coroutine_handle<Promise> self) {
    cell_->trampoline = self.promise().trampoline;
    cell_->waiting = self;
  }
  T await_resume() { return std::move(*cell_->value); }

 private:
  std::shared_ptr<AnswerCell<T>> cell_;
};

}  // namespace slsim
