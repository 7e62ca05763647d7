// SPDX-License-Identifier: Apache-2.0
// Proxies: hosts that pass requests on to whatever host a name stands for. What passes through one
// falls under the rules of two legs, to the proxy and from it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "core/journal/event.h"
#include "sim/kernel/network_rules.h"

namespace slsim {

struct Proxy {
  enum class Mode : std::uint8_t {
    pass_through,  ///< The client sees the server's certificate and judges it.
    tls_opening,   ///< The proxy judges it, and shows the client one of its own making.
  };
  Mode mode = Mode::pass_through;
  NameId root{};  ///< At which the certificates of its own making end.
  /// Passwords by user; empty: it lets everybody through.
  std::map<NameId, NameId> users = {};
};
[[nodiscard]] Word word(Proxy::Mode mode);

struct Login {
  NameId user;
  NameId password;
  bool operator==(const Login&) const = default;
};

/// How a client uses a proxy.
struct ProxyUse {
  HostId host;
  std::optional<Login> login = {};
  bool operator==(const ProxyUse&) const = default;
};

[[nodiscard]] bool lets_through(const Proxy& proxy, const std::optional<Login>& login);

}  // namespace slsim
