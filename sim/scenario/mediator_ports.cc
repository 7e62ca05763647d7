// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/mediator_ports.h"

namespace slsim {

Answer<Result<HttpResponse>> MediatorPorts::WishingHttp::send(HttpExchange exchange) {
  Answer<Result<HttpResponse>> answer;
  ports_.asking_.emplace(ports_.next_, answer.reply());
  Wish& wish = ports_.wishes_.emplace_back();
  wish.number = ports_.next_++;
  wish.exchange.emplace(std::move(exchange));
  return answer;
}

Answer<Instant> MediatorPorts::WishingClock::wait_until(Instant when) {
  Answer<Instant> answer;
  ports_.waiting_.emplace(ports_.next_, answer.reply());
  Wish& wish = ports_.wishes_.emplace_back();
  wish.number = ports_.next_++;
  wish.until = when;
  return answer;
}

void MediatorPorts::answer(std::uint32_t wish, Result<HttpResponse> answer) {
  const auto asking = asking_.extract(wish);
  if (asking) asking.mapped()(std::move(answer));
}

void MediatorPorts::wake(std::uint32_t wish) {
  const auto waiting = waiting_.extract(wish);
  if (waiting) waiting.mapped()(now_);
}

MediatorPorts::AccessTokens MediatorPorts::access_tokens() const {
  AccessTokens tokens;
  for (const auto& [client, desk] : shared_.access) tokens.emplace(client, desk.token);
  return tokens;
}

void MediatorPorts::forget_all() {
  wishes_.clear();
  asking_.clear();
  waiting_.clear();
  shared_ = {};
}

}  // namespace slsim
