// SPDX-License-Identifier: Apache-2.0
// One process of the mediation client, and its store. What it was told and answered since it last
// had nothing to do is kept, so that a copy comes to be where this one is by hearing it all again:
// coroutines cannot be copied (docs/decisions/0006-a-client-in-a-world.md).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "client/jobs/queue.h"
#include "client/sync/sync.h"
#include "sim/scenario/mediator.h"
#include "sim/scenario/mediator_errand.h"
#include "sim/scenario/mediator_ports.h"
#include "sim/scenario/memory_database.h"

namespace slsim {

// What a client has been told and answered.
struct HeardDeed {
  std::string changes{};  ///< What a deed did to the store.
};
struct HeardErrand {
  std::uint32_t number = 0;
  Errand errand{};
};
struct HeardAnswer {
  std::uint32_t wish = 0;
  Result<HttpResponse> answer{};
};
struct HeardWaking {
  std::uint32_t wish = 0;
};

/// All of which a client can be made again.
struct ClientMemory {
  /// What it was when it last had nothing to do.
  struct Base {
    std::string database{};
    std::uint32_t next = 1;
    RandomStream jitter{};
    MediatorPorts::Known known{};
  };
  struct Input {
    Instant at{};
    std::variant<HeardDeed, HeardErrand, HeardAnswer, HeardWaking> what{};
  };
  Base base;
  std::vector<Input> heard;  ///< Since then, as long as something is under way.
};

class MediatorClient {
 public:
  MediatorClient(RandomStream jitter, JobsAtOnce at_once);
  /// As far as the client of that memory was, with all that it waits for.
  MediatorClient(ClientMemory memory, JobsAtOnce at_once);
  MediatorClient(const MediatorClient& other) : MediatorClient{other.memory(), other.at_once_} {}
  MediatorClient& operator=(const MediatorClient&) = delete;
  ~MediatorClient() = default;

  [[nodiscard]] ClientMemory memory() const;

  [[nodiscard]] const Store& store() const { return database_.store(); }
  [[nodiscard]] MediatorPorts& ports() { return ports_; }

  OrFault<std::int64_t> tell(Instant now, const Deed& deed);
  /// REQUIRES: no errand has had that number.
  void begin(Instant now, std::uint32_t number, const Errand& errand);
  void answer(Instant now, std::uint32_t wish, const Result<HttpResponse>& answer);
  void wake(Instant now, std::uint32_t wish);
  /// Everything under way ends where it is; the store remains.
  void kill();

  struct End {
    std::uint32_t number = 0;  ///< None for a job.
    Errand errand;
    OrFault<void> outcome;
  };
  /// Errands that are over, each once.
  [[nodiscard]] std::vector<End> take_ends() { return std::exchange(ends_, {}); }
  /// Jobs whose rows have changed since this was asked last.
  [[nodiscard]] std::set<std::int64_t> take_changed_jobs() { return std::exchange(changed_, {}); }
  [[nodiscard]] bool busy() const { return under_way() != 0; }
  [[nodiscard]] std::size_t under_way() const {
    return running_.size() + jobs_->playing() + jobs_->waiting();
  }
  /// Whether a sync, an addition or a change of that account is under way.
  [[nodiscard]] bool syncs(std::string_view domain) const;

 private:
  struct Run {
    Errand errand;
    std::unique_ptr<Running> running{};
    std::optional<OrFault<void>> outcome{};
  };

  void take(ClientMemory::Input input);
  void hear(const ClientMemory::Input& input);
  void go_on();
  void set_off(const HeardErrand& begun);
  void open_queue();
  void sweep();
  [[nodiscard]] ClientMemory::Base present() const;

  ClientMemory memory_;  // Its base is good while something is under way.
  JobsAtOnce at_once_;
  MemoryDatabase database_;
  MediatorPorts ports_;
  std::vector<End> ends_;
  std::set<std::int64_t> changed_;
  std::optional<JobQueue> jobs_;  // Always one. It and what follows use all of the above.
  std::map<std::uint32_t, Run> running_;
};

}  // namespace slsim
