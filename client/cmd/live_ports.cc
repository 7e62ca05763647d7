// SPDX-License-Identifier: Apache-2.0
#include "client/cmd/live_ports.h"

#include <chrono>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "client/json.h"
#include "core/time/text.h"
#include "live/http_client.h"

namespace slsim {
namespace {

constexpr Duration look_again = milliseconds(200);  // While a served clock is followed.

bool is_near(const std::string& host) {
  return host == "localhost" || host.starts_with("127.") || host == "::1";
}

}  // namespace

Answer<Result<HttpResponse>> LiveHttp::send(HttpExchange exchange) {
  HttpClientOptions options;
  options.ca_file = ca_file_;
  options.proxy = exchange.proxy;
  if (!options.proxy && !is_near(exchange.to.host)) options.proxy = proxy_;
  options.read_time = exchange.patience;
  return Answer<Result<HttpResponse>>{fetch(exchange.to, exchange.request, options)};
}

Instant LiveClock::now() const {
  if (!served_) {
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  }
  const HttpRequest request{.path = "/v1/status"};
  const Result<HttpResponse> answer = fetch(*served_, request);
  const auto json = answer ? parse_object(answer->body) : std::nullopt;
  if (json) last_ = parse_instant(json_text(*json, "now")).value_or(last_);
  return last_;
}

Answer<Instant> LiveClock::wait_until(Instant when) {
  Answer<Instant> answer;
  waiting_.emplace(when, answer.reply());
  return answer;
}

void LiveClock::wake_next() {
  const auto first = waiting_.begin();
  const Instant when = first->first;
  Instant at = now();
  while (at < when) {
    std::this_thread::sleep_for(served_ ? look_again : std::min(when - at, Duration{60'000}));
    at = now();
  }
  const Reply<Instant> reply = first->second;
  waiting_.erase(first);
  reply(at);
}

std::optional<HttpProxy> proxy_of_environment() {
  const char* text = std::getenv("HTTPS_PROXY");
  if (text == nullptr) text = std::getenv("https_proxy");
  if (text == nullptr) return std::nullopt;
  const std::optional<HttpOrigin> origin = parse_origin(text);
  if (!origin) return std::nullopt;
  return HttpProxy{origin->host, origin->port, "", ""};
}

}  // namespace slsim
