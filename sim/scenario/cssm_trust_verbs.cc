// SPDX-License-Identifier: Apache-2.0
// The certificates that CSSM's hosts show.
#include <fmt/format.h>

#include "sim/scenario/cssm_verbs.h"
#include "sim/scenario/transport_arguments.h"

namespace slsim {
namespace {

/// Those that are meant: one host, or all that show a certificate.
std::vector<HostId> meant(const Network& network, const Arguments& arguments) {
  std::vector<HostId> hosts;
  const auto one = network.find_host(arguments.text_or("host", ""));
  for (std::uint32_t i = 0; i < network.host_count(); ++i) {
    const HostId host{i};
    if (network.owner(host) != cssm_actor) continue;
    if (one ? *one == host : network.certificate(host) != nullptr) hosts.push_back(host);
  }
  return hosts;
}

std::vector<NameId> names_of(const Network& network, HostId host) {
  std::vector<NameId> names;
  for (const auto& [name, stands_for] : network.names()) {
    if (stands_for == host) names.push_back(name);
  }
  return names;
}

/// The names stay what they are, or are all that stand for the host.
ServerCertificate certificate_for(World& world, HostId host, const Arguments& arguments) {
  Kernel& kernel = world.kernel();
  ServerCertificate certificate{kernel.journal.intern(arguments.text("root")), {}};
  if (arguments.has("names")) {
    certificate.names = interned(kernel, arguments.texts("names"));
  } else if (const auto* shown = kernel.network.certificate(host)) {
    certificate.names = shown->names;
  } else {
    certificate.names = names_of(kernel.network, host);
  }
  certificate.not_before = arguments.instant_or("not_before", Instant::min());
  certificate.not_after = arguments.instant_or("not_after", never);
  return certificate;
}

Outcome change_certificate(World& world, const Target&, const Arguments& arguments) {
  Kernel& kernel = world.kernel();
  const std::vector<HostId> hosts = meant(kernel.network, arguments);
  if (hosts.empty()) {
    return refused_by_cssm({ProblemCode::invalid_argument,
                            fmt::format("{} is no host of CSSM", arguments.text_or("host", ""))});
  }
  Context context = world.context(cssm_actor);
  for (const HostId host : hosts) {
    kernel.network.set_certificate(host, certificate_for(world, host, arguments));
    context.record(Level::change, "certificate_changed"_w,
                   {{"host"_w, context.intern(kernel.network.host_name(host))},
                    {"root"_w, context.intern(arguments.text("root"))}});
  }
  return Value{};
}

constexpr Argument certificate_arguments[] = {
    {"root", Type::text(), "The root at which the new chain ends.", Need::required},
    {"host", Type::host(), "One of CSSM's hosts; all that show a certificate when left out."},
    {"names", Type::text().list(), "The names that it is good for; as before when left out."},
    {"not_before", Type::moment(), "Since when it is good; always when left out."},
    {"not_after", Type::deadline(), "Until when; for ever when left out."},
};

constexpr Verb verbs[] = {
    {"change_certificate", "Gives CSSM's hosts other certificates.", certificate_arguments,
     change_certificate},
};

}  // namespace

std::span<const Verb> cssm_trust_verbs() { return verbs; }

}  // namespace slsim
