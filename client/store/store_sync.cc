// SPDX-License-Identifier: Apache-2.0
// What a sync brings in, page by page, and how far it has come. Callers hold a Change around a
// page.
#include "client/store/store.h"

namespace slsim {
namespace {

std::string token_place(std::int64_t virtual_account) {
  return "token/" + std::to_string(virtual_account);
}

}  // namespace

std::optional<SyncProgress> Store::sync(std::string_view domain) const {
  Query query{database_, "SELECT number, stage, offset, last, started FROM syncs WHERE domain = ?"};
  query.with(domain);
  if (!query.next()) return std::nullopt;
  return SyncProgress{query.number(0), query.text(1), query.number(2), query.text(3),
                      query.instant(4)};
}

void Store::begin_sync(std::string_view domain, const SyncProgress& progress) {
  Query{database_, "INSERT OR REPLACE INTO syncs VALUES(?,?,?,?,?,?)"}
      .with(domain, progress.number, progress.stage, progress.offset, progress.last,
            progress.started)
      .run();
}

void Store::set_progress(std::string_view domain, const SyncProgress& progress) {
  Query{database_, "UPDATE syncs SET stage = ?, offset = ?, last = ? WHERE domain = ?"}
      .with(progress.stage, progress.offset, progress.last, domain)
      .run();
}

void Store::put(const StoredVirtualAccount& account, std::int64_t number) {
  Query{database_,
        "INSERT INTO virtual_accounts(domain, name, description, is_default, access_level, "
        "present, seen) VALUES(?,?,?,?,?,1,?) ON CONFLICT(domain, name) DO UPDATE SET "
        "description = excluded.description, is_default = excluded.is_default, "
        "access_level = excluded.access_level, present = 1, at_satellite = 0, "
        "seen = excluded.seen"}
      .with(account.domain, account.name, account.description, account.is_default,
            account.access_level, number)
      .run();
}

void Store::give_to_satellite(const StoredVirtualAccount& account) {
  Query{database_,
        "UPDATE virtual_accounts SET present = 0, at_satellite = 1 WHERE domain = ? AND name = ?"}
      .with(account.domain, account.name)
      .run();
}

void Store::put(std::int64_t virtual_account, const StoredLicense& license, std::int64_t number) {
  Query{database_, "INSERT OR REPLACE INTO licenses VALUES(?,?,?,?,?,?,?,?,?)"}
      .with(virtual_account, license.license, license.quantity, license.in_use, license.available,
            license.reserved, license.status, license.billing, number)
      .run();
}

void Store::put(std::string_view domain, std::int64_t virtual_account,
                const StoredInstance& instance, std::int64_t number) {
  Query{database_, "INSERT OR REPLACE INTO instances VALUES(?,?,?,?,?,?,?)"}
      .with(domain, instance.udi, virtual_account, instance.name, instance.product, instance.status,
            number)
      .run();
}

void Store::put(std::string_view domain, std::int64_t place, const StoredAlert& alert) {
  Query{database_, "INSERT OR REPLACE INTO alerts VALUES(?,?,?,?,?,?,?)"}
      .with(domain, place, alert.virtual_account, alert.severity, alert.type, alert.message,
            alert.source)
      .run();
}

void Store::clear_alerts(std::string_view domain) {
  Query{database_, "DELETE FROM alerts WHERE domain = ?"}.with(domain).run();
}

void Store::set_tokens(std::int64_t virtual_account, const std::vector<StoredToken>& tokens) {
  Query{database_, "DELETE FROM tokens WHERE virtual_account = ?"}.with(virtual_account).run();
  for (const StoredToken& token : tokens) {
    Query{database_, "INSERT OR REPLACE INTO tokens VALUES(?,?,?,?,?)"}
        .with(virtual_account, seal(token_place(virtual_account), token.token), token.description,
              token.expires, token.export_allowed)
        .run();
  }
}

std::vector<StoredToken> Store::tokens(std::int64_t virtual_account) const {
  Query query{database_,
              "SELECT token, description, expires, export_allowed FROM tokens "
              "WHERE virtual_account = ? ORDER BY expires, token"};
  query.with(virtual_account);
  std::vector<StoredToken> rows;
  while (query.next()) {
    rows.push_back({open(token_place(virtual_account), query.text(0)), query.text(1),
                    query.instant(2), query.flag(3)});
  }
  return rows;
}

void Store::unsee_licenses(std::string_view domain, std::int64_t number) {
  Query{database_,
        "UPDATE licenses SET seen = 0 WHERE seen = ?2 AND virtual_account IN "
        "(SELECT id FROM virtual_accounts WHERE domain = ?1)"}
      .with(domain, number)
      .run();
}

void Store::unsee_instances(std::string_view domain, std::int64_t number) {
  Query{database_, "UPDATE instances SET seen = 0 WHERE domain = ? AND seen = ?"}
      .with(domain, number)
      .run();
}

void Store::miss_unlisted(std::string_view domain, std::int64_t number) {
  Query{database_, "UPDATE virtual_accounts SET present = 0 WHERE domain = ? AND seen <> ?"}
      .with(domain, number)
      .run();
}

void Store::forget_unseen(std::string_view domain, std::int64_t number) {
  Query{database_,
        "DELETE FROM licenses WHERE seen <> ?2 AND virtual_account IN "
        "(SELECT id FROM virtual_accounts WHERE domain = ?1)"}
      .with(domain, number)
      .run();
  Query{database_, "DELETE FROM instances WHERE domain = ? AND seen <> ?"}
      .with(domain, number)
      .run();
  miss_unlisted(domain, number);
  Query{database_,
        "DELETE FROM virtual_accounts WHERE domain = ? AND present = 0 AND id NOT IN "
        "(SELECT assigned FROM clusters WHERE assigned IS NOT NULL)"}
      .with(domain)
      .run();
}

std::vector<Store::Placed> Store::instances(std::string_view domain) const {
  Query query{database_,
              "SELECT udi, name, product, status, virtual_account FROM instances "
              "WHERE domain = ? ORDER BY udi"};
  query.with(domain);
  std::vector<Placed> rows;
  while (query.next()) {
    rows.push_back({{query.text(0), query.text(1), query.text(2), query.text(3)}, query.number(4)});
  }
  return rows;
}

}  // namespace slsim
