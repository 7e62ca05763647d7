// SPDX-License-Identifier: Apache-2.0
#include "client/store/store.h"

namespace slsim {
namespace {

constexpr std::string_view by_id =
    "SELECT v.id, v.domain, v.name, v.description, v.is_default, v.access_level, v.mode, "
    "v.present, (SELECT count(*) FROM clusters c WHERE c.assigned = v.id), v.at_satellite "
    "FROM virtual_accounts v WHERE v.id = ?";
constexpr std::string_view by_name =
    "SELECT v.id, v.domain, v.name, v.description, v.is_default, v.access_level, v.mode, "
    "v.present, (SELECT count(*) FROM clusters c WHERE c.assigned = v.id), v.at_satellite "
    "FROM virtual_accounts v WHERE v.name = ?1 OR v.name || '@' || v.domain = ?1 "
    "ORDER BY v.domain";
constexpr std::string_view all =
    "SELECT v.id, v.domain, v.name, v.description, v.is_default, v.access_level, v.mode, "
    "v.present, (SELECT count(*) FROM clusters c WHERE c.assigned = v.id), v.at_satellite "
    "FROM virtual_accounts v ORDER BY v.domain, v.name";

StoredVirtualAccount read(const Query& query) {
  StoredVirtualAccount row{.id = query.number(0), .domain = query.text(1), .name = query.text(2)};
  row.description = query.text(3);
  row.is_default = query.flag(4);
  row.access_level = query.text(5);
  row.mode = find_mode(query.text(6));
  row.present = query.flag(7);
  row.clusters = query.number(8);
  row.at_satellite = query.flag(9);
  return row;
}

std::vector<StoredVirtualAccount> rows_of(Query& query) {
  std::vector<StoredVirtualAccount> rows;
  while (query.next()) rows.push_back(read(query));
  return rows;
}

}  // namespace

std::vector<StoredVirtualAccount> Store::virtual_accounts() const {
  Query query{database_, all};
  return rows_of(query);
}

std::optional<StoredVirtualAccount> Store::virtual_account(std::int64_t id) const {
  Query query{database_, by_id};
  query.with(id);
  if (!query.next()) return std::nullopt;
  return read(query);
}

OrFault<StoredVirtualAccount> Store::find_virtual_account(std::string_view name) const {
  Query query{database_, by_name};
  query.with(name);
  const std::vector<StoredVirtualAccount> rows = rows_of(query);
  if (rows.empty()) return fail(FaultCode::SLMCT1001, std::string{name});
  if (rows.size() > 1) {
    return fail(FaultCode::SLMCT1001, std::string{name} + " is in several smart accounts: say " +
                                          rows[0].name + '@' + rows[0].domain + " or " +
                                          rows[1].name + '@' + rows[1].domain);
  }
  return rows.front();
}

OrFault<void> Store::set_mode(std::int64_t virtual_account, LicenseMode mode) {
  Change change{database_};
  const std::optional<StoredVirtualAccount> row = this->virtual_account(virtual_account);
  if (!row) return fail(FaultCode::SLMCT1001);
  if (row->mode == mode) return {};
  if (row->clusters > 0) {
    return fail(FaultCode::MED1006,
                row->name + " has " + std::to_string(row->clusters) + " of them");
  }
  Query{database_, "UPDATE virtual_accounts SET mode = ? WHERE id = ?"}
      .with(mode_text(mode), virtual_account)
      .run();
  return change.commit();
}

std::vector<StoredLicense> Store::licenses(std::int64_t virtual_account) const {
  Query query{database_,
              "SELECT license, quantity, in_use, available, reserved, status, billing "
              "FROM licenses WHERE virtual_account = ? ORDER BY license"};
  query.with(virtual_account);
  std::vector<StoredLicense> rows;
  while (query.next()) {
    rows.push_back({query.text(0), query.number(1), query.number(2), query.number(3),
                    query.number(4), query.text(5), query.text(6)});
  }
  return rows;
}

}  // namespace slsim
