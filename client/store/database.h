// SPDX-License-Identifier: Apache-2.0
// A SQLite database that the host has opened and keeps open. Prepared statements only. What fails
// is kept as the first problem and makes every later commit fail, so that nobody goes on with half.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "client/fault.h"
#include "core/time/instant.h"

struct sqlite3;
struct sqlite3_stmt;

namespace slsim {

class Database;

/// One use of a statement: bound in order, then run, or stepped through its rows.
class Query {
 public:
  Query(Database& database, std::string_view sql);
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  template <class... Values>
  Query& with(const Values&... values) {
    (bind(values), ...);
    return *this;
  }
  /// Whether there is a row more.
  bool next();
  /// All of it. False when it failed.
  bool run();

  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] bool flag(int column) const { return number(column) != 0; }
  [[nodiscard]] bool null(int column) const;
  [[nodiscard]] Instant instant(int column) const { return Instant{Duration{number(column)}}; }

 private:
  void bind(std::string_view value);
  void bind(const std::string& value) { bind(std::string_view{value}); }
  void bind(const char* value) { bind(std::string_view{value}); }
  void bind(std::int64_t value);
  void bind(int value) { bind(std::int64_t{value}); }
  void bind(bool value) { bind(std::int64_t{value ? 1 : 0}); }
  void bind(Instant value) { bind(std::int64_t{value.time_since_epoch().count()}); }
  void bind(std::nullopt_t value);
  template <class T>
  void bind(const std::optional<T>& value) {
    if (value) {
      bind(*value);
    } else {
      bind(std::nullopt);
    }
  }

  Database& database_;
  sqlite3_stmt* statement_ = nullptr;
  int bound_ = 0;
};

class Database {
 public:
  /// Brings the tables to what this program knows. Refuses a database of a later one. `opened`
  /// outlives this.
  [[nodiscard]] static OrFault<std::unique_ptr<Database>> adopt(sqlite3* opened);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  /// What went wrong first; empty while nothing has.
  [[nodiscard]] const std::string& problem() const { return problem_; }
  [[nodiscard]] int changes() const;
  [[nodiscard]] std::int64_t last_row() const;

 private:
  friend class Query;
  friend class Change;
  explicit Database(sqlite3* opened) : opened_{opened} {}
  sqlite3_stmt* statement(std::string_view sql);
  void note_failure();

  sqlite3* opened_;
  std::string problem_;
  std::map<std::string, sqlite3_stmt*, std::less<>> statements_;
};

/// A transaction: all of it with commit(), else nothing. Not nested.
class Change {
 public:
  explicit Change(Database& database);
  Change(const Change&) = delete;
  Change& operator=(const Change&) = delete;
  ~Change();
  [[nodiscard]] OrFault<void> commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace slsim
