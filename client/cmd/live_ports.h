// SPDX-License-Identifier: Apache-2.0
// The client's ports to the real world: HTTPS, and a clock that is the wall's or follows one that
// is served elsewhere. Requests block; waits do not: whoever waits is woken in order of time, so
// that many jobs go on side by side.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/async/clock.h"
#include "core/http/client.h"

namespace slsim {

class LiveHttp final : public HttpClient {
 public:
  /// Roots in PEM; empty: those of the system. `proxy`: for calls that name none themselves.
  LiveHttp(std::string ca_file, std::optional<HttpProxy> proxy)
      : ca_file_{std::move(ca_file)}, proxy_{std::move(proxy)} {}
  [[nodiscard]] Answer<Result<HttpResponse>> send(HttpExchange exchange) override;

 private:
  std::string ca_file_;
  std::optional<HttpProxy> proxy_;
};

class LiveClock final : public Clock {
 public:
  /// `served`: the address of a server that tells the time; absent: the wall's.
  explicit LiveClock(std::optional<HttpOrigin> served) : served_{std::move(served)} {}

  /// What the served clock said last, when it cannot be reached.
  [[nodiscard]] Instant now() const override;
  [[nodiscard]] Answer<Instant> wait_until(Instant when) override;
  [[nodiscard]] bool somebody_waits() const { return !waiting_.empty(); }
  /// Sleeps until the first one that waits is due, and wakes it.
  void wake_next();

 private:
  std::optional<HttpOrigin> served_;
  mutable Instant last_{};
  std::multimap<Instant, Reply<Instant>> waiting_;
};

/// Of HTTPS_PROXY, as other clients have it.
[[nodiscard]] std::optional<HttpProxy> proxy_of_environment();

}  // namespace slsim
