// SPDX-License-Identifier: Apache-2.0
#include "client/jobs/queue.h"

#include <iterator>
#include <optional>

namespace slsim {

void JobQueue::add(std::int64_t id) {
  if (!ids_.insert(id).second) return;
  const std::optional<StoredJob> job = store_.job(id);
  Entry entry{.id = id};
  if (job) entry.account = job->target.value_or(job->source.value_or(0));
  waiting_.push_back(std::move(entry));
}

Task<> JobQueue::play(Ports ports, Store& store, JobLimits limits, Entry& entry) {
  entry.played = co_await run_job(ports, store, entry.id, limits);
}

void JobQueue::reap() {
  for (auto entry = playing_.begin(); entry != playing_.end();) {
    if (!entry->running->done()) {
      ++entry;
      continue;
    }
    --busy_[entry->account];
    ids_.erase(entry->id);
    if (ended_) ended_(entry->id, entry->played);
    entry = playing_.erase(entry);
  }
}

void JobQueue::tend() {
  reap();
  while (begin()) reap();  // Of those that had nothing to wait for.
}

bool JobQueue::begin() {
  bool any = false;
  for (auto entry = waiting_.begin(); entry != waiting_.end() && playing_.size() < at_once_.all;) {
    const auto next = std::next(entry);
    std::size_t& busy = busy_[entry->account];
    if (busy < at_once_.account) {
      ++busy;
      any = true;
      playing_.splice(playing_.end(), waiting_, entry);
      entry->running = std::make_unique<Running>(play(ports_, store_, limits_, *entry));
      entry->running->begin();
    }
    entry = next;
  }
  return any;
}

}  // namespace slsim
