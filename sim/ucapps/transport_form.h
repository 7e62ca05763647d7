// SPDX-License-Identifier: Apache-2.0
// Transport settings as AXL and CUPI spell the same values: mode 0 is direct, 1 a gateway or
// satellite, 2 a proxy.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/ucapps/cluster.h"

namespace slsim {

struct TransportForm {
  std::string mode;
  std::string url;
  std::string http_host;
  std::string http_port;
  std::optional<BasicLogin> proxy_login = {};
};

/// What the product is asked to have; what cannot be meant is an invalid_argument.
[[nodiscard]] Result<Transport> wanted_transport(Context& context, const Cluster& cluster,
                                                 const TransportForm& form);
/// What it has. A password is never shown.
[[nodiscard]] TransportForm shown_transport(Context& context, const Cluster& cluster);

}  // namespace slsim
