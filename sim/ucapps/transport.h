// SPDX-License-Identifier: Apache-2.0
// How a product reaches its licence authority: straight, by way of a proxy, or to a Transport
// Gateway or satellite that stands for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result/problem.h"
#include "sim/kernel/context.h"
#include "sim/licensing/version.h"

namespace slsim {

struct Transport {
  enum class Mode : std::uint8_t { direct, gateway, proxy, ssm_satellite };
  Mode mode = Mode::direct;
  bool tls = true;                  ///< Without, there is no certificate to judge.
  std::uint16_t proxy_port = 8080;  ///< As it is shown; the network knows hosts alone.
  NameId destination{};             ///< Name of the host to which the product reports.
  std::optional<NameId> path = {};  ///< Of the url.
  /// The proxy, or the Transport Gateway that passes on what it is told.
  std::optional<ProxyUse> via = {};
  std::string url = {};  ///< Of a gateway or satellite, as it was given.
};

/// As scenarios spell it: `ssm_satellite`.
[[nodiscard]] Word word(Transport::Mode mode);

/// Where an address leads, as far as a product looks.
struct TransportUrl {
  bool tls = true;
  std::string host;
  std::string path{};  ///< From its first slash on; may be empty.
};
/// `https://sat.example:443/SmartTransport`; nothing when it is no http or https address.
[[nodiscard]] std::optional<TransportUrl> read_transport_url(std::string_view url);

/// To a gateway or satellite. A proxy of the world that opens TLS is a Transport Gateway: it passes
/// on to `receiver`.
[[nodiscard]] Result<Transport> transport_to(Context& context, Transport::Mode mode,
                                             std::string_view url, NameId receiver);

/// By way of an HTTP proxy of the world and the number of its port, straight to nowhere yet. The
/// texts are a person's.
[[nodiscard]] Result<Transport> transport_by_proxy(Context& context, std::string_view name,
                                                   std::string_view number);

/// Where a release reports to unless somebody says otherwise, and the address that it shows for it.
[[nodiscard]] std::string_view default_receiver(Product product, const ProductVersion& release);
[[nodiscard]] std::string receiver_url(std::string_view host);

/// Whether a release that is in one mode can go to another; its refusal otherwise.
[[nodiscard]] Result<void> knows_mode(Product product, const ProductVersion& release,
                                      Transport::Mode from, Transport::Mode to);

}  // namespace slsim
