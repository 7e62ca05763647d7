// SPDX-License-Identifier: Apache-2.0
#include "client/cmd/daemon.h"

#include <fmt/format.h>

#include "client/cmd/command.h"
#include "client/sync/sync.h"
#include "core/time/text.h"
#include "live/stop_signals.h"

namespace slsim {
Daemon::Daemon(MediatorHost& host, const Options& options)
    : host_{host},
      options_{options},
      queue_{host.ports(), host.store(), JobLimits{}, options.at_once,
             [this](std::int64_t id, const OrFault<void>& played) {
               if (!played) host_.say(print(played.error()));
               const auto job = host_.store().job(id);
               if (!job) return;
               host_.say(fmt::format("{} job {} {} {} {}", print(host_.now()), id,
                                     word(job->kind).text(), job->cluster,
                                     job->fault ? print({*job->fault, job->detail})
                                                : std::string{word(job->state).text()}));
             }} {}

int Daemon::run() {
  const StopSignals signals;
  host_.say_that_it_serves();
  host_.say(print(host_.now()) + " serving");
  bool stopped = false;
  host_.play_until([&] {
    stopped = signals.came();
    if (stopped || !host_.store().database().problem().empty()) return true;
    look();
    queue_.tend();
    if (work_ && work_->running->done()) conclude();
    if (!work_) begin();
    return false;
  });
  if (stopped) return done;
  return host_.refuse({FaultCode::MED1001, host_.store().database().problem()});
}

/// Jobs that others have made.
void Daemon::look() {
  const std::int64_t version = host_.store().writes_of_others();
  if (version == seen_) return;
  seen_ = version;
  for (const std::int64_t id : host_.store().jobs_under_way()) queue_.add(id);
}

bool Daemon::is_due(const StoredAccount& account) const {
  const auto failed = failed_.find(account.domain);
  if (failed != failed_.end()) return host_.now() >= failed->second + options_.again;
  return !account.active || host_.now() >= account.last_sync + options_.every;
}

void Daemon::begin() {
  if (const auto request = host_.store().first_request()) return answer(*request);
  for (const StoredAccount& account : host_.store().accounts()) {
    if (is_due(account)) return begin_sync(account.domain, std::nullopt);
  }
}

void Daemon::answer(const StoredRequest& request) {
  if (request.kind == "sync") return begin_sync(request.subject, request.id);
  const OrFault<void> removed = host_.store().remove_account(request.subject);
  const OrFault<void> ended = host_.store().end_request(
      request.id, removed ? std::nullopt : std::optional{removed.error()});
  if (!ended) host_.say(print(ended.error()));
}

Task<> Daemon::sync(MediatorHost& host, Work& work) {
  work.ended = co_await sync_account(host.ports(), host.store(), work.domain, {}, {});
}

void Daemon::begin_sync(const std::string& domain, std::optional<std::int64_t> request) {
  work_ = std::make_unique<Work>(Work{.domain = domain, .request = request});
  work_->running = std::make_unique<Running>(sync(host_, *work_));
  work_->running->begin();
}

void Daemon::conclude() {
  const Work& work = *work_;
  failed_.erase(work.domain);
  if (!work.ended) failed_[work.domain] = host_.now();
  const std::optional<Fault> fault = work.ended ? std::nullopt : std::optional{work.ended.error()};
  host_.say(fmt::format("{} sync {} {}", print(host_.now()), work.domain,
                        fault ? print(*fault) : std::string{"completed"}));
  if (work.request) {
    const OrFault<void> ended = host_.store().end_request(*work.request, fault);
    if (!ended) host_.say(print(ended.error()));
  }
  work_.reset();
}

int serve_store(MediatorHost& host, const std::vector<std::string>& /*words*/) {
  Daemon::Options options;
  const auto period = parse_duration(host.flags().text("every", "24h"));
  // The published span is "8 24 hours" with a dash lost in print.
  if (!period || *period < hours(8) || *period > hours(24)) {
    return host.misuse("--every: from 8h to 24h");
  }
  options.every = *period;
  const auto at_once = jobs_at_once(host.flags());
  if (!at_once) return host.misuse(at_once.error());
  options.at_once = *at_once;
  if (host.hold() != MediatorHost::Holder::ours) {
    return host.misuse("another mediator serves this store");
  }
  return Daemon{host, options}.run();
}

}  // namespace slsim
