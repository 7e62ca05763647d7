// SPDX-License-Identifier: Apache-2.0
// Storms over a toy world: random rules, outages and moods of the server, and what has to hold
// whatever they do.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/unit/kernel/toy_world.h"

namespace slsim {
namespace {

constexpr std::uint32_t clients = 3;
constexpr Duration timeout = seconds(60);

/// A world and its weather: a value.
struct Storm {
  struct Outage {
    std::uint32_t client;
    Instant at;
  };

  explicit Storm(std::uint64_t seed) : world{clients, seed}, random{seed, "storm"} {
    world.ask_about_every(seconds(20));
  }

  void rage(int steps) {
    for (int i = 0; i < steps; ++i) {
      const Instant now = world.kernel.timeline.now();
      world.run_until(now + random.between(Duration::zero(), seconds(30)));
      strike();
    }
  }

  void calm_down() {
    Network& network = world.kernel.network;
    network.clear_rules(world.kernel);
    for (std::uint32_t i = 0; i <= clients; ++i) network.set_up(world.kernel, {i}, true);
    world.stop_asking();
    world.run_until(never);
  }

  ToyWorld world;
  RandomStream random;
  std::vector<Outage> outages;
  std::set<std::uint32_t> abandoned;

 private:
  void strike() {
    Network& network = world.kernel.network;
    switch (random.below(6)) {
      case 0:
      case 1:
        return network.add_rule(world.kernel, any_rule());
      case 2:
        if (!network.rules().empty()) {
          network.remove_rule(world.kernel,
                              network.rules()[random.below(network.rules().size())].label);
        }
        return;
      case 3:
        return flip(static_cast<std::uint32_t>(random.below(clients + 1)));
      case 4:
        world.manner = static_cast<ToyWorld::Manner>(random.below(2));
        world.answer_delay = seconds(static_cast<std::int64_t>(random.below(120)));
        return;
      default:
        return abandon_the_last();
    }
  }

  void flip(std::uint32_t host) {
    Network& network = world.kernel.network;
    const bool up = network.up({host});
    if (up && host != 0) outages.push_back({host - 1, world.kernel.timeline.now()});
    network.set_up(world.kernel, {host}, !up);
  }

  void abandon_the_last() {
    if (world.asked.empty()) return;
    const auto tag = static_cast<std::uint32_t>(world.asked.size() - 1);
    if (std::ranges::find(world.heard, tag, &ToyWorld::Heard::tag) != world.heard.end()) return;
    world.kernel.network.abandon(world.kernel, world.asked[tag].exchange);
    abandoned.insert(tag);
  }

  Rule any_rule() {
    Rule rule;
    rule.label = world.kernel.journal.intern("rule-" + std::to_string(random.below(4)));
    rule.from = any_pattern();
    rule.to = any_pattern();
    rule.both_ways = random.chance({1, 2});
    Conditions& c = rule.conditions;
    if (random.chance({1, 2})) c.block = static_cast<Conditions::Block>(random.below(5));
    if (random.chance({1, 2})) c.latency = random.between(Duration::zero(), seconds(45));
    if (random.chance({1, 3})) c.jitter = random.between(Duration::zero(), seconds(30));
    if (random.chance({1, 3})) c.loss = Ratio{static_cast<std::uint32_t>(random.below(5)), 4};
    if (random.chance({1, 3}))
      c.lose_answer = Ratio{static_cast<std::uint32_t>(random.below(5)), 4};
    return rule;
  }

  HostPattern any_pattern() {
    if (random.chance({1, 3})) return {};
    const auto host = static_cast<std::uint32_t>(random.below(clients + 1));
    if (random.chance({1, 2})) return {HostPattern::Kind::host, host};
    return {HostPattern::Kind::actor, world.kernel.network.owner({host}).index};
  }
};

bool was_down(const Storm& storm, std::uint32_t client, Instant from, Instant before) {
  return std::ranges::any_of(storm.outages, [=](const Storm::Outage& outage) {
    return outage.client == client && from <= outage.at && outage.at < before;
  });
}

/// Asserts that every exchange ended once, or not at all and with a reason. Counts the outcomes.
void expect_one_end_each(const Storm& storm, std::map<std::string, int>& outcomes) {
  std::map<std::uint32_t, ToyWorld::Heard> ends;
  for (const ToyWorld::Heard& end : storm.world.heard) {
    ASSERT_TRUE(ends.emplace(end.tag, end).second) << "tag " << end.tag << " ended twice";
  }
  for (std::uint32_t tag = 0; tag < storm.world.asked.size(); ++tag) {
    const auto& [at, client, exchange] = storm.world.asked[tag];
    const auto found = ends.find(tag);
    if (found == ends.end()) {
      const bool not_sent = exchange == ExchangeId{};
      ASSERT_TRUE(not_sent || storm.abandoned.contains(tag) ||
                  was_down(storm, client, at, at + timeout + milliseconds(1)))
          << "tag " << tag << " never ended";
      ++outcomes["nothing"];
      continue;
    }
    const ToyWorld::Heard& end = found->second;
    ++outcomes[end.result];
    ASSERT_EQ(end.client, client);
    ASSERT_FALSE(storm.abandoned.contains(tag));
    ASSERT_FALSE(was_down(storm, client, at, end.at)) << "tag " << tag << " outlived its client";
    if (end.result == "ok") {
      ASSERT_LE(end.at, at + timeout);
    } else {
      ASSERT_EQ(end.at, end.result == "timed_out" ? at + timeout : at);
    }
  }
}

TEST(NetworkProperty, EachExchangeEndsExactlyOnceWhateverHappens) {
  std::map<std::string, int> outcomes;
  for (std::uint64_t seed = 1; seed <= 2'000; ++seed) {
    Storm storm{seed};
    storm.rage(60);
    storm.calm_down();
    ASSERT_NO_FATAL_FAILURE(expect_one_end_each(storm, outcomes)) << "seed " << seed;
    ASSERT_EQ(storm.world.kernel.network.open_exchanges(), 0U) << "seed " << seed;
    ASSERT_EQ(storm.world.kernel.timeline.pending(), 0U) << "seed " << seed;
  }
  for (const char* outcome :
       {"ok", "timed_out", "refused_connection", "unknown_host", "no_route", "nothing"}) {
    EXPECT_GT(outcomes[outcome], 1'000) << outcome;
  }
}

TEST(NetworkProperty, AForkLivesAsTheUnforkedWorldDoes) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Storm unforked{seed};
    unforked.rage(60);

    const int before = static_cast<int>(RandomStream{seed, "fork"}.below(61));
    Storm storm{seed};
    storm.rage(before);
    Storm fork = storm;
    storm.calm_down();  // What becomes of the original is nothing to the fork.
    fork.rage(60 - before);

    ASSERT_EQ(fork.world.kernel.journal.digest(), unforked.world.kernel.journal.digest())
        << "seed " << seed << ", forked after " << before << " steps";
    ASSERT_EQ(fork.world.kernel.chance.summary(), unforked.world.kernel.chance.summary());
    ASSERT_EQ(fork.world.heard, unforked.world.heard);
  }
}

TEST(NetworkProperty, SeedsDiffer) {
  std::set<std::uint64_t> digests;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Storm storm{seed};
    storm.rage(60);
    digests.insert(storm.world.kernel.journal.digest());
  }
  EXPECT_EQ(digests.size(), 100U);
}

}  // namespace
}  // namespace slsim
