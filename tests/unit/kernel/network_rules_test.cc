// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/network_rules.h"

#include <gtest/gtest.h>

#include <vector>

#include "sim/kernel/network.h"

namespace slsim {
namespace {

using Block = Conditions::Block;

constexpr Endpoint cm1{HostId{1}, ActorId{4}};
constexpr Endpoint cm1_sub{HostId{2}, ActorId{4}};
constexpr Endpoint cm2{HostId{3}, ActorId{5}};
constexpr Endpoint receiver{HostId{0}, ActorId{0}};
constexpr HostPattern anybody{};
constexpr HostPattern host_cm1{HostPattern::Kind::host, 1};
constexpr HostPattern all_of_cm1{HostPattern::Kind::actor, 4};
constexpr HostPattern cssm{HostPattern::Kind::actor, 0};

Rule rule(std::uint32_t label, HostPattern from, HostPattern to, Conditions conditions) {
  return {NameId{label}, from, to, false, conditions};
}

TEST(NetworkRules, PatternsNameAHostAGroupOrEverybody) {
  EXPECT_TRUE(host_cm1.matches(cm1));
  EXPECT_FALSE(host_cm1.matches(cm1_sub));
  EXPECT_TRUE(all_of_cm1.matches(cm1_sub));
  EXPECT_FALSE(all_of_cm1.matches(cm2));
  EXPECT_TRUE(anybody.matches(receiver));
}

TEST(NetworkRules, ARuleLooksAtWhoAsksWhom) {
  Rule one_way = rule(1, host_cm1, cssm, {});
  EXPECT_TRUE(one_way.matches(cm1, receiver));
  EXPECT_FALSE(one_way.matches(receiver, cm1));
  EXPECT_FALSE(one_way.matches(cm2, receiver));
  one_way.both_ways = true;
  EXPECT_TRUE(one_way.matches(receiver, cm1));
  EXPECT_FALSE(one_way.matches(receiver, cm2));
}

TEST(NetworkRules, EachPartComesFromTheLastRuleThatGivesIt) {
  const std::vector<Rule> rules{
      rule(1, anybody, anybody, {.block = Block::cut, .latency = seconds(1)}),
      rule(2, anybody, cssm, {.latency = seconds(2), .jitter = seconds(3)}),
      rule(3, host_cm1, cssm, {.block = Block::none}),
  };
  const Conditions of_cm1 = in_force(rules, cm1, receiver);
  EXPECT_EQ(of_cm1.block, Block::none);
  EXPECT_EQ(of_cm1.latency, seconds(2));
  EXPECT_EQ(of_cm1.jitter, seconds(3));
  EXPECT_EQ(of_cm1.loss, std::nullopt);
  const Conditions of_cm2 = in_force(rules, cm2, cm1);
  EXPECT_EQ(of_cm2.block, Block::cut);
  EXPECT_EQ(of_cm2.latency, seconds(1));
  EXPECT_EQ(of_cm2.jitter, std::nullopt);
}

TEST(NetworkRules, ALabelReplacesItsNamesakeAndComesLast) {
  Network network;
  network.add_rule(rule(1, anybody, anybody, {.block = Block::cut}));
  network.add_rule(rule(2, anybody, anybody, {.block = Block::none}));
  network.add_rule(rule(1, anybody, anybody, {.block = Block::refused}));
  ASSERT_EQ(network.rules().size(), 2U);
  EXPECT_EQ(in_force(network.rules(), cm1, receiver).block, Block::refused);
}

TEST(NetworkRules, AreLiftedByLabelOrAllTogether) {
  Network network;
  network.add_rule(rule(1, anybody, anybody, {.block = Block::cut}));
  network.add_rule(rule(2, anybody, anybody, {.latency = seconds(1)}));
  network.add_rule(rule(3, anybody, anybody, {.jitter = seconds(1)}));
  EXPECT_TRUE(network.remove_rule(NameId{1}));
  EXPECT_FALSE(network.remove_rule(NameId{1}));
  EXPECT_EQ(network.rules().size(), 2U);
  network.clear_rules();
  EXPECT_TRUE(network.rules().empty());
}

TEST(NetworkRules, SayWhatTheyDo) {
  EXPECT_EQ(Rule{}.effect(Names{}), "nothing");
  EXPECT_EQ((Conditions{.block = Block::none}).describe(Names{}), "open");
  EXPECT_EQ((Conditions{.block = Block::no_route}).describe(Names{}), "no_route");
  EXPECT_EQ((Conditions{.latency = seconds(5),
                        .jitter = milliseconds(20),
                        .loss = Ratio{1, 20},
                        .lose_answer = Ratio{1, 2}})
                .describe(Names{}),
            "latency 5s, jitter 20ms, loss 1/20, lose_answer 1/2");
}

}  // namespace
}  // namespace slsim
