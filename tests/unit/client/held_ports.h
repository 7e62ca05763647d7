// SPDX-License-Identifier: Apache-2.0
// Ports that keep whatever they are asked until the test answers: one question after the other.
#pragma once

#include <deque>
#include <functional>
#include <utility>

#include "tests/unit/client/fake_ports.h"

namespace slsim {

class HeldPorts final : public HttpClient, public Clock {
 public:
  explicit HeldPorts(FakePorts& world) : world_{world} {}
  Answer<Result<HttpResponse>> send(HttpExchange exchange) override {
    Answer<Result<HttpResponse>> answer;
    steps_.emplace_back([this, exchange = std::move(exchange), reply = answer.reply()] {
      const bool heard = !reply.forgotten();
      reply(world_.http.server(exchange));
      return heard;
    });
    return answer;
  }
  Instant now() const override { return world_.clock.now(); }
  Answer<Instant> wait_until(Instant when) override {
    Answer<Instant> answer;
    steps_.emplace_back([this, when, reply = answer.reply()] {
      const bool heard = !reply.forgotten();
      world_.clock.pass(when - world_.clock.now());
      reply(when);
      return heard;
    });
    return answer;
  }
  [[nodiscard]] bool asked() const { return !steps_.empty(); }
  /// Answers the first question; whether anybody heard it.
  bool answer() {
    const std::function<bool()> step = std::move(steps_.front());
    steps_.pop_front();
    return step();
  }

 private:
  FakePorts& world_;
  std::deque<std::function<bool()>> steps_;
};

}  // namespace slsim
