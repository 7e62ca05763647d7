// SPDX-License-Identifier: Apache-2.0
// `license smart transport …`: while the product is not registered; not on Unity Connection.
#include <fmt/format.h>

#include "sim/ucapps/cli_commands.h"

namespace slsim {
namespace {

constexpr std::string_view updated = "Transport settings updated successfully.\n";

NameId receiver(const Typing& typing) {
  const Transport& present = typing.cluster.options().transport;
  // A host of the customer's own stays what it was, as long as the way to it leads by no address.
  if (present.url.empty()) return present.destination;
  return typing.context.intern(default_receiver_of(typing.cluster.options()));
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
  const NameId ends = typing.context.intern(default_receiver_of(typing.cluster.options()));
  return take(typing, transport_to(typing.context, mode, typing.arguments[0], ends));
}

CliOutcome by_proxy(Typing& typing) {
  Result<Transport> transport =
      transport_by_proxy(typing.context, typing.arguments[0], typing.arguments[1]);
  if (!transport) return refused_command(transport.error());
  transport->destination = receiver(typing);
  if (typing.typed.user) {
    transport->via->login = Login{typing.context.intern(*typing.typed.user),
                                  typing.context.intern(typing.typed.password)};
  }
  return take(typing, std::move(transport));
}

constexpr CliQuestion login[] = {CliQuestion::authentication, CliQuestion::user,
                                 CliQuestion::password};
constexpr CliCommand commands[] = {
    {"license smart transport direct", 4, 0, 0, direct},
    {"license smart transport gateway", 4, 1, 1, to_address<Transport::Mode::gateway>},
    {"license smart transport proxy", 4, 2, 2, by_proxy, login},
    {"license smart transport ssm-satellite", 4, 1, 1, to_address<Transport::Mode::ssm_satellite>},
    // Back from Smart Transport to Call Home (Emergency Responder Administration Guide).
    {"license smart call-home destination address",
     4,
     1,
     1,
     to_address<Transport::Mode::gateway>,
     {},
     only(Product::cer)},
};

}  // namespace

std::span<const CliCommand> transport_commands() { return commands; }

}  // namespace slsim
