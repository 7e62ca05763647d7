// SPDX-License-Identifier: Apache-2.0
// The hosts of a world on real addresses: where each listens, what it presents, and the proxy that
// knows them by all their names.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "live/http_server.h"
#include "live/test_ca.h"
#include "sim/cmd/serve_options.h"
#include "sim/scenario/world.h"
#include "sim/serve/input.h"
#include "sim/ucapps/soap.h"

namespace slsim {

/// A host that is to be reached.
struct ServedHost {
  std::string name;                ///< `cssm/receiver`, `cm1`
  std::vector<std::string> names;  ///< `tools.cisco.com`; what stands for it in the network.
  bool product = false;            ///< Whether its interfaces are on 8443 rather than on 443.
  bool proxy = false;              ///< A proxy onto the others, as the world's clusters know it.
  std::string address{};           ///< Where it listens; empty: only behind the proxy.
  std::vector<std::string> urls{};

  /// `cssm-receiver`: its own name, as DNS can have it.
  [[nodiscard]] std::string alias() const;
  /// Every name by which a client may ask for it, as certificates spell names.
  [[nodiscard]] std::vector<std::string> public_names() const;
};

/// How the addresses of hosts begin that have one each.
inline constexpr std::string_view own_addresses = "127.77.";

/// All hosts of the world but the caller's own; proxies come last.
[[nodiscard]] std::vector<ServedHost> hosts_of(const World& world);

/// Calls an interface.
using AskHost = std::function<void(const CalledHost&, HttpRequest, HttpReply)>;

/// Whether a proxy of the world lets such a user through. From any thread.
using AskProxy = std::function<bool(const std::string& proxy, const BasicLogin& login)>;

/// The host for which a name stands at present; empty when there is none. From any thread.
using HostOfName = std::function<std::string(const std::string&)>;

/// The root by which a box on the way signs what a caller is shown; empty: nobody opens TLS. From
/// any thread.
using SignerOnTheWay = std::function<std::string(const CalledHost&)>;

struct HostPlan {
  HostOfName host_of;
  AskProxy lets_through;
  SignerOnTheWay signer;
  std::string directory;  ///< Where roots are kept.
  PortChoice ports;
  std::string bind;
  SocketAddress proxy;
  WallInstant valid_from;
  WallInstant valid_until;
  std::map<std::string, CertificateFault> faults;  ///< Of what hosts present.
};

/// Opens listeners for all, fills in where they listen, and opens the proxy. The proxy's port, or a
/// line that says what is in the way.
[[nodiscard]] tl::expected<std::uint16_t, std::string> open_hosts(HttpServer& server,
                                                                  std::vector<ServedHost>& hosts,
                                                                  const TestCa& ca,
                                                                  const HostPlan& plan,
                                                                  const AskHost& ask);

}  // namespace slsim
