// SPDX-License-Identifier: Apache-2.0
// A cluster's users and devices: verbs, on its publisher or through a subscriber, and fields.
#include <fmt/format.h>

#include "sim/licensing/counterparts.h"
#include "sim/scenario/cluster_refusals.h"
#include "sim/scenario/cluster_tables.h"
#include "sim/scenario/estate_arguments.h"
#include "sim/ucapps/license_usage.h"

namespace slsim {
namespace {

/// What an administrator works on, by way of which node.
struct Desk {  // NOLINT(cppcoreguidelines-pro-type-member-init): it has references.
  Context context;
  Cluster& cluster;
  Cluster::Via via;
};

Desk desk(World& world, const Target& target) {
  return {world.context(target.actor), world.cluster(target.actor),
          target.sub.empty() ? Cluster::Via::publisher : Cluster::Via::subscriber};
}

Outcome outcome(const Result<void>& result) {
  return result ? Outcome{Value{}} : refused(result.error());
}

std::int32_t count_of(const Arguments& arguments) {
  return static_cast<std::int32_t>(arguments.number("count"));
}

std::optional<License> license_of(const Arguments& arguments) {
  return arguments.has("license") ? std::optional{arguments.license("license")} : std::nullopt;
}

DeviceModel model_of(const Arguments& arguments) {
  return find_device(arguments.text("model")).value_or(DeviceModel{});
}

Estate estate_of(const Cluster& cluster) {
  return cluster.options().estate ? *cluster.options().estate : Estate{};
}

Outcome change(World& world, const Target& target, Cluster::Change kind,
               const Result<Estate>& changed) {
  auto [context, cluster, via] = desk(world, target);
  // Who may not change anything is not told whether it would have made sense.
  if (auto may = cluster.may_change(context.now(), kind, via); !may) return refused(may.error());
  if (!changed) return refused(changed.error());
  return outcome(cluster.configure(context, *changed, kind, via));
}

/// Whether a step says what users or devices there are, rather than how many licences they need.
bool describes(const Cluster& cluster, const Arguments& arguments,
               std::initializer_list<std::string_view> names) {
  if (arguments.has("license")) return false;
  if (cluster.options().estate) return true;
  return std::ranges::any_of(names, [&](std::string_view name) { return arguments.has(name); });
}

Outcome add_licensed(World& world, const Target& target, const Arguments& arguments) {
  auto [context, cluster, via] = desk(world, target);
  return outcome(cluster.provision(context, license_of(arguments), count_of(arguments), via));
}

Outcome remove_licensed(World& world, const Target& target, const Arguments& arguments) {
  auto [context, cluster, via] = desk(world, target);
  return outcome(cluster.remove(context, license_of(arguments), count_of(arguments), via));
}

Outcome add_user(World& world, const Target& target, const Arguments& arguments) {
  if (auto down = unreachable(world, target)) return *down;
  const Cluster& cluster = world.cluster(target.actor);
  const auto profile = profile_from(arguments);
  if (!profile && !describes(cluster, arguments, {"name"})) {
    return add_licensed(world, target, arguments);
  }
  return change(
      world, target, Cluster::Change::addition,
      add_users(estate_of(cluster), arguments.text_or("name", ""), count_of(arguments), profile));
}

Outcome delete_user(World& world, const Target& target, const Arguments& arguments) {
  if (auto down = unreachable(world, target)) return *down;
  const Cluster& cluster = world.cluster(target.actor);
  if (!describes(cluster, arguments, {"name"})) return remove_licensed(world, target, arguments);
  return change(world, target, Cluster::Change::deletion,
                remove_users(estate_of(cluster), arguments.text_or("name", ""), count_of(arguments),
                             arguments.flag("with_devices")));
}

Result<SomeDevices> devices_of(const Arguments& arguments) {
  if (!arguments.has("model")) {
    return refuse(ProblemCode::invalid_argument, "which kind of device is not said: model");
  }
  return SomeDevices{model_of(arguments), count_of(arguments), arguments.text_or("owner", "")};
}

Outcome add_device(World& world, const Target& target, const Arguments& arguments) {
  if (auto down = unreachable(world, target)) return *down;
  const Cluster& cluster = world.cluster(target.actor);
  if (!describes(cluster, arguments, {"model"})) return add_licensed(world, target, arguments);
  return change(world, target, Cluster::Change::addition,
                devices_of(arguments).and_then([&](const SomeDevices& more) {
                  return add_devices(estate_of(cluster), more);
                }));
}

Outcome delete_device(World& world, const Target& target, const Arguments& arguments) {
  if (auto down = unreachable(world, target)) return *down;
  const Cluster& cluster = world.cluster(target.actor);
  if (!describes(cluster, arguments, {"model"})) return remove_licensed(world, target, arguments);
  return change(world, target, Cluster::Change::deletion,
                devices_of(arguments).and_then([&](const SomeDevices& fewer) {
                  return remove_devices(estate_of(cluster), fewer);
                }));
}

Outcome set_owner(World& world, const Target& target, const Arguments& arguments) {
  if (auto down = unreachable(world, target)) return *down;
  const SomeDevices which{model_of(arguments), count_of(arguments), arguments.text_or("owner", "")};
  return change(
      world, target, Cluster::Change::addition,
      change_owner(estate_of(world.cluster(target.actor)), which, arguments.text_or("to", "")));
}

Outcome change_user(World& world, const Target& target, const Arguments& arguments) {
  if (auto down = unreachable(world, target)) return *down;
  const auto feature = [&](std::string_view name) {
    return arguments.has(name) ? std::optional{arguments.flag(name)} : std::nullopt;
  };
  return change(
      world, target, Cluster::Change::addition,
      change_features(estate_of(world.cluster(target.actor)), arguments.text("name"),
                      {feature("snr"), feature("em"), feature("im_and_presence"), feature("srsv"),
                       feature("speechview"), feature("speechview_pro")}));
}

// Fields

Value users(const World& world, const Target& target) {
  const Cluster& cluster = world.cluster(target.actor);
  const Estate estate = estate_of(cluster);
  Value::Map all;
  for (const UserGroup& group : estate.users) {
    Value::Map devices;
    for (const auto& [model, count] : group.profile.devices) {
      devices.emplace(info(model).word, count);
    }
    Value::Map licenses;
    if (cluster.options().product == Product::cucm) {
      for (const Counts::Entry& entry :
           in_mode(licenses_of(group.profile, usage_rules(cluster.settings())),
                   cluster.reported_licenses())) {
        if (entry.count > 0) licenses.emplace(word(entry.license).text(), entry.count);
      }
    }
    all.emplace(group.name, Value::Map{{"count", group.count},
                                       {"devices", std::move(devices)},
                                       {"snr", group.profile.snr},
                                       {"em", group.profile.em},
                                       {"im_and_presence", group.profile.im_and_presence},
                                       {"srsv", group.profile.srsv},
                                       {"speechview", group.profile.speechview},
                                       {"speechview_pro", group.profile.speechview_pro},
                                       {"licenses", std::move(licenses)}});
  }
  return all;
}

Value unowned(const World& world, const Target& target) {
  Value::Map all;
  for (const auto& [model, count] : estate_of(world.cluster(target.actor)).unowned) {
    all.emplace(info(model).word, count);
  }
  return all;
}

Value user_count(const World& world, const Target& target) {
  return estate_of(world.cluster(target.actor)).user_count();
}

Value device_count(const World& world, const Target& target) {
  return estate_of(world.cluster(target.actor)).device_count();
}

constexpr std::int64_t many = 1'000'000;
constexpr std::array licensed_arguments{
    Argument{"license", Type::license(),
             "Where licences are given directly: which one each of them needs; none when left "
             "out."},
    Argument{"count", Type::number(1, many), "How many.", {}, "1"},
};

constexpr Argument beside_license(Argument argument) {
  argument.not_with = "license";
  return argument;
}
template <std::size_t N>
constexpr std::array<Argument, N> beside_license(std::array<Argument, N> table) {
  for (Argument& argument : table) argument = beside_license(argument);
  return table;
}

constexpr Argument user_name =
    beside_license({"name", Type::text(), "The user or group of users who are alike."});
constexpr std::array new_users =
    join(licensed_arguments, std::array{user_name}, beside_license(profile_arguments));
constexpr std::array old_users =
    join(licensed_arguments,
         std::array{user_name, Argument{"with_devices",
                                        Type::flag(),
                                        "Whether their devices go as well; else they stay without "
                                        "an owner.",
                                        {},
                                        "false"}});
constexpr std::array some_devices =
    join(licensed_arguments,
         std::array{beside_license({"model", a_device, "Which kind."}),
                    beside_license({"owner", Type::text(),
                                    "The user whose devices they are; of a group so many for each; "
                                    "nobody when left out."})});
constexpr Argument owner_arguments[] = {
    {"model", a_device, "Which kind.", Need::required},
    {"count", Type::number(1, most_devices_of_a_user), "How many for each new owner.", {}, "1"},
    {"owner", Type::text(), "Who has them now; nobody when left out."},
    {"to", Type::text(), "The new owner; nobody when left out."},
};
constexpr Argument feature_arguments[] = {
    {"name", Type::text(), "The user or group.", Need::required},
    {"snr", Type::flag(), "Single number reach (Mobility); as before when left out."},
    {"em", Type::flag(), "Extension Mobility; as before when left out."},
    {"im_and_presence", Type::flag(), "IM and Presence; as before when left out."},
    {"srsv", Type::flag(),
     "Unity Connection: survivable voicemail is active; as before when left out."},
    {"speechview", Type::flag(), "Unity Connection: SpeechView; as before when left out."},
    {"speechview_pro", Type::flag(), "Unity Connection: SpeechView Pro; as before when left out."},
};

constexpr Verb verbs[] = {
    {"add_device", "Adds devices; refused when provisioning has ended.", some_devices, add_device},
    {"add_user",
     "Adds users, like those of that name if there are any; refused when provisioning "
     "has ended.",
     new_users, add_user},
    {"delete_device", "Deletes devices.", some_devices, delete_device},
    {"delete_user", "Deletes users.", old_users, delete_user},
    {"change_user", "Changes features of users; refused when provisioning has ended.",
     feature_arguments, change_user},
    {"set_owner", "Gives devices to another owner; refused when provisioning has ended.",
     owner_arguments, set_owner},
};

constexpr Argument user_keys[] = {
    {"count", Type::number(), "How many they are."},
    {"devices", Type::number().by_name(), "Devices of each, by kind."},
    {"snr", Type::flag(), "Single number reach (Mobility)."},
    {"em", Type::flag(), "Extension Mobility."},
    {"im_and_presence", Type::flag(), "IM and Presence."},
    {"srsv", Type::flag(), "Survivable voicemail is active."},
    {"speechview", Type::flag(), "SpeechView."},
    {"speechview_pro", Type::flag(), "SpeechView Pro."},
    {"licenses", Type::counts(), "What each of them needs."},
};
constexpr Shape user_view{"user_view", "Users who are alike.", user_keys};

constexpr Field fields[] = {
    {"users", Type::made_of(user_view).by_name(), "Users by name, and what each of them needs.",
     users},
    {"unowned_devices", Type::number().by_name(), "Devices without an owner, by kind.", unowned},
    {"user_count", Type::number(), "How many users there are.", user_count},
    {"device_count", Type::number(), "How many devices there are.", device_count},
};

}  // namespace

std::span<const Verb> cluster_estate_verbs() { return verbs; }
std::span<const Field> cluster_estate_fields() { return fields; }

}  // namespace slsim
