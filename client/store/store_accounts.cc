// SPDX-License-Identifier: Apache-2.0
// Smart accounts, and what a sync says of them.
#include "client/store/store.h"

namespace slsim {
namespace {

std::string secret_place(std::string_view domain) {
  return "smart_account/" + std::string{domain} + "/secret";
}
std::string proxy_place(std::string_view domain) {
  return "smart_account/" + std::string{domain} + "/proxy";
}

}  // namespace

OrFault<void> Store::check() const {
  Query query{database_, "SELECT domain, secret FROM smart_accounts"};
  while (query.next()) {
    if (!seal_.open(secret_place(query.text(0)), query.text(1))) {
      return fail(FaultCode::MED1002, "smart account " + query.text(0));
    }
  }
  Query passwords{database_, "SELECT cluster, kind, password FROM credentials"};
  while (passwords.next()) {
    const std::string place = "credential/" + passwords.text(0) + "/" + passwords.text(1);
    if (!seal_.open(place, passwords.text(2))) {
      return fail(FaultCode::MED1002, "credentials of " + passwords.text(0));
    }
  }
  if (!database_.problem().empty()) return fail(FaultCode::MED1001, database_.problem());
  return {};
}

OrFault<void> Store::add_account(const StoredAccount& account) {
  Change change{database_};
  if (this->account(account.domain)) return fail(FaultCode::MED1004, account.domain);
  Query{database_,
        "INSERT INTO smart_accounts(domain, name, client_id, secret, transport, proxy_host, "
        "proxy_port, proxy_user, proxy_password, gateway, server) "
        "VALUES(?,'','','','direct','',0,'','','','')"}
      .with(account.domain)
      .run();
  write_account(account);
  return change.commit();
}

void Store::write_account(const StoredAccount& account) {
  Query{database_,
        "UPDATE smart_accounts SET name = ?, client_id = ?, secret = ?, transport = ?, "
        "proxy_host = ?, proxy_port = ?, proxy_user = ?, proxy_password = ?, gateway = ?, "
        "server = ?, of_domain = ?, local_account = ?, registration_url = ? WHERE domain = ?"}
      .with(account.name, account.client_id, seal(secret_place(account.domain), account.secret),
            word(account.transport).text(), account.proxy.host, int{account.proxy.port},
            account.proxy.user, seal(proxy_place(account.domain), account.proxy.password),
            account.gateway, account.server, account.of_domain, account.local_account,
            account.registration_url, account.domain)
      .run();
}

OrFault<void> Store::check_empty(std::string_view domain) const {
  Query assigned{database_,
                 "SELECT c.name FROM clusters c JOIN virtual_accounts v ON v.id = c.assigned "
                 "WHERE v.domain = ? ORDER BY c.name"};
  assigned.with(domain);
  if (!assigned.next()) return {};
  return fail(FaultCode::SLMCT1007, assigned.text(0) + " is assigned to " + std::string{domain});
}

OrFault<void> Store::update_account(const StoredAccount& account) {
  Change change{database_};
  const std::optional<StoredAccount> before = this->account(account.domain);
  if (!before) return fail(FaultCode::CSSM1019, account.domain);
  if (before->transport != account.transport) {
    if (auto empty = check_empty(account.domain); !empty) return empty;
  }
  write_account(account);
  return change.commit();
}

OrFault<void> Store::remove_account(std::string_view domain) {
  Change change{database_};
  if (auto empty = check_empty(domain); !empty) return empty;
  Query{database_, "DELETE FROM smart_accounts WHERE domain = ?"}.with(domain).run();
  if (database_.changes() == 0) return fail(FaultCode::CSSM1019, std::string{domain});
  return change.commit();
}

OrFault<void> Store::set_synced(std::string_view domain, Instant when,
                                const std::optional<Fault>& fault) {
  Change change{database_};
  if (fault) {
    Query{database_, "UPDATE smart_accounts SET sync_fault = ? WHERE domain = ?"}
        .with(print(*fault), domain)
        .run();
  } else {
    Query{database_,
          "UPDATE smart_accounts SET sync_fault = '', active = 1, last_sync = ? WHERE domain = ?"}
        .with(when, domain)
        .run();
  }
  return change.commit();
}

StoredAccount Store::read_account(const Query& query) const {
  StoredAccount account{.domain = query.text(0)};
  account.name = query.text(1);
  account.client_id = query.text(2);
  account.secret = open(secret_place(account.domain), query.text(3));
  account.transport = find_transport_mode(query.text(4)).value_or(TransportMode::direct);
  account.proxy.host = query.text(5);
  account.proxy.port = static_cast<std::uint16_t>(query.number(6));
  account.proxy.user = query.text(7);
  account.proxy.password = open(proxy_place(account.domain), query.text(8));
  account.gateway = query.text(9);
  account.server = query.text(10);
  account.active = query.flag(11);
  account.last_sync = query.instant(12);
  account.sync_fault = query.text(13);
  account.of_domain = query.text(14);
  account.local_account = query.text(15);
  account.registration_url = query.text(16);
  return account;
}

std::vector<StoredAccount> Store::accounts() const {
  Query query{database_, "SELECT * FROM smart_accounts ORDER BY domain"};
  std::vector<StoredAccount> rows;
  while (query.next()) rows.push_back(read_account(query));
  return rows;
}

std::optional<StoredAccount> Store::account(std::string_view domain) const {
  Query query{database_, "SELECT * FROM smart_accounts WHERE domain = ?"};
  query.with(domain);
  if (!query.next()) return std::nullopt;
  return read_account(query);
}

std::vector<StoredAlert> Store::alerts(std::string_view domain) const {
  Query query{database_,
              "SELECT virtual_account, severity, type, message, source FROM alerts "
              "WHERE domain = ? ORDER BY place"};
  query.with(domain);
  std::vector<StoredAlert> rows;
  while (query.next()) {
    rows.push_back({query.text(0), query.text(1), query.text(2), query.text(3), query.text(4)});
  }
  return rows;
}

std::vector<Drift> Store::drift(std::string_view domain) const {
  Query query{database_,
              "SELECT kind, subject, detail, found FROM drift WHERE domain = ? "
              "ORDER BY kind, subject"};
  query.with(domain);
  std::vector<Drift> rows;
  while (query.next()) {
    rows.push_back({query.text(0), query.text(1), query.text(2), query.instant(3)});
  }
  return rows;
}

void Store::set_drift(std::string_view domain, const std::vector<Drift>& drift) {
  Query{database_, "DELETE FROM drift WHERE domain = ?"}.with(domain).run();
  for (const Drift& row : drift) {
    Query{database_, "INSERT OR REPLACE INTO drift VALUES(?,?,?,?,?)"}
        .with(domain, row.kind, row.subject, row.detail, row.found)
        .run();
  }
}

}  // namespace slsim
