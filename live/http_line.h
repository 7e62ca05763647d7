// SPDX-License-Identifier: Apache-2.0
// One HTTP request after the other to one server, on a thread of its own, by a connection that is
// kept: for a state that waits for each answer and cannot block.
#pragma once

#include <functional>
#include <memory>

#include "core/http/client.h"
#include "live/http_client.h"

namespace slsim {

class HttpLine {
 public:
  /// Of the options `kept` and `given_up` are the line's own affair.
  HttpLine(HttpOrigin origin, HttpClientOptions options);
  HttpLine(const HttpLine&) = delete;
  HttpLine& operator=(const HttpLine&) = delete;
  /// Gives up what is under way; nobody hears of it any more.
  ~HttpLine();

  /// Called on the line's thread.
  using Answered = std::function<void(Result<HttpResponse>)>;
  void ask(HttpRequest request, Answered answered);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace slsim
