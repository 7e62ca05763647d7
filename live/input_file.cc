// SPDX-License-Identifier: Apache-2.0
#include "live/input_file.h"

#include <sqlite3.h>
#include <sys/stat.h>

#include <optional>
#include <utility>

#include "live/files.h"

namespace slsim {
namespace {

constexpr int our_files = 0x51'51'4d'01;  // SQLite's application_id of a file of ours.

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, Close>;
using Statement = std::unique_ptr<sqlite3_stmt, Close>;

Statement prepare(sqlite3* database, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                     &statement, nullptr);
  return Statement{statement};
}

bool run(sqlite3* database, const char* sql) {
  return sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

void bind_text(const Statement& statement, int place, std::string_view text) {
  sqlite3_bind_text64(statement.get(), place, text.data(), text.size(), SQLITE_TRANSIENT,
                      SQLITE_UTF8);
}

void bind_bytes(const Statement& statement, int place, std::string_view bytes) {
  sqlite3_bind_blob64(statement.get(), place, bytes.data(), bytes.size(), SQLITE_TRANSIENT);
}

std::string column(const Statement& statement) {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement.get(), 0));
  const int size = sqlite3_column_bytes(statement.get(), 0);
  return data == nullptr ? std::string{} : std::string(data, static_cast<std::size_t>(size));
}

std::string one_value(sqlite3* database, std::string_view sql) {
  const Statement statement = prepare(database, sql);
  return statement && sqlite3_step(statement.get()) == SQLITE_ROW ? column(statement)
                                                                  : std::string{};
}

constexpr const char* schema =
    "CREATE TABLE texts(name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE entries(serial INTEGER PRIMARY KEY, entry BLOB NOT NULL);"
    "PRAGMA application_id=1364282625;";
static_assert(our_files == 1'364'282'625);

}  // namespace

struct InputFile::State {
  Database database;
  Statement append;
  Statement replace;
  Statement set;
  bool fresh = false;
  bool open = false;    // A transaction.
  bool failed = false;  // Something of it could not be written.

  [[nodiscard]] std::string reason() const { return sqlite3_errmsg(database.get()); }

  void begin() {
    if (!open) failed = !run(database.get(), "BEGIN");
    open = true;
  }
  void step(const Statement& statement) {
    if (sqlite3_step(statement.get()) != SQLITE_DONE) failed = true;
    sqlite3_reset(statement.get());
  }
};

InputFile::InputFile(std::unique_ptr<State> state) : state_{std::move(state)} {}
InputFile::InputFile(InputFile&&) noexcept = default;
InputFile& InputFile::operator=(InputFile&&) noexcept = default;
InputFile::~InputFile() = default;

namespace {

/// What makes it ours, held by us alone, and durable at each commit; or why not.
std::optional<std::string> prepare_file(sqlite3* database, bool fresh) {
  // Held from the first read to the end, so that a second process cannot come between.
  if (!run(database,
           "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL;"
           "PRAGMA synchronous=FULL; BEGIN IMMEDIATE;")) {
    const int code = sqlite3_errcode(database);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) return "another process uses it";
    return code == SQLITE_NOTADB || code == SQLITE_CORRUPT ? "no state file of slsim, or damaged"
                                                           : sqlite3_errmsg(database);
  }
  if (fresh && !run(database, schema)) return sqlite3_errmsg(database);
  if (!run(database, "COMMIT")) return sqlite3_errmsg(database);
  if (one_value(database, "PRAGMA application_id") != std::to_string(our_files)) {
    return "no state file of slsim";
  }
  if (one_value(database, "PRAGMA quick_check(1)") != "ok") return "damaged";
  return std::nullopt;
}

}  // namespace

tl::expected<InputFile, std::string> InputFile::open(const std::string& path,
                                                     const std::string& stamp) {
  auto state = std::make_unique<State>();
  const auto refuse = [&](const std::string& why) {
    return tl::make_unexpected(path + ": " + why);
  };
  state->fresh = kind_of(path) == PathKind::absent;
  sqlite3* database = nullptr;
  const mode_t before = ::umask(0077);
  const int opened =
      sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  ::umask(before);
  state->database.reset(database);
  if (opened != SQLITE_OK) return refuse(database == nullptr ? "no memory" : state->reason());
  // A process that ended before its first commit leaves an empty file.
  if (one_value(database, "SELECT count(*) FROM sqlite_schema") == "0") state->fresh = true;
  if (auto failed = prepare_file(database, state->fresh)) return refuse(*failed);
  state->append = prepare(database, "INSERT INTO entries(entry) VALUES(?1)");
  state->replace = prepare(database, "UPDATE entries SET entry=?1 WHERE serial=?2");
  state->set = prepare(database, "INSERT OR REPLACE INTO texts(name,text) VALUES(?1,?2)");
  if (!state->append || !state->replace || !state->set)
    return refuse("no state file of slsim, or damaged");
  InputFile file{std::move(state)};
  const std::string found = file.text("stamp");
  if (found.empty()) {
    file.state_->fresh = true;
    file.set_text("stamp", stamp);
  } else if (found != stamp) {
    return refuse("written by " + found + ", and this is " + stamp +
                  ": its inputs might mean something else here");
  }
  return file;
}

bool InputFile::fresh() const { return state_->fresh; }

std::string InputFile::text(std::string_view name) const {
  const Statement statement =
      prepare(state_->database.get(), "SELECT text FROM texts WHERE name=?1");
  if (!statement) return {};
  bind_text(statement, 1, name);
  return sqlite3_step(statement.get()) == SQLITE_ROW ? column(statement) : std::string{};
}

void InputFile::set_text(std::string_view name, std::string_view text) {
  state_->begin();
  bind_text(state_->set, 1, name);
  bind_text(state_->set, 2, text);
  state_->step(state_->set);
}

tl::expected<std::vector<std::string>, std::string> InputFile::entries() const {
  std::vector<std::string> found;
  const Statement statement =
      prepare(state_->database.get(), "SELECT entry FROM entries ORDER BY serial");
  int code = SQLITE_ERROR;
  if (statement) {
    while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) found.push_back(column(statement));
  }
  if (code != SQLITE_DONE) return tl::make_unexpected(state_->reason());
  return found;
}

void InputFile::append(std::string_view entry) {
  state_->begin();
  bind_bytes(state_->append, 1, entry);
  state_->step(state_->append);
}

void InputFile::replace(std::size_t number, std::string_view entry) {
  state_->begin();
  bind_bytes(state_->replace, 1, entry);
  sqlite3_bind_int64(state_->replace.get(), 2, static_cast<sqlite3_int64>(number) + 1);
  state_->step(state_->replace);
}

void InputFile::clear() {
  state_->begin();
  if (!run(state_->database.get(), "DELETE FROM entries")) state_->failed = true;
}

tl::expected<void, std::string> InputFile::commit() {
  if (!state_->open) return {};
  state_->open = false;
  if (!state_->failed && run(state_->database.get(), "COMMIT")) return {};
  const std::string why = state_->reason();
  run(state_->database.get(), "ROLLBACK");
  return tl::make_unexpected(why);
}

}  // namespace slsim
