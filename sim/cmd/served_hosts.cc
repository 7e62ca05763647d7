// SPDX-License-Identifier: Apache-2.0
#include "sim/cmd/served_hosts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "live/opening_boxes.h"
#include "sim/scenario/mistakes.h"

namespace slsim {
namespace {

/// Of hosts with sockets of their own; the others are behind the proxy. Three sockets each, and a
/// process has 1,024 of them by default.
constexpr std::size_t most_hosts = 250;

constexpr std::uint16_t https = 443;
constexpr std::uint16_t product_https = 8443;
constexpr std::uint16_t http = 80;
constexpr std::uint16_t proxy_port = 8080;  // As products show it when none is configured.

/// A host's own address with `--ports product`: 127.77.0.1, 127.77.0.2, ...
std::string own_address(std::size_t i) {
  return fmt::format("{}{}.{}", own_addresses, (i + 1) / 256, (i + 1) % 256);
}

std::string url_of(bool tls, const SocketAddress& at) {
  std::string text = print(at);
  if (at.port == (tls ? https : http)) text.erase(text.rfind(':'));
  return (tls ? "https://" : "http://") + text;
}

class Opening {
 public:
  Opening(HttpServer& server, std::vector<ServedHost>& hosts, const TestCa& ca,
          const HostPlan& plan, const AskHost& ask)
      : server_{server}, hosts_{hosts}, ca_{ca}, plan_{plan}, ask_{ask}, ports_{plan.ports} {}

  tl::expected<std::uint16_t, std::string> open() {
    if (auto wrong = unknown_host()) return tl::make_unexpected(*wrong);
    settle_ports();
    for (std::size_t i = 0; i < hosts_.size(); ++i) {
      if (auto wrong = hosts_[i].proxy ? open_proxy(i) : open_host(i)) {
        return tl::make_unexpected(*wrong);
      }
    }
    auto port = server_.listen_as_proxy(plan_.proxy, resolver(""));
    if (port) return port;
    return tl::make_unexpected(fmt::format("--proxy {}: {}", print(plan_.proxy), port.error()));
  }

 private:
  using Wrong = std::optional<std::string>;
  using Place = std::pair<std::string, std::uint16_t>;  // Host and port.
  using Routes = std::map<Place, ListenerNumber>;

  [[nodiscard]] Wrong unknown_host() const {
    for (const auto& [name, fault] : plan_.faults) {
      if (std::ranges::find(hosts_, name, &ServedHost::name) != hosts_.end()) continue;
      std::string there;
      for (const ServedHost& host : hosts_) there += (there.empty() ? "" : ", ") + host.name;
      return fmt::format("--certificates: there is no host {}; there are {}", shown(name),
                         there.substr(0, 300));
    }
    return std::nullopt;
  }

  /// Whether this process may listen on the products' ports is found out by trying.
  void settle_ports() {
    if (ports_.kind != PortChoice::Kind::automatic) return;
    HttpServer trial;
    const auto tried = trial.listen({{own_address(hosts_.size()), https}, {}, {}});
    const bool may = tried || tried.error().find("in use") != std::string::npos;
    ports_.kind = may ? PortChoice::Kind::product : PortChoice::Kind::any;
  }

  /// Of a proxy of the world; empty: of the one that is none of it.
  [[nodiscard]] HttpServer::Resolve resolver(const std::string& proxy) const {
    return [host_of = plan_.host_of, aliases = aliases_, routes = routes_by(proxy), proxy,
            shown = signing()](const Authority& asked) {
      const auto alias = aliases.find(asked.host);
      const std::string host = alias == aliases.end() ? host_of(asked.host) : alias->second;
      const auto found = routes.find({host, asked.port});
      if (found == routes.end()) return std::optional<HttpServer::Passage>{};
      return std::optional{HttpServer::Passage{found->second, shown({host, asked.port, proxy})}};
    };
  }

  /// What a caller sees in the place of the host's own certificate, if a box on the way opens TLS.
  [[nodiscard]] std::function<std::shared_ptr<TlsIdentity>(const CalledHost&)> signing() const {
    return [signer = plan_.signer, boxes = boxes_, leafs = leafs_](const CalledHost& called) {
      const auto leaf = leafs.find({called.name, called.port});
      if (leaf == leafs.end()) return std::shared_ptr<TlsIdentity>{};
      const std::string root = signer(called);
      return root.empty() ? nullptr : boxes->identity(root, leaf->second);
    };
  }

  /// What is behind it answers as asked by way of it.
  [[nodiscard]] Routes routes_by(const std::string& proxy) const {
    if (proxy.empty()) return routes_;
    Routes routes;
    for (const auto& [place, direct] : routes_) {
      CalledHost called{place.first, place.second, proxy};
      routes[place] = server_.add({{}, identities_.at(place), serving(std::move(called))});
    }
    return routes;
  }

  [[nodiscard]] Serve serving(CalledHost called) const {
    return [ask = ask_, called = std::move(called)](HttpRequest request, HttpReply reply) {
      ask(called, std::move(request), std::move(reply));
    };
  }

  Wrong open_proxy(std::size_t i) {
    ServedHost& host = hosts_[i];
    if (i >= most_hosts) return {};
    const bool own = ports_.kind == PortChoice::Kind::product;
    host.address = own ? own_address(i) : plan_.bind;
    const SocketAddress at{host.address, own ? proxy_port : next_port()};
    const auto opened =
        server_.listen_as_proxy(at, resolver(host.name),
                                [ask = plan_.lets_through, name = host.name](
                                    const std::string& user, const std::string& password) {
                                  return ask(name, {user, password});
                                });
    if (!opened) return in_the_way(host, at, opened.error());
    host.urls.push_back(url_of(false, {at.host, *opened}));
    return {};
  }

  [[nodiscard]] static std::string in_the_way(const ServedHost& host, const SocketAddress& at,
                                              const std::string& why) {
    return fmt::format("{} at {}: {} (--ports free takes others)", host.name, print(at), why);
  }

  /// With consecutive ports; else any.
  [[nodiscard]] std::uint16_t next_port() {
    if (ports_.kind != PortChoice::Kind::consecutive) return 0;
    return static_cast<std::uint16_t>(ports_.first + taken_++);
  }

  Wrong open_host(std::size_t i) {
    ServedHost& host = hosts_[i];
    const bool bound = i < most_hosts;
    if (bound)
      host.address = ports_.kind == PortChoice::Kind::product ? own_address(i) : plan_.bind;
    const LeafRequest leaf = leaf_of(host);
    for (const std::uint16_t port : {https, product_https}) leafs_[{host.name, port}] = leaf;
    const auto identity = identity_of(leaf);
    const std::uint16_t usual = host.product ? product_https : https;
    const std::uint16_t other = host.product ? https : product_https;
    // The port at which the host's own clients ask comes first in the list of URLs.
    if (auto wrong = serve(host, identity, usual, bound)) return wrong;
    const bool also = bound && ports_.kind == PortChoice::Kind::product;
    if (auto wrong = serve(host, identity, other, also)) return wrong;
    return serve(host, nullptr, http, bound);
  }

  /// `port` is what the host's clients believe it to be; where it is bound is another matter.
  Wrong serve(ServedHost& host, const std::shared_ptr<TlsIdentity>& tls, std::uint16_t port,
              bool bound) {
    Listener listener{{host.address, 0}, tls, serving({host.name, port})};
    const std::pair place{host.name, port};
    routes_.emplace(place, server_.count());
    identities_.emplace(place, tls);
    if (const std::string alias = host.alias(); alias != host.name) aliases_[alias] = host.name;
    if (!bound) {
      server_.add(std::move(listener));
      return {};
    }
    listener.at.port = ports_.kind == PortChoice::Kind::product ? port : next_port();
    const SocketAddress at = listener.at;
    const auto opened = server_.listen(std::move(listener));
    if (!opened) return in_the_way(host, at, opened.error());
    host.urls.push_back(url_of(tls != nullptr, {at.host, *opened}));
    return {};
  }

  [[nodiscard]] LeafRequest leaf_of(const ServedHost& host) const {
    LeafRequest leaf{host.name, host.public_names(), {}, plan_.valid_from, plan_.valid_until};
    leaf.names.emplace_back("localhost");
    for (const std::string& address : {host.address, std::string{"127.0.0.1"}}) {
      const bool any = address.empty() || address == "0.0.0.0" || address == "::";
      if (!any && std::ranges::find(leaf.addresses, address) == leaf.addresses.end()) {
        leaf.addresses.push_back(address);
      }
    }
    return leaf;
  }

  std::shared_ptr<TlsIdentity> identity_of(LeafRequest leaf) const {
    spoil(leaf);
    return std::make_shared<TlsIdentity>([ca = ca_, leaf] { return ca.material(leaf); });
  }

  /// As it was asked for: such that a client has to refuse it, now and for a long time.
  void spoil(LeafRequest& leaf) const {
    const auto fault = plan_.faults.find(leaf.name);
    if (fault == plan_.faults.end()) return;
    switch (fault->second) {
      case CertificateFault::expired:
        leaf.until = leaf.from;
        leaf.from -= std::chrono::days{365};
        break;
      case CertificateFault::not_yet_valid:
        leaf.from = leaf.until;
        leaf.until += std::chrono::days{365};
        break;
      case CertificateFault::wrong_name:
        leaf.names = {"another-host.invalid"};
        leaf.addresses.clear();
        break;
    }
  }

  HttpServer& server_;
  std::vector<ServedHost>& hosts_;
  const TestCa& ca_;
  const HostPlan& plan_;
  const AskHost& ask_;
  PortChoice ports_;
  unsigned taken_ = 0;
  std::map<std::string, std::string> aliases_;  // Of hosts whose names are no DNS names.
  Routes routes_;
  std::map<Place, std::shared_ptr<TlsIdentity>> identities_;  // Null: plain.
  std::map<Place, LeafRequest> leafs_;
  std::shared_ptr<OpeningBoxes> boxes_ = std::make_shared<OpeningBoxes>(plan_.directory);
};

/// What stands for one of two machines may come to stand for the other.
void add_addresses(const World& world, const Satellite& satellite,
                   std::map<std::uint32_t, ServedHost>& hosts) {
  const Machines& machines = satellite.machines();
  for (const NameId address : machines.addresses) {
    const std::string name{world.kernel().journal.names().text(address)};
    for (const auto& machine : {std::optional{satellite.options().host}, machines.standby}) {
      if (!machine) continue;
      std::vector<std::string>& names = hosts.at(machine->index).names;
      if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
  }
}

}  // namespace

std::string ServedHost::alias() const {
  std::string own = name;
  std::ranges::replace(own, '/', '-');
  return own;
}

std::vector<std::string> ServedHost::public_names() const {
  std::vector<std::string> all = names;
  const std::string own = alias();
  if (std::ranges::find(all, own) == all.end()) all.push_back(own);
  // What is no DNS name (`cssm/receiver` itself) nobody can ask for.
  std::erase_if(all, [](const std::string& text) {
    return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") != std::string::npos;
  });
  return all;
}

std::vector<ServedHost> hosts_of(const World& world) {
  const Kernel& kernel = world.kernel();
  const Network& network = kernel.network;
  std::map<std::uint32_t, ServedHost> hosts;
  for (std::uint32_t i = 0; i < network.host_count(); ++i) {
    const HostId host{i};
    const ActorId owner = network.owner(host);
    if (owner == outside_actor || owner == mediator_actor) continue;
    const bool proxy = network.proxy(host) != nullptr;
    const bool product = !proxy && owner != cssm_actor;
    hosts[i] = {std::string{network.host_name(host)}, {}, product, proxy};
  }
  for (const auto& [name, host] : network.names()) {
    const auto found = hosts.find(host.index);
    if (found != hosts.end()) {
      found->second.names.emplace_back(kernel.journal.names().text(name));
    }
  }
  for (std::uint32_t i = 0; i < world.plan().actors.size(); ++i) {
    if (world.is_satellite({i})) add_addresses(world, world.satellite(ActorId{i}), hosts);
  }
  std::vector<ServedHost> all;
  all.reserve(hosts.size());
  for (auto& [number, host] : hosts) all.push_back(std::move(host));
  std::ranges::stable_partition(all, [](const ServedHost& host) { return !host.proxy; });
  return all;
}

tl::expected<std::uint16_t, std::string> open_hosts(HttpServer& server,
                                                    std::vector<ServedHost>& hosts,
                                                    const TestCa& ca, const HostPlan& plan,
                                                    const AskHost& ask) {
  return Opening{server, hosts, ca, plan, ask}.open();
}

}  // namespace slsim
