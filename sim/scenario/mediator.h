// SPDX-License-Identifier: Apache-2.0
// The actor `mediator`: a mediation client in a world. Its requests go through the network from the
// host `mediator`, its waits are timers, and its store outlives it when it is killed. A value: a
// copy goes on as the original does.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/fault.h"
#include "client/jobs/at_once.h"
#include "core/http/client.h"
#include "sim/kernel/context.h"

namespace slsim {

class MediatorClient;
class Store;
struct Errand;
struct StoredAccount;

/// What it does at once. Answers a number where there is one to be told.
using Deed = std::function<OrFault<std::int64_t>(Store&)>;

class Mediator {
 public:
  explicit Mediator(HostId host = {}, JobsAtOnce at_once = {});
  Mediator(const Mediator& other);
  Mediator& operator=(const Mediator& other);
  Mediator(Mediator&& other) noexcept;
  Mediator& operator=(Mediator&& other) noexcept;
  ~Mediator();

  [[nodiscard]] HostId host() const { return host_; }
  [[nodiscard]] bool running() const { return running_; }
  /// Null as long as nobody has told it anything.
  [[nodiscard]] const Store* store() const;
  /// How many jobs, syncs and additions of accounts are under way.
  [[nodiscard]] std::size_t under_way() const;
  [[nodiscard]] bool syncs(std::string_view domain) const;

  /// At once, durably. REQUIRES of this and the next five: it is running.
  OrFault<std::int64_t> tell(Context& context, const Deed& deed);
  /// Each answers the number by which the outcome is asked for.
  std::uint32_t add_account(Context& context, const StoredAccount& account);
  std::uint32_t change_account(Context& context, const StoredAccount& account);
  std::uint32_t sync(Context& context, const std::vector<std::string>& domains);
  /// Plays jobs that have been made; `refused`: those that could not be made besides.
  std::uint32_t play(Context& context, const std::vector<std::int64_t>& jobs,
                     const std::optional<Fault>& refused);
  /// Syncs all accounts again and again, for the first time in one period.
  void sync_every(Context& context, Duration period);

  /// Once; absent while it is not over. The number of the first job, if it was one; of a job that
  /// failed or is only half done what its row says.
  [[nodiscard]] std::optional<OrFault<std::int64_t>> take(std::uint32_t number);

  /// Whatever it waits for goes on without it. REQUIRES: it is running.
  void kill(Context& context);
  /// Plays on what was under way, out of the store. REQUIRES: it is not running.
  void start(Context& context);

  void on_answer(Context& context, const AnswerArrival& arrival);
  void on_timer(Context& context, std::uint32_t kind, std::uint64_t argument);

  template <class Archive>
  void persist(Archive& archive);  ///< In world_bytes.cc alone.

 private:
  /// What a client has asked for and waits for.
  struct Pending {
    std::optional<ExchangeId> exchange{};
    TimerId timer{};
    std::optional<Problem> problem{};  ///< Why nothing could be sent.
  };
  /// Whoever asks for an outcome.
  struct Waiting {
    std::vector<std::int64_t> jobs{};  ///< None: for the errand of the number by which it asks.
    std::optional<Fault> refused{};
    std::optional<OrFault<std::int64_t>> outcome{};  ///< Of the errand.
  };

  MediatorClient& client(Context& context);
  std::uint32_t begin(Context& context, const Errand& errand, bool awaited);
  void go_on(Context& context, std::uint32_t wish, const Result<HttpResponse>* answer);
  void pursue(Context& context);
  [[nodiscard]] Pending ask(Context& context, std::uint32_t wish, const HttpExchange& exchange);
  void conclude(Context& context);
  void note_job(Context& context, std::int64_t id);
  void note_end(Context& context, std::int64_t id);
  [[nodiscard]] std::optional<OrFault<std::int64_t>> outcome_of_jobs(const Waiting& waiting) const;

  HostId host_;
  JobsAtOnce at_once_;
  bool running_ = true;
  std::unique_ptr<MediatorClient> client_;
  Duration period_{};
  TimerId next_sync_{};
  std::uint32_t next_ = 1;  // Of errands, and of those who wait.
  std::map<std::uint32_t, Pending> pending_;
  std::map<std::uint32_t, Waiting> waiting_;
  std::set<std::int64_t> jobs_over_;
  std::map<std::int64_t, std::string> shown_;  // Status lines of jobs that are under way.
};

}  // namespace slsim
