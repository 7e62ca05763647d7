// SPDX-License-Identifier: Apache-2.0
#include "live/http_line.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "live/kept_connections.h"

namespace slsim {

struct HttpLine::State {
  struct Question {
    HttpRequest request;
    Answered answered;
  };

  void work() {
    std::unique_lock lock{mutex};
    for (;;) {
      asked.wait(lock, [this] { return ends || !waiting.empty(); });
      if (ends) return;
      const Question question = std::move(waiting.front());
      waiting.pop_front();
      lock.unlock();
      Result<HttpResponse> answer = fetch(origin, question.request, options);
      if (!ends) question.answered(std::move(answer));
      lock.lock();
    }
  }

  HttpOrigin origin;
  HttpClientOptions options;
  KeptConnections kept;
  std::mutex mutex;
  std::condition_variable asked;
  std::deque<Question> waiting;
  std::atomic<bool> ends = false;
  std::thread thread;
};

HttpLine::HttpLine(HttpOrigin origin, HttpClientOptions options)
    : state_{std::make_unique<State>()} {
  state_->origin = std::move(origin);
  state_->options = std::move(options);
  state_->options.kept = &state_->kept;
  state_->options.given_up = &state_->ends;
  state_->thread = std::thread{[state = state_.get()] { state->work(); }};
}

HttpLine::~HttpLine() {
  {
    const std::lock_guard lock{state_->mutex};
    state_->ends = true;
  }
  state_->asked.notify_one();
  state_->thread.join();
}

void HttpLine::ask(HttpRequest request, Answered answered) {
  const std::lock_guard lock{state_->mutex};
  state_->waiting.push_back({std::move(request), std::move(answered)});
  state_->asked.notify_one();
}

}  // namespace slsim
