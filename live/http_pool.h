// SPDX-License-Identifier: Apache-2.0
// Many HTTP requests side by side, on threads of their own, by connections that are kept. Whoever
// owns it asks and takes the answers, both on one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/http/client.h"
#include "live/http_client.h"

namespace slsim {

class HttpPool {
 public:
  /// At most so many requests are under way; further ones wait.
  explicit HttpPool(std::size_t threads);
  HttpPool(const HttpPool&) = delete;
  HttpPool& operator=(const HttpPool&) = delete;
  /// Gives up what is under way.
  ~HttpPool();

  using Number = std::uint64_t;
  /// Of the options `kept` and `given_up` are the pool's own affair.
  Number ask(HttpOrigin origin, HttpRequest request, HttpClientOptions options);
  /// Its answer does not come any more.
  void give_up(Number number);

  struct Arrived {
    Number number = 0;
    Result<HttpResponse> answer;
  };
  /// What has come since the last call, in the order in which it came; waits so long for the first.
  [[nodiscard]] std::vector<Arrived> take(std::chrono::milliseconds patience);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace slsim
