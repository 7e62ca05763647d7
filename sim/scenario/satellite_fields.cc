// SPDX-License-Identifier: Apache-2.0
// What a satellite shows beside what every authority does.
#include "sim/scenario/authority_fields.h"
#include "sim/scenario/host_trust.h"
#include "sim/scenario/rest_verbs.h"
#include "sim/scenario/satellite_tables.h"

namespace slsim {
namespace {

constexpr std::string_view account_state_words[] = {"requested", "approved", "registering",
                                                    "registered", "unregistered"};

constexpr Argument local_account_keys[] = {
    {"state", Type::choice(account_state_words), "Whether it is registered with the cloud."},
    {"mode", Type::choice(sync_mode_words), "How it synchronizes."},
    {"smart_account", Type::text(), "Of the cloud, by the name that was learned last."},
    {"virtual_account", Type::text(), "Likewise."},
    {"last_sync", Type::moment(), "When the answer that was loaded last was given."},
    {"due", Type::moment(), "Until when to synchronize."},
    {"overdue", Type::flag(), "Whether that has passed."},
    {"credential_ends", Type::moment(), "End of the network's credential."},
    {"under_way", Type::flag(), "Whether a request waits for its answer."},
    {"last_problem", Type::text(), "Class of what the last synchronization failed by."},
    {"requests", Type::number(), "How many requests were written."},
    {"answers", Type::number(), "Number of the answer that was loaded last."},
};
constexpr Shape local_account_view{"local_account_view", "A local account.", local_account_keys};

const Satellite& of(const World& world, const Target& target) {
  return world.satellite(target.actor);
}

Value or_absent(Instant at) { return at == never ? Value{} : Value{at}; }
Value or_absent(std::string_view text) { return text.empty() ? Value{} : Value{text}; }

Value account_row(const LocalAccount& account, Instant now) {
  const bool known = account.registration != 0;
  Value::Map row{
      {"state", word(account.state)},
      {"mode", word(account.mode)},
      {"smart_account", or_absent(account.smart_account_name)},
      {"virtual_account", or_absent(account.virtual_account_name)},
      {"last_sync", known ? Value{account.last_sync} : Value{}},
      {"due", known ? or_absent(account.due) : Value{}},
      {"overdue", known && account.works() && now >= account.due},
      {"credential_ends", known ? or_absent(account.credential_ends) : Value{}},
      {"under_way", account.pending.has_value()},
      {"last_problem", account.last_problem ? Value{word(account.last_problem->code)} : Value{}},
      {"requests", static_cast<std::int64_t>(account.requests)},
      {"answers", static_cast<std::int64_t>(account.base)}};
  return row;
}

Value accounts(const World& world, const Target& target) {
  Value::Map rows;
  for (const LocalAccount& account : of(world, target).accounts()) {
    rows.emplace(account.terms.name, account_row(account, world.now()));
  }
  return rows;
}

Value version(const World& world, const Target& target) { return of(world, target).version(); }
Value name(const World& world, const Target& target) { return of(world, target).options().name; }
Value host_common_name(const World& world, const Target& target) {
  return of(world, target).options().host_common_name;
}
Value serving(const World& world, const Target& target) {
  return of(world, target).serving(world.now());
}
Value in_flight(const World& world, const Target& target) {
  return static_cast<std::int64_t>(of(world, target).registrations_in_flight());
}

Value host_name(const World& world, HostId host) { return world.kernel().network.host_name(host); }

Value active_machine(const World& world, const Target& target) {
  return host_name(world, of(world, target).options().host);
}
Value standby_machine(const World& world, const Target& target) {
  const auto standby = of(world, target).machines().standby;
  return standby ? host_name(world, *standby) : Value{};
}
Value failed_machines(const World& world, const Target& target) {
  const Machines& machines = of(world, target).machines();
  Value::List failed;
  if (!machines.active_up) failed.push_back(active_machine(world, target));
  if (!machines.standby_up) failed.push_back(standby_machine(world, target));
  return failed;
}

constexpr Field fields[] = {
    {"name", Type::text(), "Its SSM On-Prem Name.", name},
    {"version", Type::text(), "Its version.", version},
    {"host_common_name", Type::text(), "The name in its certificate.", host_common_name},
    {"serving", Type::flag(), "Whether its services are up.", serving},
    {"trust", Type::text().list(), "The roots that it trusts.", trusted_roots},
    {"registrations_in_flight", Type::number(), "Registrations that wait for their answer.",
     in_flight},
    {"active_machine", Type::text(), "The machine that serves.", active_machine},
    {"standby_machine", Type::text(), "The one that stands by, with high availability.",
     standby_machine},
    {"failed_machines", Type::text().list(), "Machines that are down.", failed_machines},
    {"accounts", Type::made_of(local_account_view).by_name(), "Its local accounts.", accounts},
};

}  // namespace

std::span<const Field> satellite_fields() {
  static const std::vector<Field> all =
      joined<Field>({std::span<const Field>{fields}, local_authority_fields()});
  return all;
}

std::span<const Verb> satellite_verbs() {
  static const std::vector<Verb> all = joined<Verb>(
      {satellite_account_verbs(), satellite_sync_verbs(), satellite_machine_verbs(), rest_verbs()});
  return all;
}

}  // namespace slsim
