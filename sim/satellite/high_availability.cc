// SPDX-License-Identifier: Apache-2.0
// Two machines behind one address: one serves, the other holds the same data and takes over when
// the first has been silent for a while. What was under way on the first comes to nothing.
#include <fmt/format.h>

#include <utility>

#include "sim/satellite/satellite.h"

namespace slsim {
namespace {

tl::unexpected<Problem> no_standby() {
  return refuse(ProblemCode::not_allowed, "There is no second machine: no high availability.");
}

}  // namespace

Word word(MachineRole role) { return role == MachineRole::active ? "active"_w : "standby"_w; }

void Satellite::record_machine(Context& context, Level level, Word event, HostId machine) const {
  context.record(level, event,
                 {{"machine"_w, context.intern(context.kernel().network.host_name(machine))}});
}

Result<void> Satellite::fail_machine(Context& context, MachineRole role) {
  if (role == MachineRole::standby) {
    if (!machines_.standby) return no_standby();
    if (!std::exchange(machines_.standby_up, false)) {
      return refuse(ProblemCode::not_allowed, "It has failed already.");
    }
    context.kernel().network.set_up(*machines_.standby, false);
    record_machine(context, Level::fault, "machine_failed"_w, *machines_.standby);
    return {};
  }
  if (!machines_.active_up) return refuse(ProblemCode::not_allowed, "It has failed already.");
  lose_active(context);
  return {};
}

/// Nobody hears an answer of it any more. The other machine notices that after a while.
void Satellite::lose_active(Context& context) {
  machines_.active_up = false;
  context.kernel().network.set_up(options_.host, false);
  record_machine(context, Level::fault, "machine_failed"_w, options_.host);
  drop_in_flight(context, {ProblemCode::refused_connection, "The machine has failed."});
  if (!machines_.standby || !machines_.standby_up) return;
  context.schedule(context.now() + settings().duration(Setting::satellite_failover_time),
                   static_cast<std::uint32_t>(SatelliteTimer::failover), ++machines_.failures);
}

void Satellite::on_failover_timer(Context& context, std::uint64_t failure) {
  if (machines_.active_up || failure != machines_.failures) return;
  if (machines_.standby && machines_.standby_up) take_over(context);
}

/// The machines change places, and the addresses go with the one that serves.
void Satellite::take_over(Context& context) {
  Network& network = context.kernel().network;
  std::swap(options_.host, *machines_.standby);
  std::swap(machines_.active_up, machines_.standby_up);
  for (const NameId address : machines_.addresses) {
    network.set_dns(context.kernel(), address, options_.host);
  }
  record_machine(context, Level::change, "took_over"_w, options_.host);
  present_certificate(context);
  restart(context);
}

Result<void> Satellite::fail_over(Context& context) {
  if (!machines_.standby) return no_standby();
  if (!machines_.standby_up) {
    return refuse(ProblemCode::not_allowed, "The standby machine has failed.");
  }
  take_over(context);
  return {};
}

Result<void> Satellite::repair_machine(Context& context) {
  if (machines_.active_up && machines_.standby_up) {
    return refuse(ProblemCode::not_allowed, "No machine has failed.");
  }
  if (!machines_.standby_up) {
    machines_.standby_up = true;
    context.kernel().network.set_up(*machines_.standby, true);
    record_machine(context, Level::change, "machine_repaired"_w, *machines_.standby);
  }
  if (machines_.active_up) return {};
  ++machines_.failures;  // Nobody takes over any more.
  machines_.active_up = true;
  record_machine(context, Level::change, "machine_repaired"_w, options_.host);
  restart(context);
  return {};
}

Result<void> Satellite::set_up_high_availability(Context& context) {
  if (!machines_.spare) {
    return refuse(ProblemCode::not_allowed, machines_.standby ? "It has been set up already."
                                                              : "There is no second machine.");
  }
  machines_.standby = std::exchange(machines_.spare, std::nullopt);
  record_machine(context, Level::change, "standby_added"_w, *machines_.standby);
  present_certificate(context);
  return {};
}

Result<void> Satellite::take_down_high_availability(Context& context) {
  if (!machines_.standby) return no_standby();
  if (!machines_.active_up || !machines_.standby_up) {
    return refuse(ProblemCode::not_allowed, "Repair what has failed before.");
  }
  machines_.spare = std::exchange(machines_.standby, std::nullopt);
  record_machine(context, Level::change, "standby_removed"_w, *machines_.spare);
  return {};
}

}  // namespace slsim
