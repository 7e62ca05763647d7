// SPDX-License-Identifier: Apache-2.0
// The event queue alone. The hold model (pop one, schedule one) on licence-like periods, Timeline
// beside std::priority_queue and the other candidates; then how many events a second Timeline does
// when the events do nothing, and what it costs to cancel and to fork.
//
// Figures are of computing time. The rounds of all queues take turns and the best of each counts,
// so that a busy machine disturbs all of them alike.
#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/chance/chance.h"
#include "core/result/check.h"
#include "sim/kernel/timeline.h"
#include "tests/bench/bench_table.h"
#include "tests/bench/timeline_candidates.h"

namespace slsim {
namespace {

constexpr std::size_t events_a_round = 200'000;
constexpr int rounds = 15;

/// What products wait for: 6 h, a day or 30 d, a third each, less up to a tenth. Drawn beforehand.
class Periods {
 public:
  Periods() {
    RandomStream random{1, "periods"};
    constexpr Duration bases[] = {hours(6), days(1), days(30)};
    for (Duration& period : drawn_) {
      period = bases[random.below(3)];
      period -= random.between(milliseconds(0), period / 10);
    }
  }
  Duration next() { return drawn_[next_++ % drawn_.size()]; }

 private:
  std::vector<Duration> drawn_ = std::vector<Duration>(8192);
  std::size_t next_ = 0;
};

/// Timeline with the candidates' interface.
class Chosen {
 public:
  void schedule(const Due& due) { timeline_.schedule(due); }
  Due pop() { return *timeline_.pop(never); }

 private:
  Timeline timeline_;
};

/// One queue at work: hold(n) does n events and returns a sum over what was delivered.
struct Contender {
  std::string name;
  std::function<std::uint64_t(std::size_t)> hold;
  double best = std::numeric_limits<double>::infinity();  // Nanoseconds an event.
};

template <class Queue>
Contender contender(std::string name, std::size_t pending) {
  struct State {
    Queue queue;
    Periods periods;
  };
  auto state = std::make_shared<State>();
  for (std::uint64_t i = 0; i < pending; ++i) {
    state->queue.schedule({Instant{state->periods.next()}, ActorId{1}, 1, i});
  }
  return {std::move(name), [state](std::size_t events) {
            std::uint64_t sum = 0;
            for (std::size_t i = 0; i < events; ++i) {
              Due due = state->queue.pop();
              sum = sum * 31 + due.argument;
              due.at += state->periods.next();
              state->queue.schedule(due);
            }
            return sum;
          }};
}

std::size_t bytes_in_use() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

std::string megabytes(std::size_t bytes) {
  return fmt::format("{:.1f}", static_cast<double>(bytes) / 1e6);
}

void run_rounds(std::vector<Contender>& contenders) {
  for (int round = 0; round < rounds; ++round) {
    std::vector<std::uint64_t> sums;
    for (Contender& c : contenders) {
      const Stopwatch watch;
      sums.push_back(c.hold(events_a_round));
      c.best = std::min(c.best, watch.cpu_nanoseconds() / events_a_round);
      CHECK(sums.back() == sums.front(), "all queues deliver the same events in the same order");
    }
  }
}

void add_hold_rows(BenchTable& table, std::size_t pending) {
  std::vector<Contender> contenders;
  contenders.push_back(contender<PriorityQueue>("std::priority_queue", pending));
  contenders.push_back(contender<Chosen>("Timeline", pending));
  contenders.push_back(contender<QuaternaryHeap>("4-ary heap", pending));
  contenders.push_back(contender<VectorRadixHeap<1>>("radix heap, 1 bit, vectors", pending));
  contenders.push_back(contender<VectorRadixHeap<6>>("radix heap, 6 bits, vectors", pending));
  contenders.push_back(contender<ListRadixHeap<6>>("radix heap, 6 bits, lists", pending));
  for (Contender& c : contenders) c.hold(std::max<std::size_t>(2 * pending, events_a_round));
  run_rounds(contenders);
  for (Contender& c : contenders) {
    const std::size_t with = bytes_in_use();
    c.hold = nullptr;  // Frees the queue.
    table.add({c.name, fmt::format("{}", pending), fmt::format("{:.1f}", c.best),
               fmt::format("{:.2f}", c.best / contenders.front().best),
               megabytes(with - bytes_in_use())});
  }
}

void hold_model() {
  BenchTable table{"Hold model: pop one, schedule one; 6 h, 1 d and 30 d less up to a tenth.",
                   {"queue", "pending", "ns/event", "to baseline", "MB"}};
  for (const std::size_t pending : {1'000U, 10'000U, 300'000U, 1'000'000U}) {
    add_hold_rows(table, pending);
  }
  table.print();
}

/// Nanoseconds an event, at best, of `round`, which does events_a_round of them.
template <class Round>
double best_of_rounds(Round round) {
  double best = std::numeric_limits<double>::infinity();
  for (int i = 0; i < rounds; ++i) {
    const Stopwatch watch;
    round();
    best = std::min(best, watch.cpu_nanoseconds() / events_a_round);
  }
  return best;
}

/// Each event schedules itself a day on, and with `cancels` moves a timer of its own besides.
double no_op_events(std::size_t pending, bool cancels) {
  Timeline timeline;
  std::vector<TimerId> timers(pending);
  for (std::uint64_t i = 0; i < pending; ++i) {
    timeline.schedule({Instant{seconds(static_cast<std::int64_t>(i))}, ActorId{1}, 1, i});
  }
  return best_of_rounds([&] {
    for (std::size_t i = 0; i < events_a_round; ++i) {
      Due due = *timeline.pop(never);
      due.at += days(1);
      timeline.schedule(due);
      if (!cancels) continue;
      TimerId& timer = timers[due.argument];
      timeline.cancel(timer);
      timer = timeline.schedule({due.at + days(30), due.actor, 2, due.argument});
    }
  });
}

void throughput() {
  BenchTable table{
      "Events that do nothing but schedule themselves a day on (budget: 15 million/s).",
      {"pending", "million/s", "ns/event", "ns/event, each also moves a timer"}};
  for (const std::size_t pending : {1U, 1'000U, 50'000U}) {
    const double plain = no_op_events(pending, false);
    table.add({fmt::format("{}", pending), fmt::format("{:.1f}", 1e3 / plain),
               fmt::format("{:.1f}", plain), fmt::format("{:.1f}", no_op_events(pending, true))});
  }
  table.print();
}

void forks() {
  BenchTable table{"A copy of a Timeline.", {"pending", "microseconds"}};
  for (const std::size_t pending : {10U, 50'000U, 1'000'000U}) {
    Periods periods;
    Timeline timeline;
    for (std::uint64_t i = 0; i < pending; ++i) {
      timeline.schedule({Instant{periods.next()}, ActorId{1}, 1, i});
    }
    double best = std::numeric_limits<double>::infinity();
    for (int i = 0; i < rounds; ++i) {
      const Stopwatch watch;
      Timeline fork = timeline;
      best = std::min(best, watch.cpu_nanoseconds());
      CHECK(fork.pop(never), "a fork has the future of its origin");
    }
    table.add({fmt::format("{}", pending), fmt::format("{:.1f}", best / 1e3)});
  }
  table.print();
}

}  // namespace
}  // namespace slsim

int main() {
  slsim::hold_model();
  slsim::throughput();
  slsim::forks();
}
