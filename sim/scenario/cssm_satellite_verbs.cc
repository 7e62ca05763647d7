// SPDX-License-Identifier: Apache-2.0
// CSSM's Satellites page, and what it shows of satellites.
#include "sim/scenario/cssm_satellite_verbs.h"

namespace slsim {
namespace {

Outcome add_satellite(World& world, const Target&, const Arguments& arguments) {
  Context context = world.context(cssm_actor);
  const auto added = world.satellite_desk().add_satellite(world.cssm(), context, by(arguments),
                                                          arguments.text("file"));
  return added ? Outcome{Value{}} : refused_by_cssm(added.error());
}

Outcome authorization_file(World& world, const Target&, const Arguments& arguments) {
  Context context = world.context(cssm_actor);
  const auto file = world.satellite_desk().authorization_file(
      world.cssm(), context, arguments.text("satellite"), arguments.text_or("account", ""));
  return file ? Outcome{Value{*file}} : refused_by_cssm(file.error());
}

Outcome exchange_files(World& world, const Target&, const Arguments& arguments) {
  Context context = world.context(cssm_actor);
  const auto file =
      world.satellite_desk().exchange_files(world.cssm(), context, arguments.text("file"));
  return file ? Outcome{Value{*file}} : refused_by_cssm(file.error());
}

Outcome give_to_satellite(World& world, const Target&, const Arguments& arguments) {
  const auto account = account_of(world.cssm(), arguments.text("virtual_account"));
  if (!account) return refused_by_cssm(account.error());
  Context context = world.context(cssm_actor);
  return cssm_outcome(world.cssm().give_to_satellite(context, by(arguments), *account,
                                                     arguments.text("satellite")));
}

Outcome remove_satellite(World& world, const Target&, const Arguments& arguments) {
  Context context = world.context(cssm_actor);
  for (std::uint32_t i = 0; i < world.cssm().state().smart_accounts.size(); ++i) {
    const auto done = world.satellite_desk().remove_satellite(world.cssm(), context, by(arguments),
                                                              {i}, arguments.text("satellite"));
    if (done) return Value{};
    if (i + 1 == world.cssm().state().smart_accounts.size()) return refused_by_cssm(done.error());
  }
  return refused_by_cssm({ProblemCode::not_found, "there is no smart account"});
}

Outcome rename_satellite(World& world, const Target&, const Arguments& arguments) {
  Context context = world.context(cssm_actor);
  return cssm_outcome(world.satellite_desk().rename_satellite(
      world.cssm(), context, by(arguments), arguments.text("satellite"), arguments.text("name")));
}

Outcome set_schedule(World& world, const Target&, const Arguments& arguments) {
  Context context = world.context(cssm_actor);
  return cssm_outcome(world.satellite_desk().set_schedule(world.cssm(), context, by(arguments),
                                                          arguments.text("satellite"),
                                                          arguments.duration("every")));
}

constexpr std::array which_satellite{
    Argument{"satellite", Type::text(), "Its name, as it registered.", Need::required}};
constexpr std::array a_file{
    Argument{"file", Type::text(), "The file: what an earlier step kept.", Need::required}};
constexpr std::array registration = join(a_file, by_whom);
constexpr std::array of_account = join(
    which_satellite, std::array{Argument{"account", Type::text(), "Which of its local accounts."}});
constexpr std::array given = join(which_account, which_satellite, by_whom);
constexpr std::array a_satellite = join(which_satellite, by_whom);
constexpr std::array renamed =
    join(which_satellite,
         std::array{Argument{"name", Type::text(), "Its new name.", Need::required}}, by_whom);
constexpr std::array schedule =
    join(which_satellite,
         std::array{Argument{"every", Type::duration(), "How often at least.", Need::required}},
         by_whom);

constexpr Verb verbs[] = {
    {"add_satellite", "Takes a satellite's registration file.", registration, add_satellite},
    {"authorization_file", "Fetches a satellite's authorization file.", of_account,
     authorization_file, Type::text()},
    {"exchange_files", "Takes a request file and gives the response file.", a_file, exchange_files,
     Type::text()},
    {"give_to_satellite", "Makes a virtual account a satellite's.", given, give_to_satellite},
    {"remove_satellite", "Removes a satellite; its virtual accounts are CSSM's own again.",
     a_satellite, remove_satellite},
    {"rename_satellite", "Renames a satellite.", renamed, rename_satellite},
    {"set_sync_schedule", "Says how often a satellite has to synchronize.", schedule, set_schedule},
};

constexpr Argument satellite_keys[] = {
    {"name", Type::text(), "Its name."},
    {"local_account", Type::text(), "Which of its local accounts."},
    {"smart_account", Type::text(), "In which smart account."},
    {"virtual_account", Type::text(), "Which virtual account it is."},
    {"version", Type::text(), "Its version, as it said last."},
    {"last_sync", Type::moment(), "When its last request was accepted."},
    {"due", Type::moment(), "Until when the next has to come."},
    {"removed", Type::flag(), "Whether it is registered no longer."},
    {"authorization_ready", Type::flag(), "Whether its authorization file can be fetched."},
    {"instances", Type::number(), "How many product instances it reported."},
    {"tokens", Type::number(), "How many active tokens it reported."},
    {"answers", Type::number(), "How many synchronizations were answered."},
};
constexpr Shape satellite_view{"satellite_view", "A local account of a satellite.", satellite_keys};

Value satellites(const World& world, const Target&) {
  Value::List rows;
  const AuthorityState& state = world.cssm().state();
  for (const SatelliteRecord& it : world.satellite_desk().records()) {
    rows.emplace_back(Value::Map{{"name", it.satellite},
                                 {"local_account", it.local_account},
                                 {"smart_account", state.at(it.smart_account).domain},
                                 {"virtual_account", state.at(it.account).name},
                                 {"version", it.version},
                                 {"last_sync", it.last_sync},
                                 {"due", it.last_sync + it.sync_every},
                                 {"removed", it.removed},
                                 {"authorization_ready", it.authorization_ready},
                                 {"instances", static_cast<std::int64_t>(it.instances.size())},
                                 {"tokens", static_cast<std::int64_t>(it.tokens.size())},
                                 {"answers", static_cast<std::int64_t>(it.answers)}});
  }
  return rows;
}

constexpr Field fields[] = {
    {"satellites", Type::made_of(satellite_view).list(), "Satellites, oldest registration first.",
     satellites},
};

}  // namespace

std::span<const Verb> cssm_satellite_verbs() { return verbs; }
std::span<const Field> cssm_satellite_fields() { return fields; }

}  // namespace slsim
