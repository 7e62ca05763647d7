// SPDX-License-Identifier: Apache-2.0
// Ports of a toy world: servers that are functions, and a clock that jumps to whatever is waited
// for. A fuse kills the client at any of its awaits: from there on nobody answers any more.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/cssm/session.h"
#include "core/async/clock.h"
#include "core/async/task.h"
#include "core/http/client.h"

namespace slsim {

/// Counts down answers. At zero the last request is still served, or not, and never answered.
struct Fuse {
  std::optional<int> left{};
  bool served_at_last = false;
  [[nodiscard]] bool burnt() const { return left && *left <= 0; }
  void burn() {
    if (left && *left > 0) --*left;
  }
};

class FakeClock final : public Clock {
 public:
  explicit FakeClock(Fuse& fuse) : fuse_{fuse} {}
  [[nodiscard]] Instant now() const override { return now_; }
  [[nodiscard]] Answer<Instant> wait_until(Instant when) override {
    if (fuse_.burnt()) return Answer<Instant>{};
    fuse_.burn();
    waits.push_back(when - now_);
    now_ = std::max(now_, when);
    return Answer<Instant>{now_};
  }
  void pass(Duration duration) { now_ += duration; }

  std::vector<Duration> waits;

 private:
  Fuse& fuse_;
  Instant now_{days(20'000)};
};

class FakeHttp final : public HttpClient {
 public:
  using Server = std::function<Result<HttpResponse>(const HttpExchange&)>;
  explicit FakeHttp(Fuse& fuse) : fuse_{fuse} {}

  [[nodiscard]] Answer<Result<HttpResponse>> send(HttpExchange exchange) override {
    if (fuse_.burnt() && !fuse_.served_at_last) return {};
    sent.push_back(exchange);
    Result<HttpResponse> answer = server(exchange);
    if (fuse_.burnt()) return {};
    fuse_.burn();
    return Answer<Result<HttpResponse>>{std::move(answer)};
  }

  Server server;
  std::vector<HttpExchange> sent;

 private:
  Fuse& fuse_;
};

/// All that a client needs, and a way to run one.
struct FakePorts {
  Fuse fuse{};
  FakeClock clock{fuse};
  FakeHttp http{fuse};
  RandomStream jitter{1, "mediator/jitter"};
  Shared shared{};

  [[nodiscard]] Ports ports() { return {http, clock, jitter, shared}; }

  /// What the task answers; absent when it was killed.
  template <class T>
  std::optional<T> run(Task<T> task) {
    std::optional<T> result;
    Running running{keep(std::move(task), result)};
    running.begin();
    return result;
  }

 private:
  template <class T>
  static Task<> keep(Task<T> task, std::optional<T>& result) {
    result.emplace(co_await task);
  }
};

}  // namespace slsim
