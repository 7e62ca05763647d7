// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/memory_database.h"

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

}  // namespace slsim
