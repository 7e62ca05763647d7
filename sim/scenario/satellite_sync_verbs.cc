// SPDX-License-Identifier: Apache-2.0
// Synchronization and the machine of a satellite.
#include <fmt/format.h>

#include <utility>

#include "sim/scenario/host_trust.h"
#include "sim/scenario/satellite_tables.h"
#include "sim/scenario/transport_arguments.h"

namespace slsim {

Duration sync_period(std::size_t word) {
  constexpr std::array periods{days(1), days(7), days(30), Duration{}};
  return periods.at(word);
}

namespace {

Outcome synchronize(World& world, const Target& target, const Arguments& arguments) {
  Satellite& satellite = world.satellite(target.actor);
  Context context = world.context(target.actor);
  const auto ticket =
      satellite.synchronize(context, local_account_name(satellite, arguments),
                            arguments.choice<SyncScope>("scope"), arguments.text_or("user", ""));
  if (!ticket) return refused_by_cssm(ticket.error());
  return ticket_of(target.actor, *ticket);
}

Outcome request_file(World& world, const Target& target, const Arguments& arguments) {
  Satellite& satellite = world.satellite(target.actor);
  Context context = world.context(target.actor);
  const auto file = satellite.request_file(context, local_account_name(satellite, arguments),
                                           arguments.choice<SyncScope>("scope"));
  return file ? Outcome{Value{*file}} : refused_by_cssm(file.error());
}

Outcome load_response(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  return cssm_outcome(world.satellite(target.actor).load_response(context, arguments.text("file")));
}

Outcome set_mode(World& world, const Target& target, const Arguments& arguments) {
  Satellite& satellite = world.satellite(target.actor);
  Context context = world.context(target.actor);
  return cssm_outcome(satellite.set_mode(context, local_account_name(satellite, arguments),
                                         arguments.choice<SyncMode>("mode")));
}

enum class Period : std::uint8_t { daily, weekly, monthly, never };

Outcome set_schedule(World& world, const Target& target, const Arguments& arguments) {
  Satellite& satellite = world.satellite(target.actor);
  Context context = world.context(target.actor);
  std::optional<Duration> at;
  if (arguments.has("at")) at = arguments.duration("at");
  return cssm_outcome(satellite.set_schedule(
      context, local_account_name(satellite, arguments),
      sync_period(static_cast<std::size_t>(arguments.choice<Period>("every"))), at));
}

constexpr std::array scope{
    Argument{"scope",
             Type::choice(sync_scope_words),
             "What is told; partial becomes full when the last one was not answered.",
             {},
             "partial"},
};
constexpr std::array over_network =
    join(which_local_account, scope,
         std::array{Argument{"user", Type::text(),
                             "Whose credentials are shown, which renews the network's."}});
constexpr std::array by_file = join(which_local_account, scope);
constexpr Argument a_file[] = {
    {"file", Type::text(), "The file: what an earlier step kept.", Need::required}};
constexpr std::array a_mode =
    join(std::array{Argument{"mode", Type::choice(sync_mode_words), "Which mode.", Need::required}},
         which_local_account);
constexpr std::array a_schedule = join(
    std::array{
        Argument{"every", Type::choice(sync_period_words), "How often.", Need::required},
        Argument{"at", Type::duration(), "At which time of the day, UTC."},
    },
    which_local_account);

constexpr Verb sync_verbs[] = {
    {"synchronize", "Synchronizes over the network.", over_network, synchronize},
    {"request_file", "Writes the request file of a synchronization.", by_file, request_file,
     Type::text()},
    {"load_response", "Loads the response file of a synchronization.", a_file, load_response},
    {"set_mode", "Connects a local account, or makes it synchronize by files.", a_mode, set_mode},
    {"set_schedule", "Says how often a connected account synchronizes by itself.", a_schedule,
     set_schedule},
};

Outcome restart(World& world, const Target& target, const Arguments&) {
  Context context = world.context(target.actor);
  if (!world.satellite(target.actor).machines().active_up) {
    return refused_by_cssm({ProblemCode::not_allowed, "The machine has failed: repair it."});
  }
  world.satellite(target.actor).restart(context);
  return Value{};
}

Outcome upgrade(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  return cssm_outcome(world.satellite(target.actor).upgrade(context, arguments.text("version")));
}

Outcome set_host_common_name(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  world.satellite(target.actor).set_host_common_name(context, arguments.text("name"));
  return Value{};
}

Outcome rename(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  world.satellite(target.actor).rename(context, arguments.text("name"));
  return Value{};
}

Outcome back_up(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  return cssm_outcome(world.satellite(target.actor).back_up(context, arguments.text("backup")));
}

Outcome restore(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  return cssm_outcome(world.satellite(target.actor).restore(context, arguments.text("backup")));
}

Outcome rebuild(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  return cssm_outcome(world.satellite(target.actor)
                          .rebuild(context, arguments.text("version"), arguments.text("backup")));
}

Outcome set_proxy(World& world, const Target& target, const Arguments& arguments) {
  world.satellite(target.actor).set_proxy(proxy_use(world.kernel(), arguments));
  return Value{};
}

Outcome fail(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  return cssm_outcome(world.satellite(target.actor)
                          .fail_machine(context, arguments.choice<MachineRole>("machine")));
}

/// Of a verb without arguments.
template <auto Member>
Outcome simply(World& world, const Target& target, const Arguments&) {
  Context context = world.context(target.actor);
  return cssm_outcome((world.satellite(target.actor).*Member)(context));
}

constexpr std::string_view machine_words[] = {"active", "standby"};
constexpr Argument a_machine[] = {
    {"machine", Type::choice(machine_words), "Which of two.", {}, "active"}};
constexpr Argument a_version[] = {
    {"version", Type::text(), "Which version, such as 8-202404.", Need::required}};
constexpr Argument a_name[] = {{"name", Type::text(), "The new name.", Need::required}};
constexpr Argument a_backup[] = {{"backup", Type::text(), "Which backup.", Need::required}};
constexpr Argument a_new_machine[] = {
    {"version", Type::text(), "Of the new machine.", Need::required},
    {"backup", Type::text(), "The backup that it imports.", Need::required}};
constexpr std::array a_proxy =
    join(std::array{Argument{"proxy", Type::refers("proxy"), "Which proxy; none when left out."}},
         login_arguments);

constexpr Verb machine_verbs[] = {
    {"restart", "Restarts the services.", {}, restart},
    {"upgrade", "Upgrades in place, and restarts.", a_version, upgrade},
    {"set_host_common_name", "Changes the name in the certificate.", a_name, set_host_common_name},
    {"rename", "Changes the SSM On-Prem Name.", a_name, rename},
    {"back_up", "Keeps the present state under a name.", a_backup, back_up},
    {"restore", "Makes everything as it was when a backup was taken.", a_backup, restore},
    {"rebuild", "Builds a new machine that imports a backup.", a_new_machine, rebuild},
    {"fail", "A machine fails; with high availability the other takes over after a while.",
     a_machine, fail},
    {"repair",
     "What has failed is there again; of two machines the other goes on serving.",
     {},
     simply<&Satellite::repair_machine>},
    {"fail_over",
     "Makes the standby machine the one that serves.",
     {},
     simply<&Satellite::fail_over>},
    {"set_up_high_availability",
     "Adds the second machine as standby.",
     {},
     simply<&Satellite::set_up_high_availability>},
    {"take_down_high_availability",
     "Leaves the second machine alone, as before a move to 9.",
     {},
     simply<&Satellite::take_down_high_availability>},
    {"set_proxy", "Says by which proxy it reaches the cloud.", a_proxy, set_proxy},
    {"trust", "Makes its machines trust a root.", root_arguments, trust_root},
    {"distrust", "Makes its machines trust a root no more.", root_arguments, distrust_root},
};

}  // namespace

std::span<const Verb> satellite_sync_verbs() { return sync_verbs; }
std::span<const Verb> satellite_machine_verbs() { return machine_verbs; }

}  // namespace slsim
