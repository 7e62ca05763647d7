// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/memory_database.h"

// For changes_by: Debian's library has them, and its header shows them on request.
#define SQLITE_ENABLE_SESSION
#define SQLITE_ENABLE_PREUPDATE_HOOK
#include <sqlite3.h>

#include <algorithm>

#include "core/result/check.h"

namespace slsim {
namespace {

/// Each world is played by one thread.
sqlite3* open_in_memory() {
  sqlite3* opened = nullptr;
  constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int outcome = sqlite3_open_v2(":memory:", &opened, flags, nullptr);
  CHECK(outcome == SQLITE_OK, "a database in memory opens");
  return opened;
}

}  // namespace

void MemoryDatabase::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

MemoryDatabase::MemoryDatabase() : opened_{open_in_memory()} { adopt(); }

MemoryDatabase::MemoryDatabase(std::string_view bytes) : opened_{open_in_memory()} {
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(bytes.size()));
  CHECK(copy != nullptr, "there is memory for a database");
  std::ranges::copy(bytes, copy);
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  const int outcome =
      sqlite3_deserialize(opened_.get(), "main", copy, size, size,
                          SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
  CHECK(outcome == SQLITE_OK, "the bytes of a database make one");
  sqlite3_exec(opened_.get(), "PRAGMA journal_mode=MEMORY", nullptr, nullptr, nullptr);
  adopt();
}

void MemoryDatabase::adopt() {
  auto database = Database::adopt(opened_.get());
  CHECK(database.has_value(), "this program made the database");
  database_ = std::move(*database);
  // Nobody else ever sees the bytes: whatever key serves.
  store_ = std::make_unique<Store>(*database_, Seal{std::string(Seal::key_size, 'w')});
}

std::string MemoryDatabase::bytes() const {
  sqlite3_int64 size = 0;
  unsigned char* data = sqlite3_serialize(opened_.get(), "main", &size, 0);
  CHECK(data != nullptr, "there is memory for a copy of a database");
  std::string all(static_cast<std::size_t>(size), '\0');
  std::copy_n(data, size, all.begin());
  sqlite3_free(data);
  return all;
}

std::string MemoryDatabase::changes_by(const std::function<void()>& act) {
  sqlite3_session* session = nullptr;
  int outcome = sqlite3session_create(opened_.get(), "main", &session);
  CHECK(outcome == SQLITE_OK, "SQLite notes changes");
  outcome = sqlite3session_attach(session, nullptr);
  CHECK(outcome == SQLITE_OK, "SQLite notes the changes of all tables");
  act();
  int size = 0;
  void* data = nullptr;
  outcome = sqlite3session_changeset(session, &size, &data);
  CHECK(outcome == SQLITE_OK, "there is memory for changes");
  std::string changes(static_cast<const char*>(data), static_cast<std::size_t>(size));
  sqlite3_free(data);
  sqlite3session_delete(session);
  return changes;
}

void MemoryDatabase::apply(std::string changes) {
  // What a deleted row has taken with it is gone already when its own turn comes.
  const auto go_on = [](void*, int, sqlite3_changeset_iter*) { return SQLITE_CHANGESET_OMIT; };
  const int outcome = sqlite3changeset_apply(opened_.get(), static_cast<int>(changes.size()),
                                             changes.data(), nullptr, go_on, nullptr);
  CHECK(outcome == SQLITE_OK, "changes fit the database that they are of");
}

}  // namespace slsim
