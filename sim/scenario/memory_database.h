// SPDX-License-Identifier: Apache-2.0
// The store of a mediation client in memory: what its file is to a process.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "client/store/store.h"

namespace slsim {

class MemoryDatabase {
 public:
  /// One with no rows.
  MemoryDatabase();
  /// REQUIRES: these are the bytes of another one.
  explicit MemoryDatabase(std::string_view bytes);

  [[nodiscard]] Store& store() { return *store_; }
  [[nodiscard]] const Store& store() const { return *store_; }
  /// Everything in it.
  [[nodiscard]] std::string bytes() const;

  /// What `act` changes in it, as SQLite writes changes down.
  [[nodiscard]] std::string changes_by(const std::function<void()>& act);
  /// The same to one that is as the other was before.
  void apply(std::string changes);

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  void adopt();

  std::unique_ptr<sqlite3, Close> opened_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Store> store_;
};

}  // namespace slsim
