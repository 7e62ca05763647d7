// SPDX-License-Identifier: Apache-2.0
// The client's ports to the real world: HTTPS, and a clock that is the wall's or follows one that
// is served elsewhere. Nothing blocks: requests go on side by side, and whoever waits is woken in
// order of time.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "core/async/clock.h"
#include "core/http/client.h"
#include "live/http_pool.h"
#include "live/kept_connections.h"

namespace slsim {

class LiveClock final : public Clock {
 public:
  /// `served`: the address of a server that tells the time; absent: the wall's.
  explicit LiveClock(std::optional<HttpOrigin> served) : served_{std::move(served)} {}

  /// What the served clock said last, when it cannot be reached.
  [[nodiscard]] Instant now() const override;
  [[nodiscard]] Answer<Instant> wait_until(Instant when) override;
  [[nodiscard]] bool follows_another() const { return served_.has_value(); }
  [[nodiscard]] bool somebody_waits() const { return !waiting_.empty(); }
  /// Wakes whoever is due.
  void wake();
  /// How long to sleep until wake() may have something to do.
  [[nodiscard]] Duration until_next() const;

 private:
  std::optional<HttpOrigin> served_;
  mutable KeptConnections kept_;
  mutable Instant last_{};
  mutable std::optional<std::chrono::steady_clock::time_point> asked_;
  std::multimap<Instant, Reply<Instant>> waiting_;
};

class LiveHttp final : public HttpClient {
 public:
  struct Options {
    std::string ca_file;               ///< Roots in PEM; empty: those of the system.
    std::optional<HttpProxy> proxy{};  ///< For calls that name none themselves.
    std::size_t at_once = 64;          ///< Requests under way; further ones wait.
  };
  /// REQUIRES: the clock outlives it.
  LiveHttp(Options options, const LiveClock& clock)
      : options_{std::move(options)}, clock_{clock}, pool_{options_.at_once} {}

  [[nodiscard]] Answer<Result<HttpResponse>> send(HttpExchange exchange) override;
  [[nodiscard]] bool somebody_waits() const { return !open_.empty(); }
  /// Gives answers to those who wait for them; sleeps so long for the first.
  void deliver(Duration patience);

 private:
  struct Open {
    Reply<Result<HttpResponse>> reply;
    Instant until;  ///< By the clock that is followed.
    std::chrono::steady_clock::time_point since;
    std::string host;
  };
  void end_patience();

  Options options_;
  const LiveClock& clock_;
  HttpPool pool_;
  std::map<HttpPool::Number, Open> open_;
};

/// Of HTTPS_PROXY, as other clients have it.
[[nodiscard]] std::optional<HttpProxy> proxy_of_environment();

}  // namespace slsim
