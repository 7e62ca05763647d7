// SPDX-License-Identifier: Apache-2.0
// A store in memory that outlives whoever uses it, as the file of a killed process does.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <memory>
#include <string>

#include "client/store/store.h"

namespace slsim {

class MemoryStore {
 public:
  MemoryStore() {
    EXPECT_EQ(sqlite3_open(":memory:", &opened_), SQLITE_OK);
    reopen();
  }
  MemoryStore(const MemoryStore&) = delete;
  MemoryStore& operator=(const MemoryStore&) = delete;
  ~MemoryStore() {
    store_.reset();
    database_.reset();
    sqlite3_close(opened_);
  }
  /// As another process would find it.
  void reopen(char key = 'k') {
    store_.reset();
    database_.reset();
    auto adopted = Database::adopt(opened_);
    ASSERT_TRUE(adopted) << print(adopted.error());
    database_ = std::move(*adopted);
    store_ = std::make_unique<Store>(*database_, Seal{std::string(Seal::key_size, key)});
  }
  Store& operator*() { return *store_; }
  Store* operator->() { return store_.get(); }
  [[nodiscard]] sqlite3* opened() const { return opened_; }
  /// Everything that is written, in one text.
  [[nodiscard]] std::string bytes() const {
    sqlite3_int64 size = 0;
    unsigned char* data = sqlite3_serialize(opened_, "main", &size, 0);
    std::string all(reinterpret_cast<char*>(data), static_cast<std::size_t>(size));  // NOLINT
    sqlite3_free(data);
    return all;
  }

 private:
  sqlite3* opened_ = nullptr;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Store> store_;
};

}  // namespace slsim
