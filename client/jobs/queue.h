// SPDX-License-Identifier: Apache-2.0
// Plays jobs side by side, as many as are good for those they ask. Jobs that have to wait begin in
// the order in which they came, but one whose virtual account is busy holds up no other.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <set>

#include "client/jobs/at_once.h"
#include "client/jobs/job.h"

namespace slsim {

class JobQueue {
 public:
  /// Told once for each job, whatever became of it.
  using Ended = std::function<void(std::int64_t id, const OrFault<void>& played)>;

  /// REQUIRES: ports and store outlive it.
  JobQueue(Ports ports, Store& store, JobLimits limits, JobsAtOnce at_once, Ended ended)
      : ports_{ports},
        store_{store},
        limits_{limits},
        at_once_{at_once},
        ended_{std::move(ended)} {}

  /// A job that is here already is not added again.
  void add(std::int64_t id);
  /// Forgets what has ended and begins what may. REQUIRES: not called by a job.
  void tend();
  [[nodiscard]] bool idle() const { return waiting_.empty() && playing_.empty(); }
  [[nodiscard]] std::size_t playing() const { return playing_.size(); }
  [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }

 private:
  struct Entry {
    std::int64_t id = 0;
    std::int64_t account = 0;
    OrFault<void> played{};
    std::unique_ptr<Running> running{};
  };
  static Task<> play(Ports ports, Store& store, JobLimits limits, Entry& entry);
  void reap();
  /// Whether any did.
  bool begin();

  Ports ports_;
  Store& store_;
  JobLimits limits_;
  JobsAtOnce at_once_;
  Ended ended_;
  std::set<std::int64_t> ids_;
  std::list<Entry> waiting_;
  std::list<Entry> playing_;
  std::map<std::int64_t, std::size_t> busy_;  // Jobs being played, by virtual account.
};

}  // namespace slsim
