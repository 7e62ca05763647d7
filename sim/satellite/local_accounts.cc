// SPDX-License-Identifier: Apache-2.0
// Local accounts: asked for, approved, registered in the cloud.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/agent/sync_file.h"
#include "core/result/check.h"
#include "sim/authority/entitlements.h"
#include "sim/satellite/satellite.h"

namespace slsim {
namespace {

tl::unexpected<Problem> no_account(std::string_view name) {
  return refuse(ProblemCode::not_found, fmt::format("There is no local account {}.", name));
}

}  // namespace

Word word(LocalAccountState state) {
  switch (state) {
    case LocalAccountState::requested:
      return "requested"_w;
    case LocalAccountState::approved:
      return "approved"_w;
    case LocalAccountState::registering:
      return "registering"_w;
    case LocalAccountState::registered:
      return "registered"_w;
    case LocalAccountState::unregistered:
      return "unregistered"_w;
  }
  CHECK(false, "a state of the enumeration");
  return ""_w;
}

Word word(SyncMode mode) { return mode == SyncMode::connected ? "connected"_w : "disconnected"_w; }

LocalAccount* Satellite::find_account(std::string_view name) {
  const auto found = std::ranges::find_if(
      state_.accounts, [&](const LocalAccount& it) { return it.terms.name == name; });
  return found == state_.accounts.end() ? nullptr : &*found;
}

const LocalAccount* Satellite::find_account(std::string_view name) const {
  const auto found = std::ranges::find_if(
      state_.accounts, [&](const LocalAccount& it) { return it.terms.name == name; });
  return found == state_.accounts.end() ? nullptr : &*found;
}

void Satellite::record(Context& context, Word event, const LocalAccount& account) const {
  context.record(Level::change, event,
                 {{"account"_w, context.intern(account.terms.name)},
                  {"state"_w, word(account.state)},
                  {"mode"_w, word(account.mode)}});
}

Result<void> Satellite::request_account(Context& context, By by, const LocalAccountTerms& terms) {
  if (is_classic(find_satellite_version(state_.version).value_or(SatelliteVersion{}))) {
    return refuse(ProblemCode::unsupported, "The Classic Edition has no local accounts.");
  }
  if (terms.smart_account.empty() || terms.virtual_account.empty()) {
    return refuse(ProblemCode::invalid_argument,
                  "A local account needs a smart account and a virtual account in the cloud.");
  }
  const auto made = state_.authority.create_smart_account(
      context, by, {.domain = terms.name, .default_account = "Default"});
  if (!made) return tl::make_unexpected(made.error());
  LocalAccount account;
  account.terms = terms;
  account.id = *made;
  account.mode = terms.mode;
  account.sync_every = settings().duration(Setting::satellite_sync_period);
  state_.accounts.push_back(std::move(account));
  record(context, "account_requested"_w, state_.accounts.back());
  state_.authority.suspend(context, *made, true);
  return {};
}

Result<void> Satellite::approve_account(Context& context, By, std::string_view name) {
  LocalAccount* account = find_account(name);
  if (account == nullptr) return no_account(name);
  if (account->state != LocalAccountState::requested) {
    return refuse(ProblemCode::not_allowed, fmt::format("{} has been approved already.", name));
  }
  account->state = LocalAccountState::approved;
  record(context, "account_approved"_w, *account);
  return {};
}

Result<Satellite::Ticket> Satellite::register_account(Context& context, std::string_view name,
                                                      std::string_view user) {
  LocalAccount* account = find_account(name);
  if (account == nullptr) return no_account(name);
  if (account->state == LocalAccountState::requested) {
    return refuse(ProblemCode::not_allowed, fmt::format("{} has not been approved.", name));
  }
  if (account->state == LocalAccountState::registered) {
    return refuse(ProblemCode::already_registered, fmt::format("{} is registered.", name));
  }
  if (account->pending) {
    return refuse(ProblemCode::in_progress, fmt::format("{} is being registered.", name));
  }
  if (!serving(context.now())) {
    return refuse(ProblemCode::service_stopped, "The services of the satellite are not up.");
  }
  auto asked = std::make_shared<SatelliteRegistration>();
  asked->satellite = options_.name;
  asked->uuid = options_.uuid;
  asked->version = state_.version;
  asked->local_account = account->terms.name;
  asked->email = account->terms.email;
  asked->smart_account = account->terms.smart_account;
  asked->virtual_account = account->terms.virtual_account;
  asked->create = account->terms.create;
  asked->user = user;
  asked->written = context.now();
  const Ticket ticket = next_ticket_++;
  results_[ticket] = std::nullopt;
  account->pending = PendingSync{.ticket = ticket, .user = std::string{user}, .on_network = true};
  account->mode = SyncMode::connected;
  record(context, "registration_sent"_w, *account);
  send(context, SatelliteRegistrationCall{std::move(asked)},
       static_cast<std::uint32_t>(index_of(*account)));
  return ticket;
}

Result<std::string> Satellite::registration_file(Context& context, std::string_view name) {
  LocalAccount* account = find_account(name);
  if (account == nullptr) return no_account(name);
  if (account->state == LocalAccountState::requested) {
    return refuse(ProblemCode::not_allowed, fmt::format("{} has not been approved.", name));
  }
  if (account->state == LocalAccountState::registered) {
    return refuse(ProblemCode::already_registered, fmt::format("{} is registered.", name));
  }
  const SatelliteRegistration asked{.satellite = options_.name,
                                    .uuid = options_.uuid,
                                    .version = state_.version,
                                    .local_account = account->terms.name,
                                    .email = account->terms.email,
                                    .smart_account = account->terms.smart_account,
                                    .virtual_account = account->terms.virtual_account,
                                    .create = account->terms.create,
                                    .user = {},
                                    .written = context.now()};
  account->state = LocalAccountState::registering;
  account->mode = SyncMode::disconnected;
  record(context, "registration_file_written"_w, *account);
  return write_file(asked);
}

Result<void> Satellite::load_authorization(Context& context, std::string_view file) {
  const auto answer = read_authorization_file(file);
  if (!answer) return tl::make_unexpected(answer.error());
  LocalAccount* account = find_account(answer->local_account);
  if (account == nullptr || answer->uuid != options_.uuid) {
    return refuse(ProblemCode::sync_foreign,
                  fmt::format("The authorization file is for local account {} of satellite {}.",
                              answer->local_account, answer->satellite));
  }
  if (account->state == LocalAccountState::registered &&
      answer->registration <= account->registration) {
    return refuse(ProblemCode::sync_replayed, "The authorization file has been loaded before.");
  }
  if (account->state != LocalAccountState::registering) {
    return refuse(ProblemCode::sync_stale, "No authorization file is awaited.");
  }
  if (answer->registration <= account->registration) {
    return refuse(ProblemCode::sync_stale, "The authorization file is of an earlier registration.");
  }
  accept(context, *account, *answer);
  // The guides: it restarts, and is synchronized to the virtual account.
  restart(context);
  return {};
}

void Satellite::accept(Context& context, LocalAccount& account,
                       const SatelliteAuthorization& answer) {
  account.state = LocalAccountState::registered;
  account.registration = answer.registration;
  account.key = answer.key;
  account.smart_account_name = answer.smart_account;
  account.virtual_account_name = answer.virtual_account;
  account.registered = context.now();
  account.last_sync = answer.answered;
  account.due = answer.due;
  account.credential_ends = answer.credential_ends;
  account.requests = 0;
  account.base = 0;
  account.told = nullptr;
  account.pending.reset();
  account.last_problem.reset();
  record(context, "account_registered"_w, account);
  state_.authority.suspend(context, account.id, false);
  state_.authority.take_entitlements(context, account.id, lots_of(answer.entitlements));
  for (const AlertKind kind :
       {AlertKind::satellite_unregistered, AlertKind::synchronization_overdue}) {
    state_.authority.clear_alert(context, {kind, account.id});
  }
  plan_sync(context, account, false);
  plan_deadline(context, account);
  const VirtualAccountId home = state_.authority.default_account(account.id).value();
  for (const TokenTerms& terms : std::exchange(account.first_tokens, {})) {
    const auto made = state_.authority.create_token(context, By{}, home, terms);
    if (made) continue;
    context.record(Level::fault, "token_refused"_w,
                   {{"token"_w, context.intern(terms.name)}, {"class"_w, word(made.error().code)}});
  }
}

}  // namespace slsim
