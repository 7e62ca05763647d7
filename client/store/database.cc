// SPDX-License-Identifier: Apache-2.0
#include "client/store/database.h"

#include <sqlite3.h>

#include "client/store/schema.h"

namespace slsim {

Query::Query(Database& database, std::string_view sql)
    : database_{database}, statement_{database.statement(sql)} {}

Query::~Query() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

void Query::bind(std::string_view value) {
  if (statement_ == nullptr) return;
  const char* data = value.data() == nullptr ? "" : value.data();  // Empty is not NULL.
  sqlite3_bind_text64(statement_, ++bound_, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void Query::bind(std::int64_t value) {
  if (statement_ != nullptr) sqlite3_bind_int64(statement_, ++bound_, value);
}

void Query::bind(std::nullopt_t /*value*/) { ++bound_; }  // Unbound is NULL.

bool Query::next() {
  if (statement_ == nullptr) return false;
  const int outcome = sqlite3_step(statement_);
  if (outcome == SQLITE_ROW) return true;
  if (outcome != SQLITE_DONE) database_.note_failure();
  return false;
}

bool Query::run() {
  while (next()) {
  }
  return database_.problem().empty();
}

std::string Query::text(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const int size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? std::string{} : std::string(data, static_cast<std::size_t>(size));
}

std::int64_t Query::number(int column) const { return sqlite3_column_int64(statement_, column); }

bool Query::null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

OrFault<std::unique_ptr<Database>> Database::adopt(sqlite3* opened) {
  std::unique_ptr<Database> database{new Database{opened}};
  sqlite3_exec(opened, "PRAGMA foreign_keys = ON", nullptr, nullptr, nullptr);
  std::int64_t version = 0;
  {
    Query query{*database, "PRAGMA user_version"};
    if (query.next()) version = query.number(0);
  }
  const auto known = static_cast<std::int64_t>(migrations().size());
  if (version > known) return fail(FaultCode::MED1001, "it was written by a later program");
  for (std::int64_t next = version; next < known; ++next) {
    Change change{*database};
    const std::string script = std::string{migrations()[static_cast<std::size_t>(next)]} +
                               "PRAGMA user_version=" + std::to_string(next + 1) + ';';
    if (sqlite3_exec(opened, script.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
      database->note_failure();
    }
    if (auto done = change.commit(); !done) return tl::make_unexpected(done.error());
  }
  if (!database->problem().empty()) return fail(FaultCode::MED1001, database->problem());
  return database;
}

Database::~Database() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
}

int Database::changes() const { return sqlite3_changes(opened_); }

std::int64_t Database::last_row() const { return sqlite3_last_insert_rowid(opened_); }

sqlite3_stmt* Database::statement(std::string_view sql) {
  const auto found = statements_.find(sql);
  if (found != statements_.end()) return found->second;
  sqlite3_stmt* made = nullptr;
  sqlite3_prepare_v3(opened_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                     &made, nullptr);
  if (made == nullptr) {
    note_failure();
    return nullptr;
  }
  statements_.emplace(sql, made);
  return made;
}

void Database::note_failure() {
  if (problem_.empty()) problem_ = sqlite3_errmsg(opened_);
}

Change::Change(Database& database) : database_{database} {
  Query{database_, "BEGIN IMMEDIATE"}.run();
}

Change::~Change() {
  if (open_) Query{database_, "ROLLBACK"}.run();
}

OrFault<void> Change::commit() {
  if (database_.problem().empty() && Query{database_, "COMMIT"}.run()) {
    open_ = false;
    return {};
  }
  return fail(FaultCode::MED1001, database_.problem());
}

}  // namespace slsim
