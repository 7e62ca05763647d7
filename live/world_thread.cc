// SPDX-License-Identifier: Apache-2.0
#include "live/world_thread.h"

#include <algorithm>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace slsim {
namespace {

constexpr std::size_t longest_batch = 256;  // So that nobody waits long for the others.

}  // namespace

struct WorldThread::State {
  Duties duties;
  std::mutex mutex;
  std::condition_variable wake;
  std::vector<Job> waiting;
  bool stopping = false;
  std::thread thread;

  /// What waits, or nothing when `until` comes first. False when there will be nothing more.
  bool wait(std::vector<Job>& jobs, std::optional<Clock::time_point> until) {
    std::unique_lock lock{mutex};
    const auto ready = [&] { return stopping || !waiting.empty(); };
    if (until) {
      wake.wait_until(lock, *until, ready);
    } else {
      wake.wait(lock, ready);
    }
    jobs.swap(waiting);
    return !jobs.empty() || !stopping;
  }

  void work() {
    std::vector<Job> jobs;
    std::optional<Clock::time_point> next = duties.tick();
    duties.commit();
    while (wait(jobs, next)) {
      for (std::size_t first = 0; first < jobs.size(); first += longest_batch) {
        batch(jobs, first, std::min(jobs.size(), first + longest_batch));
      }
      jobs.clear();
      next = duties.tick();
      duties.commit();
    }
  }

  void batch(std::vector<Job>& jobs, std::size_t first, std::size_t end) const {
    std::vector<Then> follow;
    for (std::size_t i = first; i < end; ++i) {
      if (Then then = jobs[i]()) follow.push_back(std::move(then));
      jobs[i] = nullptr;
    }
    if (!duties.commit()) return;
    for (const Then& then : follow) then();
  }
};

WorldThread::WorldThread(Duties duties) : state_{std::make_unique<State>()} {
  state_->duties = std::move(duties);
  state_->thread = std::thread{[state = state_.get()] { state->work(); }};
}

WorldThread::~WorldThread() { stop(); }

void WorldThread::post(Job job) {
  bool first = false;
  {
    const std::lock_guard lock{state_->mutex};
    if (state_->stopping) return;
    first = state_->waiting.empty();
    state_->waiting.push_back(std::move(job));
  }
  if (first) state_->wake.notify_one();
}

void WorldThread::call(const std::function<void()>& work) {
  std::promise<void> done;
  auto ended = done.get_future();
  // A job that is ignored is destroyed, and with it the last copy of the promise's owner.
  post([&work, owner = std::make_shared<std::promise<void>>(std::move(done))]() -> Then {
    work();
    return [owner] { owner->set_value(); };
  });
  ended.wait();
}

void WorldThread::stop() {
  {
    const std::lock_guard lock{state_->mutex};
    state_->stopping = true;
  }
  state_->wake.notify_one();
  if (state_->thread.joinable()) state_->thread.join();
}

}  // namespace slsim
