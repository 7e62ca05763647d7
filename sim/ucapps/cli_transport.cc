// SPDX-License-Identifier: Apache-2.0
// `license smart transport …`: on Unified CM, while the product is not registered.
#include <fmt/format.h>

#include <charconv>

#include "sim/ucapps/cli_commands.h"

namespace slsim {
namespace {

constexpr std::string_view updated = "Transport settings updated successfully.\n";

NameId receiver(const Typing& typing) {
  const Transport& present = typing.cluster.options().transport;
  // A host of the customer's own stays what it was, as long as the way to it leads by no address.
  if (present.url.empty()) return present.destination;
  return typing.context.intern(default_receiver(release_of(typing.cluster.options())));
}

CliOutcome take(Typing& typing, Result<Transport> wanted) {
  if (!wanted) return refused_command(wanted.error());
  return said_or_refused(typing.cluster.set_transport(typing.context, *std::move(wanted)),
                         std::string{updated});
}

CliOutcome direct(Typing& typing) {
  return take(typing, Transport{.destination = receiver(typing)});
}

template <Transport::Mode mode>
CliOutcome to_address(Typing& typing) {
  const NameId ends = typing.context.intern(default_receiver(release_of(typing.cluster.options())));
  return take(typing, transport_to(typing.context, mode, typing.arguments[0], ends));
}

CliOutcome by_proxy(Typing& typing) {
  const std::string& server = typing.arguments[0];
  const std::string& text = typing.arguments[1];
  std::uint16_t port = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (wrong != std::errc{} || end != text.data() + text.size() || port == 0) {
    return refused_command(
        {ProblemCode::invalid_argument, fmt::format("'{}' is no port: 1 to 65535", text)});
  }
  const Network& network = typing.context.kernel().network;
  auto host = network.find_host(server);
  if (!host) host = network.resolve(typing.context.intern(server));
  if (!host || network.proxy(*host) == nullptr) {
    return refused_command(
        {ProblemCode::invalid_argument, fmt::format("{} is no HTTP proxy", server)});
  }
  Transport transport{.mode = Transport::Mode::proxy,
                      .destination = receiver(typing),
                      .via = ProxyUse{*host, {}},
                      .proxy_port = port};
  if (typing.typed.user) {
    transport.via->login = Login{typing.context.intern(*typing.typed.user),
                                 typing.context.intern(typing.typed.password)};
  }
  return take(typing, std::move(transport));
}

constexpr CliQuestion login[] = {CliQuestion::authentication, CliQuestion::user,
                                 CliQuestion::password};
constexpr CliCommand commands[] = {
    {"license smart transport direct", 4, 0, 0, direct, {}, true},
    {"license smart transport gateway", 4, 1, 1, to_address<Transport::Mode::gateway>, {}, true},
    {"license smart transport proxy", 4, 2, 2, by_proxy, login, true},
    {"license smart transport ssm-satellite",
     4,
     1,
     1,
     to_address<Transport::Mode::ssm_satellite>,
     {},
     true},
};

}  // namespace

std::span<const CliCommand> transport_commands() { return commands; }

}  // namespace slsim
