// SPDX-License-Identifier: Apache-2.0
// Verification, License Mode Change and Transport Mode Change.
#include "client/jobs/portal.h"
#include "client/uc/paws.h"

namespace slsim {
namespace {

/// Whether the product is where the job wants it.
bool is_in(const SmartLicenseStatus& status, const StoredVirtualAccount& account,
           const Store& store) {
  if (!status.registered() || status.virtual_account != account.name) return false;
  const std::optional<StoredAccount> owner = store.account(account.domain);
  const bool satellite = owner && owner->transport == TransportMode::satellite;
  if (status.smart_account.empty() || !owner) return true;
  if (owner->name.empty() && !satellite) return true;
  if (satellite) {
    // As the satellite calls it.
    return status.smart_account == owner->local_account || status.smart_account == owner->of_domain;
  }
  return status.smart_account == owner->name || status.smart_account == owner->domain;
}

TransportSettings wanted_settings(const ChosenTransport& chosen, const TransportSettings& found) {
  TransportSettings wanted{.mode = "0", .url = found.url, .host = "", .port = "0"};
  if (chosen.mode == TransportMode::proxy) {
    wanted.mode = "2";
    wanted.host = chosen.proxy.host;
    wanted.port = std::to_string(chosen.proxy.port);
  }
  if (chosen.mode == TransportMode::satellite) {
    wanted.mode = "1";
    wanted.url = chosen.url;
  }
  return wanted;
}

/// By the gist of what the product said.
FaultCode code_of(const std::string& words) {
  if (words.find("ubscriber") != std::string::npos) return FaultCode::CAA1049;
  if (words.find("egistered") != std::string::npos) return FaultCode::CAA1041;
  if (words.find("roxy") != std::string::npos) return FaultCode::CAA1040;
  if (words.find("URL") != std::string::npos || words.find("url") != std::string::npos) {
    return FaultCode::CAA1079;
  }
  return FaultCode::CAA1083;
}

bool agree(const TransportSettings& found, const TransportSettings& wanted) {
  if (found.mode != wanted.mode) return false;
  if (wanted.mode == "1") return found.url == wanted.url;
  return wanted.mode != "2" || (found.host == wanted.host && found.port == wanted.port);
}

/// Then it is where the job wants it, and its transport does not change.
Task<bool> is_registered(JobWork& work) {
  const OrFault<SmartLicenseStatus> status =
      co_await get_smart_license_status(work.ports, work.app());
  co_return status && status->registered();
}

/// Whether the portal does not have what the cluster is to leave, though the store knows of no such
/// thing yet. What the last sync missed is left behind without asking.
Task<bool> source_is_gone(JobWork& work) {
  const auto source = work.job.source ? work.store.virtual_account(*work.job.source) : std::nullopt;
  if (!source || !source->present) co_return false;
  co_return co_await virtual_account_at_portal(work, *source) == AtPortal::gone;
}

}  // namespace

Task<NextStep> verify_step(JobWork& work) {
  const std::optional<StoredVirtualAccount> account = work.account();
  const bool target_is_gone = work.job.target && (!account || !account->present);
  if (target_is_gone || co_await source_is_gone(work)) {
    co_return fail(FaultCode::SLMCT1001, "it is gone at the portal");
  }
  const OrFault<SmartLicenseStatus> status =
      co_await get_smart_license_status(work.ports, work.app());
  if (!status) co_return tl::make_unexpected(status.error());
  if (work.job.kind == JobKind::transport) {
    if (status->registered()) co_return fail(FaultCode::CAA1041);
    co_return std::string{"transport"};
  }
  if (work.job.kind != JobKind::assign) co_return std::string{"deregister"};
  if (status->reserved()) {
    co_return fail(FaultCode::SLMCT1007, "its licences are reserved: \"" + status->registration +
                                             "\"; the reservation has to be returned first");
  }
  if (status->registered() && !is_in(*status, *account, work.store)) {
    co_return fail(FaultCode::SLMCT1007, "it is registered in " + status->virtual_account);
  }
  co_return std::string{"mode"};
}

Task<NextStep> mode_step(JobWork& work) {
  const std::optional<StoredVirtualAccount> account = work.account();
  if (!account || !account->mode) co_return fail(FaultCode::SLM1014);
  const OrFault<LicenseMode> mode = co_await get_deployment_mode(work.ports, work.app());
  if (!mode) co_return tl::make_unexpected(mode.error());
  if (*mode != *account->mode) co_return std::string{"mode_set"};
  work.mark(Phase::mode, PhaseState::not_applicable);
  co_return std::string{"transport"};
}

Task<NextStep> mode_set_step(JobWork& work) {
  const std::optional<StoredVirtualAccount> account = work.account();
  const OrFault<void> set = co_await set_deployment_mode(work.ports, work.app(), *account->mode);
  if (!set) co_return tl::make_unexpected(set.error());
  co_await restart_system(work.ports, work.app());
  co_return std::string{"mode_wait"};
}

Task<NextStep> mode_wait_step(JobWork& work) {
  const std::optional<StoredVirtualAccount> account = work.account();
  const auto most = work.limits.restart_limit / work.limits.restart_poll;
  std::string last = "it did not answer";
  while (work.job.attempts < most) {
    co_await work.ports.clock.wait_until(work.ports.clock.now() + work.limits.restart_poll);
    ++work.job.attempts;
    if (auto saved = work.save(); !saved) co_return tl::make_unexpected(saved.error());
    const OrFault<LicenseMode> mode = co_await get_deployment_mode(work.ports, work.app());
    if (mode && *mode == *account->mode) co_return std::string{"transport"};
    last = mode ? "it is in mode " + std::string{mode_text(*mode)} : print(mode.error());
  }
  co_return fail(FaultCode::SLMCT1003, last);
}

Task<NextStep> transport_step(JobWork& work) {
  const bool alone = work.job.kind == JobKind::transport;
  const std::string next = alone ? "done" : "check";
  const std::optional<StoredVirtualAccount> account = work.account();
  const std::optional<StoredAccount> owner =
      account ? work.store.account(account->domain) : std::nullopt;
  const StoredAccount fallback{.domain = ""};
  const ChosenTransport chosen =
      choose_transport(work.store, work.cluster, owner ? *owner : fallback);
  const bool satellite = chosen.mode == TransportMode::satellite && !chosen.url.empty();
  if (chosen.mode == TransportMode::gateway ||
      (chosen.mode == TransportMode::satellite && !satellite)) {
    co_return fail(FaultCode::MED1008, std::string{word(chosen.mode).text()});
  }
  if (chosen.proxy_is_missing) {
    work.note("neither the cluster nor its customer has a proxy: it registers directly");
  }
  const OrFault<TransportSettings> found = co_await get_transport_settings(work.ports, work.app());
  if (!found) co_return tl::make_unexpected(found.error());
  const TransportSettings wanted = wanted_settings(chosen, *found);
  // What login a product uses it does not tell: one that is known is given again.
  const bool has_login = chosen.mode == TransportMode::proxy && !chosen.proxy.user.empty();
  const bool untold = found->mode.empty() || (has_login && agree(*found, wanted));
  const bool stays = untold && co_await is_registered(work);
  if (stays || (agree(*found, wanted) && !has_login)) {
    work.mark(Phase::transport, PhaseState::not_applicable);
    co_return next;
  }
  const OrFault<std::string> said =
      co_await update_transport_settings(work.ports, work.app(), wanted, chosen.proxy);
  const OrFault<TransportSettings> after = co_await get_transport_settings(work.ports, work.app());
  const bool shown = after && !after->mode.empty();
  if (shown && agree(*after, wanted) && (said || !has_login)) co_return next;
  if (after && !shown && said) co_return next;
  const std::string words = said ? *said : said.error().detail;
  const bool told = !said && said.error().code != FaultCode::CAA1036;
  co_return fail(told ? said.error().code : code_of(words), words);
}

Task<NextStep> check_step(JobWork& work) {
  const std::optional<StoredVirtualAccount> account = work.account();
  const OrFault<SmartLicenseStatus> status =
      co_await get_smart_license_status(work.ports, work.app());
  if (!status) co_return tl::make_unexpected(status.error());
  if (!status->registered()) {
    co_return std::string{work.job.token.text.empty() ? "token" : "register"};
  }
  if (!account || !is_in(*status, *account, work.store)) {
    co_return fail(FaultCode::SLMCT1007, "it is registered in " + status->virtual_account);
  }
  work.cluster.assigned = account->id;
  work.cluster.udi = status->udi;
  work.cluster.status = AssignmentStatus::registered;
  co_return std::string{"done"};
}

}  // namespace slsim
