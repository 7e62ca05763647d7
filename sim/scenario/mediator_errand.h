// SPDX-License-Identifier: Apache-2.0
// What takes a mediation client its time, as a value.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "client/store/records.h"

namespace slsim {

struct SyncErrand {
  std::vector<std::string> domains;  ///< One after the other.
};
struct AddErrand {
  StoredAccount account;
};
struct ChangeErrand {
  StoredAccount account;
};
struct JobErrand {
  std::int64_t job = 0;
};
struct Errand {
  std::variant<SyncErrand, AddErrand, ChangeErrand, JobErrand> what;
};

/// For std::visit: a function for each alternative.
template <class... Functions>
struct Overload : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overload(Functions...) -> Overload<Functions...>;

}  // namespace slsim
