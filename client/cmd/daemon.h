// SPDX-License-Identifier: Apache-2.0
// mediator serve: syncs every account in its time and when it is asked to, and plays whatever jobs
// there are. Other commands leave their work to it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "client/cmd/host.h"
#include "client/jobs/queue.h"

namespace slsim {

class Daemon {
 public:
  struct Options {
    Duration every = hours(24);
    /// After a sync that failed. Not published.
    Duration again = hours(1);
    JobsAtOnce at_once{};
  };
  /// REQUIRES: the host outlives it.
  Daemon(MediatorHost& host, const Options& options);

  /// Until a signal ends it, or the store fails: its exit code.
  int run();

 private:
  struct Work {
    std::string domain;
    std::optional<std::int64_t> request;
    OrFault<void> ended{};
    std::unique_ptr<Running> running{};
  };
  void look();
  void begin();
  void begin_sync(const std::string& domain, std::optional<std::int64_t> request);
  void conclude();
  void answer(const StoredRequest& request);
  [[nodiscard]] bool is_due(const StoredAccount& account) const;
  static Task<> sync(MediatorHost& host, Work& work);

  MediatorHost& host_;
  Options options_;
  JobQueue queue_;
  std::unique_ptr<Work> work_;
  std::map<std::string, Instant> failed_;  // When a sync failed last, by account.
  std::int64_t seen_ = -1;
};

/// The command.
int serve_store(MediatorHost& host, const std::vector<std::string>& words);

}  // namespace slsim
