// SPDX-License-Identifier: Apache-2.0
// How a cluster reaches its authority and whom it trusts there: verbs and fields.
#include "sim/scenario/cluster_refusals.h"
#include "sim/scenario/cluster_tables.h"
#include "sim/scenario/shared_arguments.h"
#include "sim/scenario/transport_arguments.h"
#include "sim/ucapps/packages.h"

namespace slsim {
namespace {

Outcome outcome(const Result<void>& result) {
  return result ? Outcome{Value{}} : refused(result.error());
}

/// HTTP 405 where the products refuse an operation in their state (HCM-F's table of answers).
Outcome transport_outcome(const Result<void>& result) {
  if (result || result.error().code != ProblemCode::not_allowed) return outcome(result);
  return Refusal{result.error(), 405, {}};
}

Outcome set_transport(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  Cluster& cluster = world.cluster(target.actor);
  const Transport& present = cluster.options().transport;
  NameId receiver = present.destination;
  if (arguments.has("reports_to")) {
    receiver = context.intern(arguments.text("reports_to"));
  } else if (!present.url.empty()) {
    receiver = context.intern(default_receiver_of(cluster.options()));
  }
  Result<Transport> wanted =
      transport_from(context, arguments.choice<Transport::Mode>("mode"), arguments, receiver);
  if (!wanted) return refused(wanted.error());
  return transport_outcome(cluster.set_transport(context, *std::move(wanted)));
}

Outcome trust(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  return outcome(
      world.cluster(target.actor).trust(context, context.intern(arguments.text("root"))));
}

Outcome distrust(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  return outcome(
      world.cluster(target.actor).distrust(context, context.intern(arguments.text("root"))));
}

Outcome install_package(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  std::vector<std::string> brought = arguments.texts("roots");
  if (!arguments.has("roots")) {
    const auto known = roots_of_package(arguments.text("package"));
    brought.assign(known.begin(), known.end());
  }
  const std::vector<NameId> roots = interned(world.kernel(), brought);
  Cluster& cluster = world.cluster(target.actor);
  auto installed = cluster.install_package(context, arguments.text("package"), roots);
  for (const std::string& effect : arguments.texts("does")) {
    if (!installed) break;
    if (effect == "carry_licensing") cluster.carry_licensing();
    if (effect == "reset_udi") installed = cluster.reset_udi(context);
  }
  return outcome(installed);
}

Value transport(const World& world, const Target& target) {
  const Kernel& kernel = world.kernel();
  const Transport& used = world.cluster(target.actor).options().transport;
  const Names& names = kernel.journal.names();
  Value::Map map{{"mode", word(used.mode)}, {"reports_to", names.text(used.destination)}};
  if (!used.url.empty()) map["url"] = used.url;
  if (!used.via) return map;
  map["proxy"] = kernel.network.host_name(used.via->host);
  if (used.mode == Transport::Mode::proxy) map["port"] = used.proxy_port;
  if (used.via->login) map["user"] = names.text(used.via->login->user);
  return map;
}

Value trusted(const World& world, const Target& target) {
  const Cluster& cluster = world.cluster(target.actor);
  return root_names(world.kernel(), world.kernel().network.trust(cluster.options().publisher));
}

Value packages(const World& world, const Target& target) {
  Value::List list;
  for (const std::string& package : world.cluster(target.actor).options().packages) {
    list.emplace_back(package);
  }
  return list;
}

constexpr std::array transport_arguments = join(
    std::array{
        Argument{"mode", Type::choice(transport_mode_words), "Which way.", Need::required},
    },
    way_arguments, login_arguments,
    std::array{Argument{"reports_to", Type::text(),
                        "The name of the host to report to; as before when left out."}});
constexpr std::string_view package_effects[] = {"carry_licensing", "reset_udi"};
constexpr Argument package_arguments[] = {
    {"package", Type::text(), "The package's file name.", Need::required},
    {"roots", Type::text().list(),
     "The roots that it brings; when left out what is known of that package, often none."},
    {"does", Type::choice(package_effects).list(),
     "What else it does: later migrations carry the licence state, or the UDI is another one."},
};

constexpr Verb verbs[] = {
    {"set_transport", "Changes how the product reaches its authority; not while registered.",
     transport_arguments, set_transport},
    {"trust", "Makes the product trust a root.", root_arguments, trust},
    {"distrust", "Makes the product trust a root no more.", root_arguments, distrust},
    {"install_package", "Installs a package, whatever good it does.", package_arguments,
     install_package},
};

constexpr Verb on_subscribers[] = {
    {"set_transport", "Refused on a subscriber.", transport_arguments, refused_on_subscriber},
};

constexpr Argument transport_keys[] = {
    {"mode", Type::choice(transport_mode_words), "Which way."},
    {"reports_to", Type::text(), "The name of the host to which it reports."},
    {"url", Type::text(), "The address of the Transport Gateway or satellite."},
    {"proxy", Type::text(), "The proxy, or the Transport Gateway that passes on."},
    {"port", Type::number(), "The proxy's port."},
    {"user", Type::text(), "The user's name at the proxy."},
};
constexpr Shape transport_view{"transport_view", "How a product reaches its authority.",
                               transport_keys};

constexpr Field fields[] = {
    {"transport", Type::made_of(transport_view), "How it reaches its authority.", transport},
    {"trust", Type::text().list(), "The roots that it trusts.", trusted},
    {"packages", Type::text().list(), "Packages that were installed.", packages},
};

}  // namespace

std::span<const Verb> cluster_transport_verbs() { return verbs; }
std::span<const Verb> subscriber_transport_verbs() { return on_subscribers; }
std::span<const Field> cluster_transport_fields() { return fields; }

}  // namespace slsim
