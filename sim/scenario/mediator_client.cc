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

MediatorClient::MediatorClient(const MediatorClient& other)
    : base_{other.busy() ? other.base_ : other.present()},
      heard_{other.heard_},
      at_once_{other.at_once_},
      database_{base_.database},
      ports_{base_.next, base_.jitter, base_.access} {
  open_queue();
  for (const Input& input : heard_) hear(input);
  // All of that the world knows already.
  (void)ports_.take_wishes();
  ends_.clear();
  changed_.clear();
}

void MediatorClient::open_queue() {
  const auto ended = [this](std::int64_t job, const OrFault<void>& played) {
    ends_.push_back({0, {JobErrand{job}}, played});
  };
  jobs_.emplace(ports_.ports(), database_.store(), JobLimits{}, at_once_, ended);
  database_.store().watch_jobs([this](std::int64_t job) { changed_.insert(job); });
}

OrFault<std::int64_t> MediatorClient::tell(Instant now, const Deed& deed) {
  return take({now, deed});
}

void MediatorClient::begin(Instant now, std::uint32_t number, const Errand& errand) {
  if (!busy()) base_ = present();
  take({now, Begun{number, errand}});
}

void MediatorClient::answer(Instant now, std::uint32_t wish, const Result<HttpResponse>& answer) {
  take({now, Answered{wish, answer}});
}

void MediatorClient::wake(Instant now, std::uint32_t wish) { take({now, Woken{wish}}); }

void MediatorClient::kill() {
  running_.clear();
  open_queue();
  ports_.forget_all();
  changed_.clear();
  heard_.clear();
  base_ = {};
}

OrFault<std::int64_t> MediatorClient::take(Input input) {
  OrFault<std::int64_t> outcome = hear(input);
  if (busy()) {
    heard_.push_back(std::move(input));
  } else {
    heard_.clear();
    base_ = {};
  }
  return outcome;
}

OrFault<std::int64_t> MediatorClient::hear(const Input& input) {
  ports_.set_now(input.at);
  OrFault<std::int64_t> outcome{0};
  std::visit(Overload{[&](const Deed& deed) { outcome = deed(database_.store()); },
                      [&](const Begun& begun) { set_off(begun); },
                      [&](const Answered& it) { ports_.answer(it.wish, it.answer); },
                      [&](const Woken& it) { ports_.wake(it.wish); }},
             input.what);
  jobs_->tend();
  sweep();
  return outcome;
}

void MediatorClient::set_off(const Begun& begun) {
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

MediatorClient::Base MediatorClient::present() const {
  return {database_.bytes(), ports_.next(), ports_.jitter(), ports_.access_tokens()};
}

}  // namespace slsim
