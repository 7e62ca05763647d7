// SPDX-License-Identifier: Apache-2.0
// A blocking HTTP client, plain or TLS, directly or by way of a proxy. What comes back is bounded.
// Connections are kept for the next request where somebody keeps them.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "core/http/client.h"
#include "core/http/message.h"
#include "core/result/problem.h"

namespace slsim {

class KeptConnections;

struct HttpClientOptions {
  std::string ca_file{};  ///< Roots in PEM; empty: those of the system.
  /// The date by which certificates are judged; absent: that of the wall.
  std::optional<std::chrono::sys_seconds> judged_at{};
  std::optional<HttpProxy> proxy{};
  std::chrono::milliseconds connect_time{10'000};
  std::chrono::milliseconds read_time{60'000};  ///< Between two pieces of the answer.
  std::size_t largest_answer = 67'108'864;
  const std::atomic<bool>* given_up = nullptr;  ///< Set by somebody else, it ends soon: timed_out.
  KeptConnections* kept = nullptr;              ///< Null: the connection ends with the answer.
};

/// The answer, whatever its status; or the network's codes (core/result/problem.h): who cannot be
/// found or reached, what is wrong with a certificate, that the proxy wants another login, and
/// commresponse for what is no answer.
[[nodiscard]] Result<HttpResponse> fetch(const HttpOrigin& origin, const HttpRequest& request,
                                         const HttpClientOptions& options = {});

}  // namespace slsim
