// SPDX-License-Identifier: Apache-2.0
// The kernel without licensing: events that do nothing, with and without the digest; recording in
// the journal; and complete exchanges (a client's timer, its request, the answer) on licence-like
// periods. Figures are of computing time, the best of several rounds.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "sim/kernel/context.h"
#include "tests/bench/bench_table.h"

namespace slsim {
namespace {

constexpr int rounds = 7;
constexpr std::uint32_t first_client = 4;
const Instant start{days(20'454)};  // 2026-01-01

/// A third of the clients each 30 d, a day, 6 h.
Duration period(ActorId actor) {
  switch (actor.index % 3) {
    case 0:
      return days(30);
    case 1:
      return days(1);
    default:
      return hours(6);
  }
}

/// Clients with a timer each, of one server.
struct Estate {
  explicit Estate(std::uint32_t clients) {
    kernel.timeline = Timeline{start};
    for (const std::string_view name : {"cssm", "network", "mediator", "outside"}) {
      kernel.journal.add_actor(name);
    }
    server = kernel.journal.intern("cssm/receiver");
    kernel.network.set_dns(server, kernel.network.add_host("cssm/receiver", ActorId{0}));
    demand.set(License::UCM_Enhanced, 11);
    RandomStream random{1, "phases"};
    for (std::uint32_t i = 0; i < clients; ++i) {
      const std::string name = fmt::format("cm{}", i);
      const ActorId actor = kernel.journal.add_actor(name);
      kernel.network.add_host(name, actor);
      schedule(actor, random.between(milliseconds(1), period(actor)));
    }
  }

  void schedule(ActorId actor, Duration wait) {
    kernel.timeline.schedule({kernel.timeline.now() + wait, actor, 0, 0});
  }

  /// Until `count` of them are complete.
  void exchange(std::uint64_t count) {
    while (count > 0) {
      const Due due = *kernel.timeline.pop(never);
      if (due.kind == 0) {
        const HostId host{due.actor.index - first_client + 1};
        kernel.network.send(kernel, due.actor, host, {server, due.at},
                            AuthorizeRequest{42, demand, due.at}, 0);
        schedule(due.actor, period(due.actor));
        continue;
      }
      const auto arrival = kernel.network.arrive(kernel, due);
      if (!arrival) continue;
      if (const auto* request = std::get_if<RequestArrival>(&*arrival)) {
        kernel.network.reply(kernel, request->exchange, AuthorizeReply{});
      } else {
        --count;
      }
    }
  }

  Kernel kernel;
  NameId server;
  Counts demand;
};

/// Nanoseconds for one of `count`, which `act` does together.
template <class Act>
double best(std::uint64_t count, Act act) {
  double least = std::numeric_limits<double>::max();
  for (int round = 0; round < rounds; ++round) {
    const Stopwatch watch;
    act(count);
    least = std::min(least, watch.cpu_nanoseconds() / static_cast<double>(count));
  }
  return least;
}

void no_op_events() {
  BenchTable table{"Events that do nothing, 10,000 pending", {"", "ns an event", "million/s"}};
  const auto row = [&table](const std::string& name, auto on_event) {
    Estate estate{10'000};
    const double ns = best(1'000'000, [&](std::uint64_t count) {
      for (; count > 0; --count) {
        const Due due = *estate.kernel.timeline.pop(never);
        on_event(estate.kernel, due);
        estate.schedule(due.actor, period(due.actor));
      }
    });
    table.add({name, fmt::format("{:.1f}", ns), fmt::format("{:.1f}", 1e3 / ns)});
  };
  row("kernel alone", [](Kernel&, const Due&) {});
  row("with the digest", [](Kernel& kernel, const Due& due) {
    kernel.journal.record({due.at, due.actor, Level::message, "tick"_w, {{"kind"_w, "none"_w}}});
  });
  table.print();
}

void records() {
  BenchTable table{"Journal::record", {"", "ns"}};
  const auto row = [&table](const std::string& name, Level level,
                            std::initializer_list<EventField> fields) {
    Journal journal;
    const ActorId actor = journal.add_actor("cm1");
    const double ns = best(1'000'000, [&](std::uint64_t count) {
      for (Instant at = start; count > 0; --count, at += milliseconds(1)) {
        journal.record({at, actor, level, "event"_w, fields});
      }
    });
    table.add({name, fmt::format("{:.1f}", ns)});
  };
  row("message, no fields", Level::message, {});
  row("message, 2 fields", Level::message, {{"kind"_w, "authorize"_w}, {"from"_w, NameId{0}}});
  row("change, 2 fields", Level::change, {{"from"_w, "authorized"_w}, {"to"_w, "unknown"_w}});
  row("change, 6 fields", Level::change,
      {{"a"_w, 1}, {"b"_w, 2}, {"c"_w, 3}, {"d"_w, 4}, {"e"_w, 5}, {"f"_w, 6}});
  table.print();
}

void exchanges() {
  BenchTable table{"Complete exchanges, with the client's timer and both records",
                   {"clients", "ns, no rules", "ns, a rule for others", "ns, latency for all"}};
  for (const std::uint32_t clients : {100U, 10'000U, 100'000U}) {
    Estate estate{clients};
    Network& network = estate.kernel.network;
    const auto figure = [&estate] {
      return fmt::format("{:.0f}", best(500'000, [&](auto count) { estate.exchange(count); }));
    };
    std::vector<std::string> cells{std::to_string(clients), figure()};
    Rule rule;
    rule.from = {HostPattern::Kind::host, 0};
    rule.conditions.latency = milliseconds(20);
    network.add_rule(rule);
    cells.push_back(figure());
    rule.from = {};
    network.add_rule(rule);
    cells.push_back(figure());
    table.add(std::move(cells));
  }
  table.print();
}

}  // namespace
}  // namespace slsim

int main() {
  slsim::no_op_events();
  slsim::records();
  slsim::exchanges();
}
