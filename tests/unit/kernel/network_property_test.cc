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
    proxy = world.add_proxy("px1", {});
    network().set_certificate(world.server_host(), {name("root-0"), {world.server_name()}});
    for (std::uint32_t i = 0; i < clients; ++i) trust_any(world.client_host(i));
    trust_any(proxy);
  }

  void rage(int steps) {
    for (int i = 0; i < steps; ++i) {
      const Instant now = world.kernel.timeline.now();
      world.run_until(now + random.between(Duration::zero(), seconds(30)));
      strike();
    }
  }

  void calm_down() {
    network().clear_rules(world.kernel);
    for (std::uint32_t i = 0; i < hosts; ++i) network().set_up(world.kernel, {i}, true);
    world.stop_asking();
    world.run_until(never);
  }

  ToyWorld world;
  RandomStream random;
  std::vector<Outage> outages;
  std::set<std::uint32_t> abandoned;
  HostId proxy;

 private:
  static constexpr std::uint32_t hosts = clients + 2;  // The server first, the proxy last.

  Network& network() { return world.kernel.network; }
  NameId name(std::string_view text) { return world.kernel.journal.intern(text); }

  void strike() {
    switch (random.below(9)) {
      case 0:
      case 1:
      case 2:
        return network().add_rule(world.kernel, any_rule());
      case 3:
        if (!network().rules().empty()) {
          network().remove_rule(world.kernel,
                                network().rules()[random.below(network().rules().size())].label);
        }
        return;
      case 6:
        return flip(static_cast<std::uint32_t>(random.below(hosts)));
      case 7:
      case 8:
        return unsettle();
      case 4:
        world.manner = static_cast<ToyWorld::Manner>(random.below(2));
        world.answer_delay = seconds(static_cast<std::int64_t>(random.below(120)));
        return;
      default:
        return abandon_the_last();
    }
  }

  void flip(std::uint32_t host) {
    const bool up = network().up({host});
    if (up && host != 0 && host <= clients)
      outages.push_back({host - 1, world.kernel.timeline.now()});
    network().set_up(world.kernel, {host}, !up);
  }

  /// Other certificates, other trust, other ways to ask.
  void unsettle() {
    switch (random.below(5)) {
      case 0:
        return network().set_certificate(world.server_host(), any_certificate());
      case 1:
        return trust_any({1 + static_cast<std::uint32_t>(random.below(clients + 1))});
      case 2:
        return network().set_proxy(proxy, any_proxy());
      default:
        world.proxy = random.chance({1, 3}) ? std::nullopt : std::optional{any_proxy_use()};
    }
  }

  NameId any_root() { return name("root-" + std::to_string(random.below(2))); }
  NameId any_word() { return name("word-" + std::to_string(random.below(2))); }

  void trust_any(HostId host) {
    TrustStore store;
    for (const char* root : {"root-0", "root-1"}) {
      if (random.chance({3, 4})) store.add(name(root));
    }
    network().set_trust(host, store);
  }

  ServerCertificate any_certificate() {
    const Instant now = world.kernel.timeline.now();
    ServerCertificate certificate{any_root(), {world.server_name()}};
    if (random.chance({1, 4})) certificate.names = {any_word()};
    if (random.chance({1, 3})) certificate.not_after = now + seconds(30);
    return certificate;
  }

  Proxy any_proxy() {
    Proxy any{static_cast<Proxy::Mode>(random.below(2)), any_root()};
    if (random.chance({1, 2})) any.users[any_word()] = any_word();
    return any;
  }

  ProxyUse any_proxy_use() {
    if (random.chance({1, 4})) return {proxy};
    return {proxy, Login{any_word(), any_word()}};
  }

  HostFault any_fault() {
    HostFault fault;
    fault.answer.kind = static_cast<BadAnswer::Kind>(random.below(4));
    fault.after_acting = random.chance({1, 2});
    if (random.chance({1, 2})) fault.share = Ratio{1, 2};
    if (random.chance({1, 2})) fault.first = random.below(3);
    if (random.chance({1, 3})) fault.allowance = {random.below(3), seconds(30)};
    return fault;
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
    if (random.chance({1, 4})) c.slow = random.between(Duration::zero(), seconds(45));
    if (random.chance({1, 6})) c.signed_by = any_root();
    if (random.chance({1, 2})) c.block.reset();
    if (random.chance({2, 3})) rule.fault = any_fault();
    return rule;
  }

  HostPattern any_pattern() {
    if (random.chance({1, 3})) return {};
    const auto host = static_cast<std::uint32_t>(random.below(hosts));
    if (random.chance({1, 2})) return {HostPattern::Kind::host, host};
    return {HostPattern::Kind::actor, network().owner({host}).index};
  }
};

bool was_down(const Storm& storm, std::uint32_t client, Instant from, Instant before) {
  return std::ranges::any_of(storm.outages, [=](const Storm::Outage& outage) {
    return outage.client == client && from <= outage.at && outage.at < before;
  });
}

const std::set<std::string> nothing_sent{"refused_connection", "unknown_host", "no_route"};

/// Asserts that every exchange ended once, or not at all and with a reason. Counts the outcomes.
void expect_one_end_each(const Storm& storm, std::map<std::string, int>& outcomes) {
  std::map<std::uint32_t, ToyWorld::Heard> ends;
  for (const ToyWorld::Heard& end : storm.world.heard) {
    ASSERT_TRUE(ends.emplace(end.tag, end).second) << "tag " << end.tag << " ended twice";
  }
  for (std::uint32_t tag = 0; tag < storm.world.asked.size(); ++tag) {
    const auto& [at, client, exchange, by_proxy] = storm.world.asked[tag];
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
    ASSERT_LE(end.at, at + timeout);
    if (end.result == "timed_out") {
      ASSERT_EQ(end.at, at + timeout);
    }
    if (!by_proxy && nothing_sent.contains(end.result)) {
      ASSERT_EQ(end.at, at);
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
       {"ok", "timed_out", "refused_connection", "unknown_host", "no_route", "nothing",
        "couldnotvalidatetrustchain", "name_mismatch", "server_certificate_date",
        "proxy_authentication_required", "commresponse", "msgparse", "throttled"}) {
    EXPECT_GT(outcomes[outcome], 500) << outcome;
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
