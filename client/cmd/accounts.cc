// SPDX-License-Identifier: Apache-2.0
// account, sync
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "client/cmd/command.h"
#include "client/cmd/proxy_flags.h"
#include "client/cssm/satellite.h"
#include "client/estate/import.h"
#include "client/estate/release.h"
#include "client/sync/sync.h"
#include "core/time/text.h"

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

SyncWatcher watcher_of(MediatorHost& host) {
  return [&host](const SyncStep& step) {
    host.show_progress(fmt::format("{} {}", step.domain, step.stage), step.done, step.total);
  };
}

/// What the process that serves the store made of a request; absent when it has gone meanwhile, and
/// the store is ours.
std::optional<OrFault<void>> asked_of_server(MediatorHost& host, std::string_view kind,
                                             const std::string& domain) {
  if (host.hold() == MediatorHost::Holder::ours) return std::nullopt;
  const OrFault<std::int64_t> id = host.store().add_request(kind, domain);
  if (!id) return tl::make_unexpected(id.error());
  std::optional<StoredRequest> request;
  host.leave_to_others([&] {
    request = host.store().request(*id);
    return !request || request->done;
  });
  if (!request || request->fault) {
    return fail(request ? *request->fault : FaultCode::MED1003, request ? request->detail : domain);
  }
  if (request->done) return OrFault<void>{};
  const OrFault<void> taken_back = host.store().end_request(*id, std::nullopt);
  return taken_back ? std::nullopt : std::optional{taken_back};
}

OrFault<void> sync_now(MediatorHost& host, const std::string& domain) {
  if (auto done = asked_of_server(host, "sync", domain)) return *done;
  return host.play(sync_account(host.ports(), host.store(), domain, {}, watcher_of(host)));
}

std::string when(Instant at) { return at == Instant{} ? "never" : print(at); }

Json row_of(MediatorHost& host, const StoredAccount& account) {
  std::size_t count = 0;
  for (const StoredVirtualAccount& row : host.store().virtual_accounts()) {
    if (row.domain == account.domain) ++count;
  }
  return {{"domain", account.domain},
          {"name", account.name},
          {"type", account_type(account)},
          {"transport", word(account.transport).text()},
          {"status", account.active ? "active" : "inactive"},
          {"virtual accounts", count},
          {"last sync", when(account.last_sync)},
          {"alerts", host.store().alerts(account.domain).size()},
          {"drift", host.store().drift(account.domain).size()}};
}

/// What the flags say of a satellite; what is wrong with them.
std::optional<std::string> take_satellite_flags(const MediatorFlags& flags,
                                                const ReleaseLimits& limits,
                                                StoredAccount& account) {
  if (const auto host = flags.find("satellite")) {
    const auto parsed = parse_proxy(host->find(':') == std::string::npos ? *host + ":8443" : *host);
    if (!parsed) return "--satellite: HOST or HOST:PORT";
    const std::string version = flags.text("satellite-version", "8");
    point_to_satellite(account, {parsed->host, parsed->port, version, limits.smart_transport_on_7});
  }
  account.local_account = flags.text("local-account", account.local_account);
  account.of_domain = flags.text("of", account.of_domain);
  account.registration_url = flags.text("registration-url", account.registration_url);
  account.gateway = flags.text("token-url", account.gateway);
  return std::nullopt;
}

/// The same of the account; what no flag says stays as it is.
std::optional<std::string> take_flags(MediatorHost& host, const ReleaseLimits& limits,
                                      StoredAccount& account) {
  const MediatorFlags& flags = host.flags();
  account.name = flags.text("name", account.name);
  account.client_id = flags.text("client-id", account.client_id);
  if (flags.find("secret-file")) {
    const auto secret = host.secret_of("secret-file");
    if (!secret) return secret.error();
    account.secret = {*secret};
  }
  if (const auto text = flags.find("transport")) {
    const auto transport = find_transport_mode(*text);
    if (!transport) return "--transport: direct, proxy or satellite";
    account.transport = *transport;
  }
  if (auto wrong = take_satellite_flags(flags, limits, account)) return wrong;
  account.gateway = flags.text("gateway", account.gateway);
  account.server = flags.text("server", account.server);
  return take_proxy_flags(host, account.proxy);
}

/// Those of the release as which to work; the last one's when none is named.
std::optional<ReleaseLimits> limits_in(const MediatorFlags& flags) {
  return limits_of_release(flags.text("as-release", "12.5SU2"));
}
constexpr std::string_view which_releases = "--as-release: 12.5.1, 12.5SU1 or 12.5SU2";

int set(MediatorHost& host, const std::vector<std::string>& words) {
  auto account = host.store().account(words[0]);
  if (!account) return host.refuse({FaultCode::CSSM1019, words[0]});
  const auto limits = limits_in(host.flags());
  if (!limits) return host.misuse(which_releases);
  if (const auto wrong = take_flags(host, *limits, *account)) return host.misuse(*wrong);
  if (auto good = check_release(host.store(), *account, *limits); !good) {
    return host.refuse(good.error());
  }
  const OrFault<void> changed =
      host.play(change_account(host.ports(), host.store(), *account, BackOffLimits{}));
  if (!changed) return host.refuse(changed.error());
  host.show(row_of(host, *host.store().account(words[0])));
  return done;
}

int add(MediatorHost& host, const std::vector<std::string>& words) {
  StoredAccount account{.domain = words[0]};
  const auto limits = limits_in(host.flags());
  if (!limits) return host.misuse(which_releases);
  if (const auto wrong = take_flags(host, *limits, account)) return host.misuse(*wrong);
  if (auto good = check_release(host.store(), account, *limits); !good) {
    return host.refuse(good.error());
  }
  const OrFault<void> entered =
      host.play(enter_account(host.ports(), host.store(), account, BackOffLimits{}));
  if (!entered) return host.refuse(entered.error());
  if (const auto synced = sync_now(host, account.domain); !synced) {
    return host.refuse(synced.error());
  }
  host.show(row_of(host, *host.store().account(account.domain)));
  return done;
}

int list(MediatorHost& host, const std::vector<std::string>& /*words*/) {
  Json rows = Json::array();
  for (const StoredAccount& account : host.store().accounts()) {
    rows.push_back(row_of(host, account));
  }
  host.show(rows);
  return done;
}

int show(MediatorHost& host, const std::vector<std::string>& words) {
  const auto account = host.store().account(words[0]);
  if (!account) return host.refuse({FaultCode::CSSM1019, words[0]});
  Json shown = row_of(host, *account);
  shown["client ID"] = account->client_id;
  shown["gateway"] = account->gateway;
  shown["server"] = account->server;
  if (account->transport == TransportMode::satellite) {
    shown["local account"] = account->local_account;
    shown["of"] = account->of_domain;
    shown["registration URL"] = account->registration_url;
  }
  if (!account->proxy.host.empty()) {
    shown["proxy"] = fmt::format("{}:{}", account->proxy.host, account->proxy.port);
  }
  shown["last failure"] = account->sync_fault;
  shown["alerts"] = Json::array();
  for (const StoredAlert& alert : host.store().alerts(words[0])) {
    shown["alerts"].push_back({{"severity", alert.severity},
                               {"type", alert.type},
                               {"virtual account", alert.virtual_account},
                               {"message", alert.message}});
  }
  shown["drift"] = Json::array();
  for (const Drift& drift : host.store().drift(words[0])) {
    shown["drift"].push_back({{"kind", drift.kind},
                              {"cluster", drift.subject},
                              {"detail", drift.detail},
                              {"advice", drift_advice(drift.kind)}});
  }
  host.show(shown);
  return done;
}

int remove(MediatorHost& host, const std::vector<std::string>& words) {
  const auto asked = asked_of_server(host, "remove", words[0]);
  const OrFault<void> removed = asked ? *asked : host.store().remove_account(words[0]);
  if (!removed) return host.refuse(removed.error());
  host.say("removed " + words[0]);
  return done;
}

int sync(MediatorHost& host, const std::vector<std::string>& words) {
  Json rows = Json::array();
  bool good = true;
  for (const StoredAccount& account : host.store().accounts()) {
    if (!words.empty() && words[0] != account.domain) continue;
    const OrFault<void> synced = sync_now(host, account.domain);
    rows.push_back(row_of(host, *host.store().account(account.domain)));
    if (synced) continue;
    good = false;
    const Fault& fault = synced.error();
    if (!host.flags().has("json")) host.refuse(fault);
    rows.back()["code"] = info(fault.code).name;
    rows.back()["detail"] = fault.detail;
  }
  if (rows.empty()) {
    return host.refuse({FaultCode::CSSM1019, words.empty() ? "there is none" : words[0]});
  }
  if (good || host.flags().has("json")) host.show(rows);
  return good ? done : went_wrong;
}

constexpr MediatorFlag add_flags[] = {
    {"client-id", "ID", "of the API client whose owner is Smart Account User"},
    {"secret-file", "FILE", "its secret; - is stdin"},
    {"name", "NAME", "of the smart account"},
    {"transport", "direct|proxy|satellite", "on the way from here to CSSM (default direct)"},
    {"proxy", "HOST:PORT", "by way of which"},
    proxy_user_flag,
    proxy_password_flag,
    {"gateway", "URL", "gives access tokens out (default https://cloudsso.cisco.com)"},
    {"server", "URL", "serves the interface (default https://swapi.cisco.com)"},
    {"satellite", "HOST[:PORT]", "asked instead of CSSM, for a local account there"},
    {"satellite-version", "V", "by which its registration URL follows, such as 7.2.0 (default 8)"},
    {"local-account", "NAME", "as the satellite has it"},
    {"of", "DOMAIN", "of the smart account that the local account belongs to"},
    {"registration-url", "URL", "where its clusters register, if that is another one"},
    {"as-release", "12.5.1|12.5SU1|12.5SU2", "refuses what that release of HCM-F could not do"},
    {"token-url", "URL", "where it gives access tokens out, if that is another one"},
};
constexpr MediatorCommand commands[] = {
    {"account add", "DOMAIN --client-id ID --secret-file FILE", "adds a smart account and syncs it",
     1, false, true, add_flags, add},
    {"account set", "DOMAIN", "changes what the flags say, once CSSM has taken it", 1, false, true,
     add_flags, set},
    {"account list", "", "lists smart accounts", 0, false, false, {}, list},
    {"account show", "DOMAIN", "with alerts, drift and what to do", 1, false, false, {}, show},
    {"account remove",
     "DOMAIN",
     "forgets one without assigned clusters",
     1,
     false,
     true,
     {},
     remove},
    {"sync",
     "[DOMAIN]",
     "brings in what CSSM knows; goes on where one stopped",
     0,
     true,
     true,
     {},
     sync},
};

}  // namespace

std::span<const MediatorCommand> account_commands() { return commands; }

}  // namespace slsim
