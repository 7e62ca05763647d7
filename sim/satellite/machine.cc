// SPDX-License-Identifier: Apache-2.0
// The machine that a satellite is: restarted, upgraded, renamed, backed up, rebuilt.
#include <fmt/format.h>

#include <utility>

#include "sim/satellite/satellite.h"

namespace slsim {

void Satellite::present_certificate(Context& context) const {
  const ServerCertificate certificate{options_.root, {context.intern(options_.host_common_name)}};
  context.kernel().network.set_certificate(options_.host, certificate);
  if (machines_.standby) context.kernel().network.set_certificate(*machines_.standby, certificate);
}

void Satellite::restart(Context& context) {
  stopped_ = false;
  drop_in_flight(context, {ProblemCode::refused_connection, "It restarts."});
  // What it had sent is not answered any more.
  context.kernel().network.set_up(options_.host, false);
  context.kernel().network.set_up(options_.host, true);
  for (LocalAccount& account : state_.accounts) {
    if (!account.pending || !account.pending->on_network) continue;
    const Ticket ticket = account.pending->ticket;
    const bool registering = account.pending->number == 0;
    const Problem lost{ProblemCode::timed_out, "The satellite was restarted."};
    if (registering) {
      account.pending.reset();
    } else {
      sync_failed(context, account, lost);
    }
    end_ticket(ticket, tl::make_unexpected(lost));
  }
  started_at_ = context.now() + settings().duration(Setting::satellite_start_time);
  context.record(Level::change, "restarted"_w, {{"up_at"_w, started_at_}});
  if (started_at_ > context.now()) {
    context.schedule(started_at_, static_cast<std::uint32_t>(SatelliteTimer::started));
  }
}

Result<void> Satellite::upgrade(Context& context, std::string_view text) {
  const auto version = find_satellite_version(text);
  const SatelliteVersion present =
      find_satellite_version(state_.version).value_or(SatelliteVersion{});
  if (!version || *version < present) {
    return refuse(ProblemCode::invalid_argument,
                  fmt::format("{} cannot become {}.", state_.version, text));
  }
  if (version->generation >= 9 && present.generation < 9) {
    return refuse(ProblemCode::unsupported,
                  "There is no upgrade in place to 9: a new machine imports what was exported.");
  }
  context.record(Level::change, "upgraded"_w,
                 {{"from"_w, context.intern(state_.version)}, {"to"_w, context.intern(text)}});
  state_.version = text;
  set_limits();
  state_.authority.set_hierarchy(context, knows_hierarchy(*version));
  restart(context);
  return {};
}

void Satellite::set_host_common_name(Context& context, std::string_view name) {
  options_.host_common_name = name;
  context.record(Level::change, "host_common_name"_w, {{"name"_w, context.intern(name)}});
  present_certificate(context);
}

void Satellite::rename(Context& context, std::string_view name) {
  options_.name = name;
  context.record(Level::change, "renamed"_w, {{"name"_w, context.intern(name)}});
}

Result<void> Satellite::back_up(Context& context, std::string_view name) {
  backups_.insert_or_assign(std::string{name}, std::make_shared<const SatelliteState>(state_));
  context.record(Level::change, "backed_up"_w, {{"backup"_w, context.intern(name)}});
  return {};
}

/// Timers that were set since find nothing of theirs, or something that has to be looked at anyway.
void Satellite::take_on(Context& context) {
  state_.authority.resume(context);
  for (LocalAccount& account : state_.accounts) {
    account.pending.reset();
    account.sync_timer = {};
    account.due_timer = {};
    plan_sync(context, account, false);
    plan_deadline(context, account);
  }
  restart(context);
}

Result<void> Satellite::restore(Context& context, std::string_view name) {
  const auto backup = backups_.find(name);
  if (backup == backups_.end()) {
    return refuse(ProblemCode::not_found, fmt::format("There is no backup {}.", name));
  }
  for (LocalAccount& account : state_.accounts) {
    context.cancel(account.sync_timer);
    context.cancel(account.due_timer);
    drop_pending(account, "The satellite was restored.");
  }
  state_ = *backup->second;
  context.record(Level::change, "restored"_w, {{"backup"_w, context.intern(name)}});
  take_on(context);
  return {};
}

Result<void> Satellite::rebuild(Context& context, std::string_view text, std::string_view name) {
  const auto backup = backups_.find(name);
  if (backup == backups_.end()) {
    return refuse(ProblemCode::not_found, fmt::format("There is no backup {}.", name));
  }
  const auto to = find_satellite_version(text);
  const auto from = find_satellite_version(backup->second->version);
  if (!to || !from || !can_import(*from, *to)) {
    return refuse(ProblemCode::unsupported,
                  fmt::format("{} cannot import what {} exported.", text, backup->second->version));
  }
  if (machines_.standby) {
    return refuse(ProblemCode::not_allowed, "Take high availability down before.");
  }
  if (auto restored = restore(context, name); !restored) return restored;
  context.record(Level::change, "rebuilt"_w, {{"version"_w, context.intern(text)}});
  state_.version = text;
  set_limits();
  return {};
}

}  // namespace slsim
