// SPDX-License-Identifier: Apache-2.0
// The last calls that came from outside: what `slsim ctl requests` shows. Queries and bodies are
// not kept, since secrets stand in them.
#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "core/time/instant.h"

namespace slsim {

struct Called {
  std::uint64_t number = 0;  ///< Counted from 1.
  Instant at;
  std::string host;
  std::string method;
  std::string path;
  int status = 0;      ///< 0: there was no answer.
  std::string hint{};  ///< Of a 404 the nearest route, of no answer why.
};

class History {
 public:
  static constexpr std::size_t most = 1000;

  void add(Called called) {
    called.number = ++count_;
    calls_.push_back(std::move(called));
    if (calls_.size() > most) calls_.pop_front();
  }
  [[nodiscard]] const std::deque<Called>& calls() const { return calls_; }
  [[nodiscard]] std::uint64_t count() const { return count_; }
  template <class Archive>
  void persist(Archive& archive) {
    archive(calls_, count_);
  }

 private:
  std::deque<Called> calls_;
  std::uint64_t count_ = 0;
};

}  // namespace slsim
