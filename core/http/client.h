// SPDX-License-Identifier: Apache-2.0
// To ask a server over HTTP and await its answer. How the way is made (sockets and TLS, or a
// message of a network) is the host's affair, and so is whom it trusts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/async/answer.h"
#include "core/http/message.h"
#include "core/result/problem.h"
#include "core/time/instant.h"

namespace slsim {

/// To whom a request goes.
struct HttpOrigin {
  bool tls = false;
  std::string host{};
  std::uint16_t port = 80;
  bool operator==(const HttpOrigin&) const = default;
};
/// `https://cm1:8443` or `http://127.0.0.1:8800/`; nothing when it is none.
[[nodiscard]] std::optional<HttpOrigin> parse_origin(std::string_view url);

struct HttpProxy {
  std::string host{};
  std::uint16_t port = 0;
  std::string user{};  ///< Empty: it asks for no login.
  std::string password{};
  bool operator==(const HttpProxy&) const = default;
};

struct HttpExchange {
  HttpOrigin to;
  HttpRequest request;
  std::optional<HttpProxy> proxy{};
  Duration patience = seconds(60);  ///< For each piece of the answer.
};

class HttpClient {
 public:
  HttpClient() = default;
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  virtual ~HttpClient() = default;

  /// The answer, whatever its status; or why there is none.
  [[nodiscard]] virtual Answer<Result<HttpResponse>> send(HttpExchange exchange) = 0;
};

}  // namespace slsim
