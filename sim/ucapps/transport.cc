// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/transport.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "sim/ucapps/skin.h"

namespace slsim {
namespace {

constexpr std::size_t longest_url = 255;  // As the schema of AXL has it of its texts.
constexpr std::string_view call_home_receiver = "tools.cisco.com";
constexpr std::string_view smart_receiver = "smartreceiver.cisco.com";

}  // namespace

Word word(Transport::Mode mode) {
  constexpr std::array words{"direct"_w, "gateway"_w, "proxy"_w, "ssm_satellite"_w};
  return words[static_cast<std::size_t>(mode)];
}

std::optional<TransportUrl> read_transport_url(std::string_view url) {
  if (url.size() > longest_url) return std::nullopt;
  TransportUrl read;
  if (url.starts_with("https://")) {
    url.remove_prefix(8);
  } else if (url.starts_with("http://")) {
    url.remove_prefix(7);
    read.tls = false;
  } else {
    return std::nullopt;
  }
  read.host = url.substr(0, url.find_first_of(":/"));
  if (const std::size_t slash = url.find('/'); slash != std::string_view::npos) {
    read.path = url.substr(slash);
  }
  const bool plain = read.host.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyz"
                         "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") == std::string::npos;
  return plain && !read.host.empty() ? std::optional{read} : std::nullopt;
}

Result<Transport> transport_to(Context& context, Transport::Mode mode, std::string_view url,
                               NameId receiver) {
  const auto read = read_transport_url(url);
  if (!read) {
    return refuse(ProblemCode::invalid_argument,
                  fmt::format("'{}' is no address that begins with http:// or https://", url));
  }
  Transport transport{.mode = mode, .tls = read->tls, .url = std::string{url}};
  if (!read->path.empty()) transport.path = context.intern(read->path);
  const Network& network = context.kernel().network;
  const NameId name = context.intern(read->host);
  auto host = network.find_host(read->host);
  if (!host) host = network.resolve(name);
  const Proxy* gateway = host ? network.proxy(*host) : nullptr;
  if (gateway != nullptr && gateway->mode == Proxy::Mode::tls_opening) {
    transport.via = ProxyUse{*host};
    transport.destination = receiver;
  } else {
    transport.destination = name;
  }
  return transport;
}

Result<Transport> transport_by_proxy(Context& context, std::string_view name,
                                     std::string_view number) {
  const Network& network = context.kernel().network;
  auto host = network.find_host(name);
  if (!host) host = network.resolve(context.intern(name));
  if (!host || network.proxy(*host) == nullptr) {
    return refuse(ProblemCode::invalid_argument, fmt::format("{} is no HTTP proxy", name));
  }
  std::uint16_t port = 0;
  const auto [end, wrong] = std::from_chars(number.data(), number.data() + number.size(), port);
  if (wrong != std::errc{} || end != number.data() + number.size() || port == 0) {
    return refuse(ProblemCode::invalid_argument,
                  fmt::format("'{}' is no port: expected 1 to 65535", number));
  }
  return Transport{.mode = Transport::Mode::proxy, .proxy_port = port, .via = ProxyUse{*host, {}}};
}

std::string_view default_receiver(Product product, const ProductVersion& release) {
  return knows_smart_transport(product, release) ? smart_receiver : call_home_receiver;
}

// The first as Unity Connection's API guide has it, the second as the guides of Smart Transport do.
std::string receiver_url(std::string_view host) {
  if (host == smart_receiver) return fmt::format("https://{}/licservice/license", host);
  return fmt::format("https://{}/its/service/oddce/services/DDCEService", host);
}

Result<void> knows_mode(Product product, const ProductVersion& release, Transport::Mode from,
                        Transport::Mode to) {
  const bool smart = knows_smart_transport(product, release);
  if (to == Transport::Mode::ssm_satellite && !smart) {
    return refuse(ProblemCode::unsupported, "ssm-satellite is known from 14SU4 and 15SU2 on");
  }
  // A machine that was upgraded keeps Call Home until somebody leaves it (CLI Reference Guide).
  if (to == Transport::Mode::gateway && smart && skin_of(product).drops_gateway &&
      from != Transport::Mode::gateway) {
    return refuse(ProblemCode::unsupported,
                  "Smart Transport has no Transport Gateway: use ssm-satellite");
  }
  return {};
}

}  // namespace slsim
