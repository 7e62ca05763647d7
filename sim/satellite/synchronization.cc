// SPDX-License-Identifier: Apache-2.0
// Synchronization over the network: what is sent, what is loaded, when it is tried again.
#include "core/agent/sync.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "sim/authority/entitlements.h"
#include "sim/satellite/satellite.h"

namespace slsim {
namespace {

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
  return (hash ^ value) * 0x9e37'79b9'7f4a'7c15U;
}

/// Over all that the cloud is told of an instance, but when it was heard last.
std::uint64_t print_of(const Instance& instance, const InstanceDetails& details) {
  std::uint64_t hash = mix(1, details.label.index);
  hash = mix(hash, static_cast<std::uint64_t>(details.registered_last.time_since_epoch().count()));
  hash = mix(hash, stable_hash(details.version));
  hash = mix(hash, instance.export_control_allowed ? 3 : 2);
  for (const Counts::Entry& entry : instance.demand) {
    hash = mix(hash, (static_cast<std::uint64_t>(entry.license) << 32U) |
                         static_cast<std::uint32_t>(entry.count));
  }
  return hash ^ (hash >> 29U);
}

SyncInstance row_of(std::uint64_t number, const Instance& instance,
                    const InstanceDetails& details) {
  return {.number = number,
          .udi = details.udi,
          .host_name = details.host_name,
          .product = details.product,
          .version = details.version,
          .registered = details.registered_last,
          .last_contact = instance.last_contact,
          .export_control_allowed = instance.export_control_allowed,
          .demand = instance.demand};
}

/// Whether the cloud knows it just as it is.
bool was_told(const ToldInstances& told, const ToldInstance& instance) {
  const auto found = std::ranges::lower_bound(told, instance.number, {}, &ToldInstance::number);
  return found != told.end() && *found == instance;
}

/// Of a time of the day, the next one after `now`.
Instant next_at(Instant now, Duration time_of_day) {
  const Instant today{std::chrono::floor<std::chrono::days>(now)};
  return today + time_of_day > now ? today + time_of_day : today + days(1) + time_of_day;
}

}  // namespace

std::uint64_t Satellite::index_of(const LocalAccount& account) const {
  return static_cast<std::uint64_t>(&account - state_.accounts.data());
}

Result<LocalAccount*> Satellite::account_for_sync(std::string_view name) {
  LocalAccount* account = find_account(name);
  if (account == nullptr) {
    return refuse(ProblemCode::not_found, fmt::format("There is no local account {}.", name));
  }
  if (account->works()) return account;
  return refuse(ProblemCode::not_allowed,
                fmt::format("The local account {} is not registered.", name));
}

/// All instances of the account, those that changed into the request; what was told before and is
/// no more into `gone`.
ToldInstances Satellite::tell(const LocalAccount& account, SyncRequest& request) const {
  const AuthorityState& state = state_.authority.state();
  ToldInstances told;
  told.reserve(state.instances.count);
  const bool partial = request.scope == SyncScope::partial;
  for (std::uint32_t slot = 0; slot < state.instances.slots.size(); ++slot) {
    const Instance& instance = state.instances.slots[slot];
    if (!instance.live || state.at(instance.account).smart_account != account.id) continue;
    const InstanceDetails& details = state.instances.details[slot];
    const std::uint64_t number = pack(state.instances.id_of(slot));
    told.push_back({number, print_of(instance, details)});
  }
  std::ranges::sort(told, {}, &ToldInstance::number);
  for (const ToldInstance& one : told) {
    if (partial && was_told(*account.told, one)) continue;
    const InstanceId id = unpack_instance(one.number);
    request.instances.push_back(
        row_of(one.number, state.instances.at(id), state.instances.details_of(id)));
  }
  if (!partial) return told;
  for (const ToldInstance& before : *account.told) {
    if (!std::ranges::binary_search(told, before.number, {}, &ToldInstance::number)) {
      request.gone.push_back(before.number);
    }
  }
  return told;
}

SyncRequest Satellite::write_request(Context& context, LocalAccount& account, SyncScope scope,
                                     std::string_view user) {
  // What was written and never answered may have been taken: only all of it is sure.
  if (account.told == nullptr || account.pending) scope = SyncScope::full;
  SyncRequest request;
  request.registration = account.registration;
  request.number = ++account.requests;
  request.base = account.base;
  request.scope = scope;
  request.written = context.now();
  request.satellite = options_.name;
  request.local_account = account.terms.name;
  request.version = state_.version;
  request.user = user;
  auto told = std::make_shared<const ToldInstances>(tell(account, request));
  const AuthorityState& state = state_.authority.state();
  for (const Token& token : state.tokens.rows) {
    if (status(token, context.now()) != TokenStatus::active) continue;
    if (state.at(token.account).smart_account != account.id) continue;
    request.tokens.push_back({token.description, token.expires, token.export_control_allowed});
  }
  account.pending = PendingSync{
      .number = request.number, .scope = scope, .user = std::string{user}, .told = std::move(told)};
  return request;
}

void Satellite::send(Context& context, AgentRequest request, std::uint32_t tag) {
  context.send(
      options_.host,
      {.name = context.intern("tools.cisco.com"), .wall = context.now(), .proxy = options_.proxy},
      std::move(request), tag);
}

void Satellite::send_request(Context& context, LocalAccount& account, SyncScope scope,
                             std::string_view user, Ticket ticket) {
  auto request = std::make_shared<const SyncRequest>(write_request(context, account, scope, user));
  account.pending->ticket = ticket;
  account.pending->on_network = true;
  context.record(Level::change, "sync_sent"_w,
                 {{"account"_w, context.intern(account.terms.name)},
                  {"number"_w, static_cast<std::int64_t>(request->number)},
                  {"scope"_w, word(request->scope)},
                  {"instances"_w, static_cast<std::int64_t>(request->instances.size())}});
  send(context, SyncCall{std::move(request)}, static_cast<std::uint32_t>(index_of(account)));
}

Result<Satellite::Ticket> Satellite::synchronize(Context& context, std::string_view name,
                                                 SyncScope scope, std::string_view user) {
  const auto account = account_for_sync(name);
  if (!account) return tl::make_unexpected(account.error());
  if ((*account)->mode == SyncMode::disconnected) {
    return refuse(ProblemCode::not_allowed,
                  fmt::format("{} is disconnected: it synchronizes by files.", name));
  }
  if ((*account)->pending && (*account)->pending->on_network) {
    return refuse(ProblemCode::in_progress, fmt::format("{} is synchronizing.", name));
  }
  if (!serving(context.now())) {
    return refuse(ProblemCode::service_stopped, "The services of the satellite are not up.");
  }
  const Ticket ticket = next_ticket_++;
  results_[ticket] = std::nullopt;
  send_request(context, **account, scope, user, ticket);
  return ticket;
}

std::optional<Result<void>> Satellite::take_result(Ticket ticket) {
  const auto found = results_.find(ticket);
  if (found == results_.end() || !found->second) return std::nullopt;
  Result<void> result = *found->second;
  results_.erase(found);
  return result;
}

void Satellite::end_ticket(Ticket ticket, Result<void> result) {
  const auto found = results_.find(ticket);
  if (found != results_.end()) found->second = std::move(result);
}

/// What is under way comes to nothing; whoever waits for it is told.
void Satellite::drop_pending(LocalAccount& account, std::string why) {
  if (!account.pending) return;
  end_ticket(account.pending->ticket, refuse(ProblemCode::timed_out, std::move(why)));
  account.pending.reset();
}

void Satellite::on_answer(Context& context, const AnswerArrival& arrival) {
  // What another machine had asked came to nothing when this one took over.
  if (arrival.host != options_.host || arrival.tag >= state_.accounts.size()) return;
  LocalAccount& account = state_.accounts[arrival.tag];
  if (!account.pending || !account.pending->on_network) return;
  const Ticket ticket = account.pending->ticket;
  if (const auto* enrolled = std::get_if<SatelliteAuthorizationAnswer>(&arrival.answer)) {
    accept(context, account, *enrolled->answer);
    return end_ticket(ticket, {});
  }
  if (const auto* answer = std::get_if<SyncAnswer>(&arrival.answer)) {
    if (answer->answer->request != account.pending->number) return;
    load(context, account, *answer->answer);
    return end_ticket(ticket, {});
  }
  const auto* problem = std::get_if<Problem>(&arrival.answer);
  if (problem == nullptr) return;
  if (account.pending->number == 0) {  // A registration.
    account.pending.reset();
    record(context, "registration_failed"_w, account);
    return end_ticket(ticket, tl::make_unexpected(*problem));
  }
  if (problem->code == ProblemCode::full_sync_needed &&
      account.pending->scope == SyncScope::partial) {
    const std::string user = account.pending->user;
    account.told = nullptr;
    return send_request(context, account, SyncScope::full, user, ticket);
  }
  sync_failed(context, account, *problem);
  end_ticket(ticket, tl::make_unexpected(*problem));
}

void Satellite::load(Context& context, LocalAccount& account, const SyncReply& reply) {
  account.base = reply.number;
  account.told = account.pending->told;
  account.pending.reset();
  account.last_problem.reset();
  account.last_sync = reply.answered;
  account.due = reply.due;
  account.credential_ends = reply.credential_ends;
  account.smart_account_name = reply.smart_account;
  account.virtual_account_name = reply.virtual_account;
  if (reply.satellite != options_.name) rename(context, reply.satellite);
  for (const std::uint64_t number : reply.removed) {
    const InstanceId id = unpack_instance(number);
    const AuthorityState& state = state_.authority.state();
    if (!state.instances.holds(id)) continue;
    if (state.at(state.instances.at(id).account).smart_account != account.id) continue;
    state_.authority.forget_instance(context, id);
  }
  if (reply.all_entitlements) {
    state_.authority.take_entitlements(context, account.id, lots_of(reply.entitlements));
  }
  context.record(Level::change, "synchronized"_w,
                 {{"account"_w, context.intern(account.terms.name)},
                  {"number"_w, static_cast<std::int64_t>(reply.request)},
                  {"answered"_w, reply.answered},
                  {"due"_w, reply.due}});
  state_.authority.clear_alert(context, {AlertKind::synchronization_overdue, account.id});
  plan_sync(context, account, false);
  plan_deadline(context, account);
}

void Satellite::sync_failed(Context& context, LocalAccount& account, const Problem& problem) {
  account.pending.reset();
  account.told = nullptr;  // Whether it was taken is not known: the next one tells everything.
  account.last_problem = problem;
  context.record(
      Level::fault, "sync_failed"_w,
      {{"account"_w, context.intern(account.terms.name)}, {"class"_w, word(problem.code)}});
  if (problem.code == ProblemCode::unknown_satellite) {
    return unregister(context, account, "removed_by_cssm"_w);
  }
  plan_sync(context, account, true);
}

void Satellite::unregister(Context& context, LocalAccount& account, Word why) {
  account.state = LocalAccountState::unregistered;
  drop_pending(account, "The local account is registered no longer.");
  account.told = nullptr;
  context.cancel(account.sync_timer);
  context.cancel(account.due_timer);
  context.record(Level::change, "account_unregistered"_w,
                 {{"account"_w, context.intern(account.terms.name)}, {"why"_w, why}});
  state_.authority.suspend(context, account.id, true);
  state_.authority.clear_alert(context, {AlertKind::synchronization_overdue, account.id});
  state_.authority.raise_alert(context, {AlertKind::satellite_unregistered, account.id},
                               options_.name);
}

void Satellite::plan_sync(Context& context, LocalAccount& account, bool retry) {
  context.cancel(account.sync_timer);
  if (!account.works() || account.mode != SyncMode::connected) return;
  if (account.sync_every == Duration::zero()) return;
  const Instant now = context.now();
  Instant next = now + account.sync_every;
  if (account.sync_at) next = next_at(now + account.sync_every - days(1), *account.sync_at);
  if (retry) next = std::min(next, now + settings().duration(Setting::satellite_sync_retry));
  account.sync_timer =
      context.schedule(next, static_cast<std::uint32_t>(SatelliteTimer::sync), index_of(account));
}

void Satellite::plan_deadline(Context& context, LocalAccount& account) {
  context.cancel(account.due_timer);
  if (!account.works()) return;
  const Instant limit = account.last_sync + settings().duration(Setting::satellite_limit);
  const Instant next = account.due > context.now() ? std::min(account.due, limit) : limit;
  account.due_timer = context.schedule(next, static_cast<std::uint32_t>(SatelliteTimer::deadline),
                                       index_of(account));
}

void Satellite::at_deadline(Context& context, LocalAccount& account) {
  const Instant limit = account.last_sync + settings().duration(Setting::satellite_limit);
  if (context.now() >= limit) return unregister(context, account, "limit"_w);
  record(context, "sync_overdue"_w, account);
  state_.authority.raise_alert(context, {AlertKind::synchronization_overdue, account.id},
                               options_.name, limit);
  plan_deadline(context, account);
}

Result<void> Satellite::set_mode(Context& context, std::string_view name, SyncMode mode) {
  const auto account = account_for_sync(name);
  if (!account) return tl::make_unexpected(account.error());
  if ((*account)->pending && (*account)->pending->on_network) {
    return refuse(ProblemCode::in_progress, fmt::format("{} is synchronizing.", name));
  }
  (*account)->mode = mode;
  record(context, "sync_mode"_w, **account);
  plan_sync(context, **account, false);
  return {};
}

Result<void> Satellite::set_schedule(Context& context, std::string_view name, Duration every,
                                     std::optional<Duration> at) {
  LocalAccount* account = find_account(name);
  if (account == nullptr) {
    return refuse(ProblemCode::not_found, fmt::format("There is no local account {}.", name));
  }
  account->sync_every = every;
  account->sync_at = at;
  context.record(Level::change, "sync_schedule"_w,
                 {{"account"_w, context.intern(account->terms.name)}, {"every"_w, every}});
  plan_sync(context, *account, false);
  return {};
}

}  // namespace slsim
