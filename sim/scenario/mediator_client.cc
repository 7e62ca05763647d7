// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/mediator_client.h"

#include <algorithm>
#include <utility>

namespace slsim {
namespace {

/// As the command `sync` does it; answers the first failure.
Task<OrFault<void>> sync_in_turn(Ports ports, Store& store, std::vector<std::string> domains) {
  OrFault<void> outcome{};
  for (const std::string& domain : domains) {
    const OrFault<void> done = co_await sync_account(ports, store, domain, {}, {});
    if (outcome && !done) outcome = done;
  }
  co_return outcome;
}

/// Of all but jobs.
Task<OrFault<void>> task_of(Ports ports, Store& store, const Errand& errand) {
  if (const auto* add = std::get_if<AddErrand>(&errand.what)) {
    return add_account(ports, store, add->account, {}, {});
  }
  if (const auto* change = std::get_if<ChangeErrand>(&errand.what)) {
    return change_account(ports, store, change->account, {});
  }
  return sync_in_turn(ports, store, std::get<SyncErrand>(errand.what).domains);
}

Task<> keep(Task<OrFault<void>> task, std::optional<OrFault<void>>& outcome) {
  outcome.emplace(co_await task);
}

}  // namespace

MediatorClient::MediatorClient(RandomStream jitter, JobsAtOnce at_once)
    : at_once_{at_once}, ports_{1, jitter, {}} {
  open_queue();
}

MediatorClient::MediatorClient(ClientMemory memory, JobsAtOnce at_once)
    : memory_{std::move(memory)},
      at_once_{at_once},
      database_{memory_.base.database},
      ports_{memory_.base.next, memory_.base.jitter, memory_.base.known} {
  open_queue();
  for (const ClientMemory::Input& input : memory_.heard) hear(input);
  // All of that the world knows already.
  (void)ports_.take_wishes();
  ends_.clear();
  changed_.clear();
}

ClientMemory MediatorClient::memory() const {
  return busy() ? memory_ : ClientMemory{present(), {}};
}

void MediatorClient::open_queue() {
  const auto ended = [this](std::int64_t job, const OrFault<void>& played) {
    ends_.push_back({0, {JobErrand{job}}, played});
  };
  jobs_.emplace(ports_.ports(), database_.store(), JobLimits{}, at_once_, ended);
  database_.store().watch_jobs([this](std::int64_t job) { changed_.insert(job); });
}

/// A deed is only for this moment; whoever hears of it later gets what it has changed.
OrFault<std::int64_t> MediatorClient::tell(Instant now, const Deed& deed) {
  ports_.set_now(now);
  OrFault<std::int64_t> outcome{0};
  const auto act = [&] { outcome = deed(database_.store()); };
  if (busy()) {
    memory_.heard.push_back({now, HeardDeed{database_.changes_by(act)}});
  } else {
    act();
  }
  go_on();
  return outcome;
}

void MediatorClient::begin(Instant now, std::uint32_t number, const Errand& errand) {
  if (!busy()) memory_ = {present(), {}};
  take({now, HeardErrand{number, errand}});
}

void MediatorClient::answer(Instant now, std::uint32_t wish, const Result<HttpResponse>& answer) {
  take({now, HeardAnswer{wish, answer}});
}

void MediatorClient::wake(Instant now, std::uint32_t wish) { take({now, HeardWaking{wish}}); }

void MediatorClient::kill() {
  running_.clear();
  open_queue();
  ports_.forget_all();
  changed_.clear();
  memory_ = {};
}

void MediatorClient::take(ClientMemory::Input input) {
  hear(input);
  if (busy()) {
    memory_.heard.push_back(std::move(input));
  } else {
    memory_ = {};
  }
}

void MediatorClient::hear(const ClientMemory::Input& input) {
  ports_.set_now(input.at);
  std::visit(Overload{[&](const HeardDeed& done) { database_.apply(done.changes); },
                      [&](const HeardErrand& begun) { set_off(begun); },
                      [&](const HeardAnswer& it) { ports_.answer(it.wish, it.answer); },
                      [&](const HeardWaking& it) { ports_.wake(it.wish); }},
             input.what);
  go_on();
}

void MediatorClient::go_on() {
  jobs_->tend();
  sweep();
}

void MediatorClient::set_off(const HeardErrand& begun) {
  if (const auto* job = std::get_if<JobErrand>(&begun.errand.what)) return jobs_->add(job->job);
  Run& run = running_.emplace(begun.number, Run{begun.errand}).first->second;
  run.running = std::make_unique<Running>(
      keep(task_of(ports_.ports(), database_.store(), run.errand), run.outcome));
  run.running->begin();
}

void MediatorClient::sweep() {
  for (auto it = running_.begin(); it != running_.end();) {
    if (it->second.outcome) {
      ends_.push_back({it->first, it->second.errand, *it->second.outcome});
      it = running_.erase(it);
    } else {
      ++it;
    }
  }
}

bool MediatorClient::syncs(std::string_view domain) const {
  return std::ranges::any_of(running_, [&](const auto& entry) {
    const Errand& errand = entry.second.errand;
    if (const auto* add = std::get_if<AddErrand>(&errand.what))
      return add->account.domain == domain;
    const auto* change = std::get_if<ChangeErrand>(&errand.what);
    if (change != nullptr) return change->account.domain == domain;
    const auto* sync = std::get_if<SyncErrand>(&errand.what);
    return sync != nullptr && std::ranges::find(sync->domains, domain) != sync->domains.end();
  });
}

ClientMemory::Base MediatorClient::present() const {
  return {database_.bytes(), ports_.next(), ports_.jitter(), ports_.known()};
}

}  // namespace slsim
