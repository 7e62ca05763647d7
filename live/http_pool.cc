// SPDX-License-Identifier: Apache-2.0
#include "live/http_pool.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "live/kept_connections.h"

namespace slsim {
namespace {

struct Question {
  HttpPool::Number number = 0;
  HttpOrigin origin;
  HttpRequest request;
  HttpClientOptions options;
  std::shared_ptr<std::atomic<bool>> given_up;
};

}  // namespace

struct HttpPool::State {
  explicit State(std::size_t at_most) : most{at_most} {}

  void work() {
    std::unique_lock lock{mutex};
    for (;;) {
      ++idle;
      asked.wait(lock, [this] { return ends || !waiting.empty(); });
      --idle;
      if (ends) return;
      Question question = std::move(waiting.front());
      waiting.pop_front();
      lock.unlock();
      auto answer = fetch(question.origin, question.request, question.options);
      lock.lock();
      if (open.erase(question.number) == 0) continue;  // Given up.
      arrived.push_back({question.number, std::move(answer)});
      answered.notify_one();
    }
  }

  const std::size_t most;
  KeptConnections kept;
  std::mutex mutex;
  std::condition_variable asked;
  std::condition_variable answered;
  std::deque<Question> waiting;
  std::map<Number, std::shared_ptr<std::atomic<bool>>> open;
  std::vector<Arrived> arrived;
  std::size_t idle = 0;
  bool ends = false;
  Number last = 0;
  std::vector<std::thread> threads;
};

HttpPool::HttpPool(std::size_t threads) : state_{std::make_unique<State>(threads)} {}

HttpPool::~HttpPool() {
  {
    const std::lock_guard lock{state_->mutex};
    state_->ends = true;
    for (const auto& [number, given_up] : state_->open) given_up->store(true);
  }
  state_->asked.notify_all();
  for (std::thread& thread : state_->threads) thread.join();
}

HttpPool::Number HttpPool::ask(HttpOrigin origin, HttpRequest request, HttpClientOptions options) {
  Question question{.origin = std::move(origin),
                    .request = std::move(request),
                    .options = std::move(options),
                    .given_up = std::make_shared<std::atomic<bool>>(false)};
  question.options.kept = &state_->kept;
  question.options.given_up = question.given_up.get();
  const std::lock_guard lock{state_->mutex};
  const Number number = ++state_->last;
  question.number = number;
  state_->open.emplace(number, question.given_up);
  state_->waiting.push_back(std::move(question));
  if (state_->idle < state_->waiting.size() && state_->threads.size() < state_->most) {
    state_->threads.emplace_back([this] { state_->work(); });
  } else {
    state_->asked.notify_one();
  }
  return number;
}

void HttpPool::give_up(Number number) {
  const std::lock_guard lock{state_->mutex};
  const auto found = state_->open.find(number);
  if (found == state_->open.end()) return;
  found->second->store(true);
  state_->open.erase(found);
}

std::vector<HttpPool::Arrived> HttpPool::take(std::chrono::milliseconds patience) {
  std::unique_lock lock{state_->mutex};
  state_->answered.wait_for(lock, patience, [this] { return !state_->arrived.empty(); });
  return std::exchange(state_->arrived, {});
}

}  // namespace slsim
