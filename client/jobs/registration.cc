// SPDX-License-Identifier: Apache-2.0
// Registration: a token, the call, and the status, which alone says what became of it.
#include <algorithm>

#include "client/cssm/calls.h"
#include "client/jobs/portal.h"

namespace slsim {
namespace {

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  });
  return text;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// By what the product said: its words are not published, so only their gist is looked for.
FaultCode code_of(const std::string& words) {
  const std::string said = lower(words);
  if (has(said, "subscriber")) return FaultCode::CAA1049;
  const bool about_token = has(said, "token");
  if (about_token && (has(said, "invalid") || has(said, "expired") || has(said, "not valid") ||
                      has(said, "revoked") || has(said, "used up") || has(said, "exhausted"))) {
    return FaultCode::CAA1048;
  }
  return FaultCode::CAA1081;
}

bool is_without_answer(FaultCode code) {
  return code == FaultCode::CAA1046 || code == FaultCode::UCAPI1009;
}

/// Whether that came of a registration, be it tried or not; otherwise nothing was asked at all.
bool is_about_it(FaultCode code) {
  switch (code) {
    case FaultCode::CAA1036:
    case FaultCode::CAA1043:
    case FaultCode::CAA1048:
    case FaultCode::CAA1049:
    case FaultCode::SLMCT1007:
      return true;
    default:
      return is_without_answer(code);
  }
}

bool is_under_way(const std::string& registration) {
  const std::string said = lower(registration);
  return has(said, "progress") || has(said, "pending");
}

}  // namespace

namespace {

/// One of the virtual account's tokens that will do; absent when there is none.
Task<OrFault<std::optional<Secret>>> find_token(const JobWork& work, CssmSession& session,
                                                const StoredVirtualAccount& account) {
  const OrFault<std::vector<StoredToken>> tokens = co_await list_tokens(session, account.name);
  if (!tokens) co_return fail(FaultCode::SLM1010, print(tokens.error()));
  const Instant not_before = work.ports.clock.now() + work.limits.token_margin;
  const StoredToken* chosen = choose_token(*tokens, work.cluster.mixed_mode, not_before);
  if (chosen != nullptr) co_return std::optional{chosen->token};
  if (work.cluster.mixed_mode) {
    co_return fail(FaultCode::SLM1010,
                   "a mixed-mode cluster needs a token that allows export control, and " +
                       account.name + " has none: make it by hand");
  }
  co_return std::optional<Secret>{};
}

}  // namespace

Task<NextStep> token_step(JobWork& work) {
  const std::optional<StoredVirtualAccount> account = work.account();
  const std::optional<StoredAccount> owner =
      account ? work.store.account(account->domain) : std::nullopt;
  if (!owner) co_return fail(FaultCode::SLMCT1001);
  CssmSession session{work.ports, *owner, work.limits.back_off};
  OrFault<std::optional<Secret>> found = co_await find_token(work, session, *account);
  if (found && !*found) {
    // Another job may be making one just now.
    const Turnstile::Turn turn = co_await work.ports.shared.token_turns[account->id].enter();
    found = co_await find_token(work, session, *account);
    if (found && !*found) {
      const OrFault<StoredToken> made =
          co_await create_token(session, account->name, work.limits.token_days);
      if (!made) co_return fail(FaultCode::SLM1010, print(made.error()));
      found = std::optional{made->token};
    }
  }
  if (!found) {
    if (co_await virtual_account_at_portal(work, *account) == AtPortal::gone) {
      co_return fail(FaultCode::SLMCT1001, account->name + " is gone at the portal");
    }
    co_return tl::make_unexpected(found.error());
  }
  work.job.token = **found;
  co_return std::string{"register"};
}

Task<NextStep> register_step(JobWork& work) {
  // From here on it may have been taken, whatever is heard of it.
  work.job.step = "registering";
  if (auto saved = work.save(); !saved) co_return tl::make_unexpected(saved.error());
  const OrFault<std::string> said =
      co_await smart_license_register(work.ports, work.app(), work.job.token);
  if (!said && !is_about_it(said.error().code)) co_return tl::make_unexpected(said.error());
  const bool answered = said || !is_without_answer(said.error().code);
  if (!answered) co_return std::string{"registering"};
  const OrFault<SmartLicenseStatus> status =
      co_await get_smart_license_status(work.ports, work.app());
  if (!status) co_return std::string{"registering"};
  if (status->registered()) co_return std::string{"check"};
  if (is_under_way(status->registration)) co_return std::string{"registering"};
  const std::string words = said ? *said : said.error().detail;
  const bool told = !said && said.error().code != FaultCode::CAA1036;
  const FaultCode code = told ? said.error().code : code_of(words + ' ' + status->failed_reason);
  // A token may have ended since it was read: a fresh look helps, once.
  if (code == FaultCode::CAA1048 && work.job.attempts == 0) {
    ++work.job.attempts;
    work.job.token = {};
    work.note("the first token was refused");
    co_return std::string{"token"};
  }
  co_return fail(code, words);
}

/// After a registration of which nothing is known: asks for its outcome until it must be over.
Task<NextStep> registering_step(JobWork& work) {
  const Instant end = work.ports.clock.now() + work.limits.register_wait;
  std::string last = "it gave no answer";
  for (;;) {
    const OrFault<SmartLicenseStatus> status =
        co_await get_smart_license_status(work.ports, work.app());
    if (status && status->registered()) co_return std::string{"check"};
    if (status && !status->failed_reason.empty()) last = status->failed_reason;
    if (!status) last = print(status.error());
    if (work.ports.clock.now() >= end) break;
    co_await work.ports.clock.wait_until(work.ports.clock.now() + work.limits.status_poll);
  }
  co_return fail(code_of(last), last);
}

}  // namespace slsim
