// SPDX-License-Identifier: Apache-2.0
// A store in memory that outlives whoever uses it, as the file of a killed process does.
#pragma once

#include <memory>
#include <string>

#include "client/store/store.h"

namespace slsim {

class MemoryStore {
 public:
  MemoryStore();
  MemoryStore(const MemoryStore&) = delete;
  MemoryStore& operator=(const MemoryStore&) = delete;
  ~MemoryStore();
  /// As another process would find it.
  void reopen(char key = 'k');
  Store& operator*() { return *store_; }
  Store* operator->() { return store_.get(); }
  [[nodiscard]] sqlite3* opened() const { return opened_; }
  /// Everything that is written, in one text.
  [[nodiscard]] std::string bytes() const;

 private:
  sqlite3* opened_ = nullptr;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Store> store_;
};

}  // namespace slsim
