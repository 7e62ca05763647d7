// SPDX-License-Identifier: Apache-2.0
#include "live/pool.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace slsim {
namespace {

/// What the threads share.
class Jobs {
 public:
  Jobs(std::size_t count, const std::function<void(std::size_t)>& job)
      : job_{job}, done_(count, false) {}

  void work() {
    for (;;) {
      const std::size_t i = take();
      if (i == done_.size()) return;
      job_(i);
      const std::lock_guard lock{mutex_};
      done_[i] = true;
      progress_.notify_one();
    }
  }
  void wait_for(std::size_t i) {
    std::unique_lock lock{mutex_};
    progress_.wait(lock, [&] { return done_[i]; });
  }
  void stop() {
    const std::lock_guard lock{mutex_};
    next_ = done_.size();
  }

 private:
  std::size_t take() {
    const std::lock_guard lock{mutex_};
    return next_ == done_.size() ? next_ : next_++;
  }

  const std::function<void(std::size_t)>& job_;
  std::mutex mutex_;
  std::condition_variable progress_;
  std::size_t next_ = 0;
  std::vector<bool> done_;
};

}  // namespace

unsigned processor_count() { return std::max(1U, std::thread::hardware_concurrency()); }

void run_jobs(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& job,
              const std::function<bool(std::size_t)>& ended) {
  if (threads <= 1 || count <= 1) {
    for (std::size_t i = 0; i < count; ++i) {
      job(i);
      if (!ended(i)) return;
    }
    return;
  }
  Jobs jobs{count, job};
  std::vector<std::jthread> workers;
  const std::size_t needed = std::min<std::size_t>(threads, count);
  for (std::size_t i = 0; i < needed; ++i) workers.emplace_back([&jobs] { jobs.work(); });
  for (std::size_t i = 0; i < count; ++i) {
    jobs.wait_for(i);
    if (!ended(i)) break;
  }
  jobs.stop();
}

}  // namespace slsim
