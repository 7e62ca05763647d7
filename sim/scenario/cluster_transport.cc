// SPDX-License-Identifier: Apache-2.0
// How a cluster reaches its authority and whom it trusts there: verbs and fields.
#include "sim/scenario/cluster_refusals.h"
#include "sim/scenario/cluster_tables.h"
#include "sim/scenario/shared_arguments.h"
#include "sim/scenario/transport_arguments.h"

namespace slsim {
namespace {

/// In the order of transport_mode_words.
enum class TransportMode : std::uint8_t { direct, proxy };

Outcome outcome(const Result<void>& result) {
  return result ? Outcome{Value{}} : refused(result.error());
}

/// HTTP 405 where the products refuse an operation in their state (HCM-F's table of answers).
Outcome transport_outcome(const Result<void>& result) {
  if (result || result.error().code != ProblemCode::not_allowed) return outcome(result);
  return Refusal{result.error(), 405, {}};
}

Outcome set_transport(World& world, const Target& target, const Arguments& arguments) {
  const bool by_proxy = arguments.choice<TransportMode>("mode") == TransportMode::proxy;
  if (by_proxy != arguments.has("proxy")) {
    return refused({ProblemCode::invalid_argument,
                    "a proxy has to be given for the mode proxy, and for no other"});
  }
  Context context = world.context(target.actor);
  Cluster& cluster = world.cluster(target.actor);
  const NameId destination = arguments.has("reports_to")
                                 ? context.intern(arguments.text("reports_to"))
                                 : cluster.options().destination;
  return transport_outcome(
      cluster.set_transport(context, destination, proxy_use(world.kernel(), arguments)));
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
  const std::vector<NameId> roots = interned(world.kernel(), arguments.texts("roots"));
  return outcome(
      world.cluster(target.actor).install_package(context, arguments.text("package"), roots));
}

Value transport(const World& world, const Target& target) {
  const Kernel& kernel = world.kernel();
  const ClusterOptions& options = world.cluster(target.actor).options();
  const Names& names = kernel.journal.names();
  Value::Map map{{"mode", options.proxy ? "proxy" : "direct"},
                 {"reports_to", names.text(options.destination)}};
  if (!options.proxy) return map;
  map["proxy"] = kernel.network.host_name(options.proxy->host);
  if (options.proxy->login) map["user"] = names.text(options.proxy->login->user);
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
        Argument{"mode", Type::choice(transport_mode_words), "Directly or by way of a proxy.",
                 Need::required},
        Argument{"proxy", Type::refers("proxy"), "The proxy."},
    },
    login_arguments,
    std::array{Argument{"reports_to", Type::text(),
                        "The name of the host to report to; as before when left out."}});
constexpr Argument package_arguments[] = {
    {"package", Type::text(), "The package's file name.", Need::required},
    {"roots", Type::text().list(), "The roots that it brings; none when left out."},
};

constexpr Verb verbs[] = {
    {"set_transport", "Changes how the product reaches its authority; not while registered.",
     transport_arguments, set_transport},
    {"trust", "Makes the product trust a root.", root_arguments, trust},
    {"distrust", "Makes the product trust a root no more.", root_arguments, distrust},
    {"install_package", "Installs a package, whatever good it does.", package_arguments,
     install_package},
};

constexpr Argument transport_keys[] = {
    {"mode", Type::choice(transport_mode_words), "Directly or by way of a proxy."},
    {"reports_to", Type::text(), "The name of the host to which it reports."},
    {"proxy", Type::text(), "The proxy."},
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
std::span<const Field> cluster_transport_fields() { return fields; }

}  // namespace slsim
