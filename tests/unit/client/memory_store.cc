// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/client/memory_store.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <utility>

namespace slsim {

MemoryStore::MemoryStore() {
  EXPECT_EQ(sqlite3_open(":memory:", &opened_), SQLITE_OK);
  reopen();
}

MemoryStore::~MemoryStore() {
  store_.reset();
  database_.reset();
  sqlite3_close(opened_);
}

void MemoryStore::reopen(char key) {
  store_.reset();
  database_.reset();
  auto adopted = Database::adopt(opened_);
  ASSERT_TRUE(adopted) << print(adopted.error());
  database_ = std::move(*adopted);
  store_ = std::make_unique<Store>(*database_, Seal{std::string(Seal::key_size, key)});
}

std::string MemoryStore::bytes() const {
  sqlite3_int64 size = 0;
  unsigned char* data = sqlite3_serialize(opened_, "main", &size, 0);
  std::string all(reinterpret_cast<char*>(data), static_cast<std::size_t>(size));  // NOLINT
  sqlite3_free(data);
  return all;
}

}  // namespace slsim
