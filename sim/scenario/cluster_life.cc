// SPDX-License-Identifier: Apache-2.0
// What happens to a cluster once in years: verbs, and fields of its nodes.
#include <fmt/format.h>

#include "sim/licensing/version.h"
#include "sim/scenario/cluster_refusals.h"
#include "sim/scenario/cluster_tables.h"
#include "sim/scenario/shared_arguments.h"
#include "sim/scenario/transport_arguments.h"
#include "sim/ucapps/life.h"

namespace slsim {
namespace {

Outcome outcome(const Result<void>& result) {
  return result ? Outcome{Value{}} : refused(result.error());
}

/// How long the box is away.
Duration away(const Cluster& cluster, const Arguments& arguments) {
  return arguments.duration_or("for", cluster.settings().duration(Setting::reboot_duration));
}

Outcome install(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  return outcome(world.cluster(target.actor).set_up(context, arguments.text_or("version", "")));
}

Outcome upgrade(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  Cluster& cluster = world.cluster(target.actor);
  return outcome(cluster.upgrade(
      context, {arguments.text("version"), interned(world.kernel(), arguments.texts("roots")),
                away(cluster, arguments)}));
}

Outcome migrate(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  Cluster& cluster = world.cluster(target.actor);
  return outcome(cluster.migrate(
      context, {arguments.text_or("version", ""), arguments.text_or("host_name", ""),
                arguments.choice<IdentityOfNewMachine>("udi"), away(cluster, arguments)}));
}

Outcome rebuild(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  Cluster& cluster = world.cluster(target.actor);
  return outcome(cluster.rebuild(
      context, {arguments.text_or("version", ""), arguments.choice<IdentityOfNewMachine>("udi"),
                away(cluster, arguments)}));
}

Outcome clone_of(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  const World& as_it_is = world;
  const Cluster& original = as_it_is.cluster(*world.plan().find_actor(arguments.text("cluster")));
  return outcome(world.cluster(target.actor).become_clone_of(context, original));
}

Outcome back_up(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  return outcome(world.cluster(target.actor).back_up(context, arguments.text("name")));
}

/// Its own of that name, else another cluster's.
std::shared_ptr<const Backup> backup_of(const World& world, const Cluster& own,
                                        std::string_view name) {
  auto backup = own.find_backup(name);
  for (ActorId actor; !backup && actor.index < world.plan().actors.size(); ++actor.index) {
    if (world.is_cluster(actor)) backup = world.cluster(actor).find_backup(name);
  }
  return backup;
}

Outcome restore(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  Cluster& cluster = world.cluster(target.actor);
  const std::string& name = arguments.text("backup");
  const auto backup = backup_of(world, cluster, name);
  if (!backup) {
    return refused({ProblemCode::not_found, fmt::format("there is no backup {}", name)});
  }
  return outcome(cluster.restore(context, *backup, away(cluster, arguments)));
}

Outcome switch_version(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  Cluster& cluster = world.cluster(target.actor);
  return outcome(cluster.switch_version(context, away(cluster, arguments)));
}

HostId node(const World& world, const Target& target) {
  const std::string_view cluster = world.kernel().journal.actor_name(target.actor);
  return *world.kernel().network.find_host(fmt::format("{}/{}", cluster, target.sub));
}

template <bool on>
Outcome power_subscriber(World& world, const Target& target, const Arguments&) {
  const HostId host = node(world, target);
  Kernel& kernel = world.kernel();
  if (kernel.network.up(host) == on) {
    return refused({ProblemCode::not_allowed,
                    fmt::format("{} is {} already", target.sub, on ? "running" : "powered_off")});
  }
  Context context = world.context(target.actor);
  kernel.network.set_up(host, on);
  context.record(
      Level::change, "subscriber"_w,
      {{"node"_w, context.intern(target.sub)}, {"to"_w, on ? "running"_w : "powered_off"_w}});
  return Value{};
}

// Fields

Value calls(const World& world, const Target& target) {
  const Network& network = world.kernel().network;
  const ClusterOptions& options = world.cluster(target.actor).options();
  if (world.cluster(target.actor).condition() == Cluster::Condition::not_installed) return "down";
  bool up = network.up(options.publisher);
  for (const std::string& subscriber : options.subscribers) {
    const auto host = network.find_host(subscriber);
    up = up || (host && network.up(*host));
  }
  return up ? "carried" : "down";
}

Value smart_licensing(const World& world, const Target& target) {
  return world.cluster(target.actor).smart();
}

Value inactive_version(const World& world, const Target& target) {
  const std::string_view version = world.cluster(target.actor).inactive_version();
  return version.empty() ? Value{} : Value{version};
}

Value subscriber_condition(const World& world, const Target& target) {
  return world.kernel().network.up(node(world, target)) ? "running" : "powered_off";
}

Value subscriber_provisioning(const World& world, const Target& target) {
  if (!world.kernel().network.up(node(world, target))) return "refused";
  return world.cluster(target.actor)
                 .may_change(world.now(), Cluster::Change::addition, Cluster::Via::subscriber)
             ? "allowed"
             : "refused";
}

/// How old what it shows is: since when its publisher is down.
Value status_age(const World& world, const Target& target) {
  const Instant since = world.cluster(target.actor).down_since();
  return since == never ? Duration::zero() : world.now() - since;
}

constexpr std::string_view identity_words[] = {"new", "kept"};

constexpr Argument version_argument{"version", Type::text(),
                                    "Its release from then on; as before when left out."};
constexpr Argument away_argument{"for", Type::duration(),
                                 "How long it is away; the setting reboot_duration when left out."};
constexpr Argument udi_argument{
    "udi", Type::choice(identity_words), "Whether the device identity is another one.", {}, "new"};

constexpr Argument install_arguments[] = {version_argument};
constexpr Argument upgrade_arguments[] = {
    {"version", Type::text(), "The later release.", Need::required},
    away_argument,
    {"roots", Type::text().list(), "Roots that it brings; none when left out."},
};
constexpr Argument switch_arguments[] = {away_argument};
constexpr Argument migrate_arguments[] = {
    version_argument,
    udi_argument,
    {"host_name", Type::text(), "The new machine's host name; as before when left out."},
    away_argument,
};
constexpr Argument rebuild_arguments[] = {version_argument, udi_argument, away_argument};
constexpr Argument clone_arguments[] = {
    {"cluster", Type::refers("cluster"), "Of which cluster.", Need::required},
};
constexpr Argument backup_arguments[] = {
    {"name", Type::declares("backup"), "What the backup is called.", Need::required},
};
constexpr Argument restore_arguments[] = {
    {"backup", Type::refers("backup"), "Which backup: its own, else another cluster's.",
     Need::required},
    away_argument,
};

constexpr Verb verbs[] = {
    {"install", "Installs a cluster that was not there, with its evaluation unused.",
     install_arguments, install},
    {"upgrade", "Upgrades it to a later release; identity, registration and users stay.",
     upgrade_arguments, upgrade},
    {"switch_version",
     "Switches it to the release that it had before, with what was configured then.",
     switch_arguments, switch_version},
    {"migrate", "Moves it to another machine; users stay.", migrate_arguments, migrate},
    {"rebuild", "Installs it anew on the same host; nothing that was configured stays.",
     rebuild_arguments, rebuild},
    {"clone_of", "Makes a cluster that was not there the copy of another, identity and all.",
     clone_arguments, clone_of},
    {"backup", "Makes a backup, with licensing in it by the setting backup_licensing alone.",
     backup_arguments, back_up},
    {"restore", "Restores a backup of the same release.", restore_arguments, restore},
};

constexpr Verb on_subscribers[] = {
    {"power_off", "Switches the subscriber off.", {}, power_subscriber<false>},
    {"power_on", "Switches it on again.", {}, power_subscriber<true>},
};

constexpr std::string_view calls_words[] = {"down", "carried"};
constexpr std::string_view node_words[] = {"running", "powered_off"};
constexpr std::string_view provisioning_words[] = {"refused", "allowed"};

constexpr Field fields[] = {
    {"calls", Type::choice(calls_words),
     "Whether calls go on: while any node runs, whatever licensing says.", calls},
    {"smart_licensing", Type::flag(),
     "Whether its release has a smart agent; 11.x has the older licence manager only.",
     smart_licensing},
    {"inactive_version", Type::text(), "The release to which it can be switched.",
     inactive_version},
};

constexpr Field subscriber_table[] = {
    {"condition", Type::choice(node_words), "Whether the subscriber runs.", subscriber_condition},
    {"provisioning", Type::choice(provisioning_words),
     "Whether users and devices can be added and changed here.", subscriber_provisioning},
    {"status_age", Type::duration(),
     "How long ago what it shows was true: its publisher's absence.", status_age},
};

}  // namespace

std::span<const Verb> cluster_life_verbs() { return verbs; }
std::span<const Field> cluster_life_fields() { return fields; }
std::span<const Verb> subscriber_life_verbs() { return on_subscribers; }
std::span<const Field> subscriber_life_fields() { return subscriber_table; }

}  // namespace slsim
