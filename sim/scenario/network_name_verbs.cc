// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "sim/scenario/network_tables.h"

namespace slsim {
namespace {

Outcome alias(World& world, const Target&, const Arguments& arguments) {
  Kernel& kernel = world.kernel();
  const auto host = kernel.network.find_host(arguments.text("host"));
  if (!host) {
    return Refusal{
        {ProblemCode::invalid_argument,
         fmt::format("{} is a group: a name stands for one host", arguments.text("host"))},
        0,
        {}};
  }
  const NameId name = kernel.journal.intern(arguments.text("name"));
  kernel.network.set_dns(kernel, name, *host);
  return Value{};
}

Outcome remove_alias(World& world, const Target&, const Arguments& arguments) {
  Kernel& kernel = world.kernel();
  const NameId name = kernel.journal.intern(arguments.text("name"));
  if (kernel.network.remove_dns(kernel, name)) return Value{};
  return Refusal{
      {ProblemCode::not_found, fmt::format("{} stands for no host", arguments.text("name"))},
      0,
      {}};
}

Value names(const World& world, const Target&) {
  const Kernel& kernel = world.kernel();
  Value::Map map;
  for (const auto& [name, host] : kernel.network.names()) {
    map.emplace(kernel.journal.names().text(name), kernel.network.host_name(host));
  }
  return map;
}

Value::Map certificate_row(const Kernel& kernel, HostId host,
                           const ServerCertificate& certificate) {
  const Names& names = kernel.journal.names();
  Value::List good_for;
  for (const NameId name : certificate.names) good_for.emplace_back(names.text(name));
  Value::Map row{{"host", kernel.network.host_name(host)},
                 {"root", names.text(certificate.root)},
                 {"names", std::move(good_for)}};
  if (certificate.not_before != Instant::min()) row["not_before"] = certificate.not_before;
  if (certificate.not_after != never) row["not_after"] = certificate.not_after;
  return row;
}

Value certificates(const World& world, const Target&) {
  const Network& network = world.kernel().network;
  Value::List list;
  for (std::uint32_t i = 0; i < network.host_count(); ++i) {
    const ServerCertificate* certificate = network.certificate(HostId{i});
    if (certificate == nullptr) continue;
    list.emplace_back(certificate_row(world.kernel(), HostId{i}, *certificate));
  }
  return list;
}

constexpr Argument alias_arguments[] = {
    {"name", Type::text(), "The name.", Need::required},
    {"host", Type::host(), "The host that it stands for from now on.", Need::required},
};
constexpr Argument remove_alias_arguments[] = {
    {"name", Type::text(), "The name, which stands for nothing from now on.", Need::required},
};

constexpr Verb verbs[] = {
    {"alias", "Makes a name stand for a host.", alias_arguments, alias},
    {"remove_alias", "Takes a name away.", remove_alias_arguments, remove_alias},
};

constexpr Argument certificate_keys[] = {
    {"host", Type::text(), "Which host shows it."},
    {"root", Type::text(), "The root at which its chain ends."},
    {"names", Type::text().list(), "The names that it is good for."},
    {"not_before", Type::moment(), "Since when; always when absent."},
    {"not_after", Type::moment(), "Until when; for ever when absent."},
};
constexpr Shape certificate_view{"certificate_view", "A server's certificate.", certificate_keys};

constexpr Field fields[] = {
    {"names", Type::text().by_name(), "The host that each name stands for.", names},
    {"certificates", Type::made_of(certificate_view).list(), "What servers show to clients.",
     certificates},
};

}  // namespace

std::span<const Verb> network_name_verbs() { return verbs; }
std::span<const Field> network_name_fields() { return fields; }

}  // namespace slsim
