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

MediatorPorts::MediatorPorts(std::uint32_t next, RandomStream jitter, const Known& known)
    : next_{next}, jitter_{jitter}, http_{*this}, clock_{*this} {
  for (const auto& [client, token] : known.access) shared_.access[client].token = token;
  for (const auto& [domain, listing] : known.virtual_accounts) {
    shared_.virtual_accounts[domain].found = listing;
  }
}

MediatorPorts::Known MediatorPorts::known() const {
  Known known;
  for (const auto& [client, desk] : shared_.access) known.access.emplace(client, desk.token);
  for (const auto& [domain, reading] : shared_.virtual_accounts) {
    if (reading.found) known.virtual_accounts.emplace(domain, *reading.found);
  }
  return known;
}

void MediatorPorts::forget_all() {
  wishes_.clear();
  asking_.clear();
  waiting_.clear();
  shared_ = {};
}

}  // namespace slsim
