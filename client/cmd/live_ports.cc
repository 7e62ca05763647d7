// SPDX-License-Identifier: Apache-2.0
#include "client/cmd/live_ports.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <utility>

#include "client/json.h"
#include "core/time/text.h"
#include "live/http_client.h"

namespace slsim {
namespace {

using std::chrono::steady_clock;

constexpr Duration look_again = milliseconds(200);  // While a served clock is followed.
constexpr std::chrono::milliseconds fresh{5};       // What it said so lately is taken for its time.
/// Of the wall, which an exchange has however fast the clock is that is followed.
constexpr std::chrono::seconds least_patience{2};

bool is_near(const std::string& host) {
  return host == "localhost" || host.starts_with("127.") || host == "::1";
}

}  // namespace

Instant LiveClock::now() const {
  if (!served_) {
    return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  }
  const auto wall = steady_clock::now();
  if (asked_ && wall - *asked_ < fresh) return last_;
  const HttpRequest request{.path = "/v1/status"};
  HttpClientOptions options;
  options.kept = &kept_;
  const Result<HttpResponse> answer = fetch(*served_, request, options);
  const auto json = answer ? parse_object(answer->body) : std::nullopt;
  if (json) last_ = parse_instant(json_text(*json, "now")).value_or(last_);
  asked_ = steady_clock::now();
  return last_;
}

Answer<Instant> LiveClock::wait_until(Instant when) {
  Answer<Instant> answer;
  waiting_.emplace(when, answer.reply());
  return answer;
}

void LiveClock::wake() {
  const Instant at = now();
  while (!waiting_.empty() && waiting_.begin()->first <= at) {
    const Reply<Instant> reply = waiting_.begin()->second;
    waiting_.erase(waiting_.begin());
    reply(at);
  }
}

Duration LiveClock::until_next() const {
  if (served_ || waiting_.empty()) return look_again;
  const Duration left = waiting_.begin()->first - now();
  return std::clamp(left, Duration{}, look_again);
}

Answer<Result<HttpResponse>> LiveHttp::send(HttpExchange exchange) {
  HttpClientOptions options;
  options.ca_file = options_.ca_file;
  options.proxy = exchange.proxy;
  if (!options.proxy && !is_near(exchange.to.host)) options.proxy = options_.proxy;
  options.read_time = exchange.patience;
  Answer<Result<HttpResponse>> answer;
  Open open{answer.reply(), {}, steady_clock::now(), exchange.to.host};
  open.until = clock_.now() + exchange.patience;
  const HttpPool::Number number =
      pool_.ask(std::move(exchange.to), std::move(exchange.request), std::move(options));
  open_.emplace(number, std::move(open));
  return answer;
}

void LiveHttp::deliver(Duration patience) {
  for (HttpPool::Arrived& arrived : pool_.take(patience)) {
    const auto found = open_.find(arrived.number);
    if (found == open_.end()) continue;
    const Reply<Result<HttpResponse>> reply = found->second.reply;
    open_.erase(found);
    reply(std::move(arrived.answer));
  }
  if (clock_.follows_another() && !open_.empty()) end_patience();
}

/// Patience that the wall's time ends is the pool's affair.
void LiveHttp::end_patience() {
  const Instant now = clock_.now();
  const auto wall = steady_clock::now();
  for (auto entry = open_.begin(); entry != open_.end();) {
    if (entry->second.until > now || wall - entry->second.since < least_patience) {
      ++entry;
      continue;
    }
    const Open open = entry->second;
    pool_.give_up(entry->first);
    entry = open_.erase(entry);
    // It may ask for the next thing at once, and what is asked last stands last.
    open.reply(refuse(ProblemCode::timed_out, open.host + ": no answer in time"));
  }
}

std::optional<HttpProxy> proxy_of_environment() {
  // NOLINTBEGIN(concurrency-mt-unsafe): nobody sets a variable.
  const char* text = std::getenv("HTTPS_PROXY");
  if (text == nullptr) text = std::getenv("https_proxy");
  // NOLINTEND(concurrency-mt-unsafe)
  if (text == nullptr) return std::nullopt;
  const std::optional<HttpOrigin> origin = parse_origin(text);
  if (!origin) return std::nullopt;
  return HttpProxy{origin->host, origin->port, "", ""};
}

}  // namespace slsim
