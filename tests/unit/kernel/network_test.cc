// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/time/text.h"
#include "tests/unit/kernel/toy_world.h"

namespace slsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Block = Conditions::Block;

class NetworkTest : public ::testing::Test {
 protected:
  NetworkTest() { world.kernel.journal.keep_all(); }
  Network& network() { return world.kernel.network; }
  NameId name(std::string_view text) { return world.kernel.journal.intern(text); }
  Instant after(Duration duration) const { return world.start() + duration; }
  void run_for(Duration duration) { world.run_until(after(duration)); }

  /// Adds a rule for requests of the first client.
  void rule_for_cm1(std::string_view label, Conditions conditions) {
    network().add_rule({.label = name(label),
                        .from = {HostPattern::Kind::host, world.client_host(0).index},
                        .to = {HostPattern::Kind::actor, 0},
                        .both_ways = false,
                        .conditions = conditions});
  }
  /// What the first client hears of a request, and when.
  std::vector<std::string> outcome_of_asking() {
    world.ask(0, 7);
    world.run_until(never);
    std::vector<std::string> outcome;
    for (const auto& end : world.heard) {
      EXPECT_EQ(end.tag, 7U);
      outcome.push_back(end.result + " after " + print(end.at - world.start()));
    }
    return outcome;
  }

  ToyWorld world{2};
};

TEST_F(NetworkTest, DeliversAtOnceWithoutRules) {
  EXPECT_THAT(outcome_of_asking(), ElementsAre("ok after 0s"));
  EXPECT_THAT(world.journal(),
              ElementsAre("2026-01-01T00:00:00Z cssm request from=cm1 kind=authorize",
                          "2026-01-01T00:00:00Z cm1 answer from=cssm/receiver result=ok"));
}

TEST_F(NetworkTest, ArrivesBehindWhatIsDueAlready) {
  world.ask(0, 1);
  world.ask(1, 2);
  world.run_until(after(Duration::zero()));
  ASSERT_THAT(world.heard, SizeIs(2));
  EXPECT_EQ(world.heard[0].tag, 1U);
  EXPECT_EQ(world.heard[1].tag, 2U);
}

TEST_F(NetworkTest, TellsTheServerWhoAsksWhichOfItsHosts) {
  world.ask(1, 1, DeregisterRequest{.serial = 42, .sent = {}});
  world.run_until(world.start());
  ASSERT_THAT(world.taken, SizeIs(1));
  EXPECT_EQ(world.taken[0].host, world.server_host());
  EXPECT_EQ(world.taken[0].sender, world.client_host(1));
  EXPECT_EQ(std::get<DeregisterRequest>(world.taken[0].request).serial, 42U);
}

TEST_F(NetworkTest, PassesOnWhatTheServerRefuses) {
  world.manner = ToyWorld::Manner::not_yet;
  world.ask(0, 1);
  run_for(seconds(1));
  Context{world.kernel, ActorId{0}}.reply(world.taken[0].exchange,
                                          Problem{ProblemCode::certificate_expired, "since May"});
  run_for(seconds(1));
  ASSERT_THAT(world.heard, SizeIs(1));
  EXPECT_EQ(world.heard[0].result, "certificate_expired");
}

TEST_F(NetworkTest, FailsAtOnceWhenANameDoesNotResolve) {
  network().remove_dns(world.server_name());
  EXPECT_THAT(outcome_of_asking(), ElementsAre("unknown_host after 0s"));
  EXPECT_THAT(world.journal(),
              ElementsAre("2026-01-01T00:00:00Z cm1 no_answer to=cssm/receiver kind=authorize "
                          "reason=unknown_host"));
}

TEST_F(NetworkTest, ResolvesOtherNamesOfAHost) {
  const NameId alias = name("tools.cisco.example");
  EXPECT_EQ(network().resolve(alias), std::nullopt);
  network().set_dns(alias, world.server_host());
  Context{world.kernel, world.client_actor(0)}.send(world.client_host(0), {alias, world.start()},
                                                    AuthorizeRequest{}, 7);
  world.run_until(world.start());
  EXPECT_THAT(world.heard, SizeIs(1));
}

TEST_F(NetworkTest, FailsAtOnceWhereARuleSaysSo) {
  for (const auto& [block, result] :
       {std::pair{Block::refused, "refused_connection"},
        std::pair{Block::unknown_host, "unknown_host"}, std::pair{Block::no_route, "no_route"}}) {
    ToyWorld fresh{1};
    fresh.kernel.network.add_rule(rule_for_all({}, {.block = block}));
    fresh.ask(0, 1);
    fresh.run_until(never);
    EXPECT_THAT(fresh.heard, ElementsAre(ToyWorld::Heard{fresh.start(), 0, 1, result}));
    EXPECT_THAT(fresh.taken, IsEmpty());
  }
}

TEST_F(NetworkTest, AFailureComesBehindWhatIsDueAtTheSameInstant) {
  rule_for_cm1("wall", {.block = Block::refused});
  world.ask(1, 1);
  world.ask(0, 2);
  run_for(Duration::zero());
  ASSERT_THAT(world.heard, SizeIs(2));
  EXPECT_EQ(world.heard[0].tag, 2U) << "the other one needs two steps, this one needs one";
  EXPECT_THAT(world.taken, SizeIs(1)) << "and the request of the first was due before";
}

TEST_F(NetworkTest, ARequestThatIsCutTimesOut) {
  rule_for_cm1("cut", {.block = Block::cut});
  EXPECT_THAT(outcome_of_asking(), ElementsAre("timed_out after 1m"));
  EXPECT_THAT(world.taken, IsEmpty());
}

TEST_F(NetworkTest, ARequestToAHostThatIsDownTimesOut) {
  network().set_up(world.server_host(), false);
  EXPECT_THAT(outcome_of_asking(), ElementsAre("timed_out after 1m"));
}

TEST_F(NetworkTest, WhetherAServerIsUpIsJudgedAtArrival) {
  rule_for_cm1("slow", {.latency = seconds(5)});
  network().set_up(world.server_host(), false);
  world.ask(0, 1);
  run_for(seconds(4));
  network().set_up(world.server_host(), true);
  run_for(seconds(20));
  EXPECT_THAT(world.heard, ElementsAre(ToyWorld::Heard{after(seconds(10)), 0, 1, "ok"}));
}

TEST_F(NetworkTest, LatencyCountsEachWay) {
  rule_for_cm1("slow", {.latency = seconds(5)});
  EXPECT_THAT(outcome_of_asking(), ElementsAre("ok after 10s"));
}

TEST_F(NetworkTest, JitterAddsUpToItsValueEachWay) {
  rule_for_cm1("slow", {.latency = seconds(5), .jitter = seconds(2)});
  for (std::uint32_t tag = 0; tag < 100; ++tag) world.ask(0, tag);
  world.run_until(never);
  const auto [first, last] = std::ranges::minmax_element(world.heard, {}, &ToyWorld::Heard::at);
  EXPECT_GE(first->at, after(seconds(10)));
  EXPECT_LT(first->at, after(seconds(11)));
  EXPECT_LE(last->at, after(seconds(14)));
  EXPECT_GT(last->at, after(seconds(13)));
}

TEST_F(NetworkTest, ARequestSlowerThanTheTimeoutIsNeverServed) {
  rule_for_cm1("slow", {.latency = seconds(61)});
  EXPECT_THAT(outcome_of_asking(), ElementsAre("timed_out after 1m"));
  EXPECT_THAT(world.taken, IsEmpty());
}

TEST_F(NetworkTest, AnAnswerInTheLastMillisecondCounts) {
  rule_for_cm1("slow", {.latency = seconds(30)});
  EXPECT_THAT(outcome_of_asking(), ElementsAre("ok after 1m"));
}

TEST_F(NetworkTest, AnAnswerThatComesTooLateIsNotHeard) {
  rule_for_cm1("slow", {.latency = seconds(30) + milliseconds(1)});
  EXPECT_THAT(outcome_of_asking(), ElementsAre("timed_out after 1m"));
  EXPECT_THAT(world.taken, SizeIs(1)) << "the server has acted";
}

TEST_F(NetworkTest, LosesRequestsAsOftenAsTheRuleSays) {
  rule_for_cm1("lossy", {.loss = Ratio{1, 4}});
  for (std::uint32_t tag = 0; tag < 1'000; ++tag) world.ask(0, tag);
  world.run_until(never);
  EXPECT_THAT(world.heard, SizeIs(1'000));
  EXPECT_NEAR(static_cast<double>(world.taken.size()), 750, 50);
}

TEST_F(NetworkTest, AServerWhoseAnswerIsLostHasActed) {
  rule_for_cm1("lossy", {.lose_answer = Ratio{1, 1}});
  EXPECT_THAT(outcome_of_asking(), ElementsAre("timed_out after 1m"));
  EXPECT_THAT(world.taken, SizeIs(1));
}

TEST_F(NetworkTest, ACutTakesAnswersToo) {
  world.manner = ToyWorld::Manner::not_yet;
  world.ask(0, 1);
  run_for(seconds(1));
  rule_for_cm1("cut", {.block = Block::cut});
  world.answer_next();
  run_for(minutes(2));
  EXPECT_THAT(world.heard, ElementsAre(ToyWorld::Heard{after(minutes(1)), 0, 1, "timed_out"}));
}

TEST_F(NetworkTest, AFirewallThatRefusesLetsOpenConnectionsBe) {
  world.manner = ToyWorld::Manner::not_yet;
  world.ask(0, 1);
  run_for(seconds(1));
  rule_for_cm1("wall", {.block = Block::refused});
  world.answer_next();
  run_for(minutes(2));
  EXPECT_THAT(world.heard, ElementsAre(ToyWorld::Heard{after(seconds(1)), 0, 1, "ok"}));
}

TEST_F(NetworkTest, ARuleDoesNotTouchWhatIsOnItsWay) {
  rule_for_cm1("slow", {.latency = seconds(5)});
  world.ask(0, 1);
  run_for(seconds(1));
  rule_for_cm1("slow", {.latency = seconds(1)});
  run_for(minutes(1));
  EXPECT_THAT(world.heard, ElementsAre(ToyWorld::Heard{after(seconds(6)), 0, 1, "ok"}));
}

TEST_F(NetworkTest, AnswersLaterThanTheClientWaitsAreDropped) {
  world.manner = ToyWorld::Manner::not_yet;
  world.ask(0, 1);
  run_for(minutes(2));
  world.answer_next();
  run_for(minutes(3));
  EXPECT_THAT(world.heard, ElementsAre(ToyWorld::Heard{after(minutes(1)), 0, 1, "timed_out"}));
}

TEST_F(NetworkTest, AClientThatHasBeenDownHearsNothing) {
  world.manner = ToyWorld::Manner::not_yet;
  world.ask(0, 1);
  run_for(seconds(1));
  network().set_up(world.client_host(0), false);
  network().set_up(world.client_host(0), true);
  world.answer_next();
  run_for(minutes(2));
  EXPECT_THAT(world.heard, IsEmpty());
  EXPECT_EQ(network().open_exchanges(), 0U);
}

TEST_F(NetworkTest, AServerThatHasBeenDownCannotAnswer) {
  world.manner = ToyWorld::Manner::not_yet;
  world.ask(0, 1);
  run_for(seconds(1));
  network().set_up(world.server_host(), false);
  network().set_up(world.server_host(), true);
  world.answer_next();
  run_for(minutes(2));
  EXPECT_THAT(world.heard, ElementsAre(ToyWorld::Heard{after(minutes(1)), 0, 1, "timed_out"}));
}

TEST_F(NetworkTest, AHostThatIsDownSendsNothing) {
  network().set_up(world.client_host(0), false);
  EXPECT_EQ(world.ask(0, 1), ExchangeId{});
  run_for(minutes(2));
  EXPECT_THAT(world.heard, IsEmpty());
  EXPECT_THAT(world.taken, IsEmpty());
}

TEST_F(NetworkTest, AnAbandonedExchangeHasNoEnd) {
  world.manner = ToyWorld::Manner::not_yet;
  const ExchangeId before_arrival = world.ask(0, 1);
  network().abandon(world.kernel, before_arrival);
  const ExchangeId after_arrival = world.ask(0, 2);
  run_for(seconds(1));
  network().abandon(world.kernel, after_arrival);
  EXPECT_EQ(network().open_exchanges(), 0U);
  ASSERT_THAT(world.taken, SizeIs(1));
  world.answer_next();
  run_for(minutes(2));
  EXPECT_THAT(world.heard, IsEmpty());
}

TEST_F(NetworkTest, AbandoningIsAlwaysSafe) {
  network().abandon(world.kernel, ExchangeId{});
  const ExchangeId first = world.ask(0, 1);
  network().abandon(world.kernel, first);
  network().abandon(world.kernel, first);
  const ExchangeId second = world.ask(0, 2);  // In the same place.
  EXPECT_EQ(first.slot, second.slot);
  network().abandon(world.kernel, first);
  run_for(minutes(2));
  EXPECT_THAT(world.heard, SizeIs(1));
  network().abandon(world.kernel, second);
  EXPECT_EQ(network().open_exchanges(), 0U);
}

TEST_F(NetworkTest, DrawsOnlyForRulesThatMatchAndAsk) {
  rule_for_cm1("lossy", {.latency = seconds(1), .loss = Ratio{1, 2}, .lose_answer = Ratio{0, 2}});
  world.ask(1, 1);
  run_for(seconds(10));
  EXPECT_EQ(world.kernel.chance.summary(), Chance{1}.summary());
  world.ask(0, 2);
  EXPECT_EQ(world.kernel.chance.stream("network/cm1").draws(), 1U);
  run_for(seconds(20));
  EXPECT_EQ(world.kernel.chance.stream("network/cssm/receiver").draws(), 0U);
}

TEST_F(NetworkTest, OpenExchangesKeepTheirTimeout) {
  rule_for_cm1("cut", {.block = Block::cut});
  world.ask(0, 1);
  network().set_timeout(seconds(5));
  world.ask(0, 2);
  world.run_until(never);
  EXPECT_THAT(world.heard, ElementsAre(ToyWorld::Heard{after(seconds(5)), 0, 2, "timed_out"},
                                       ToyWorld::Heard{after(minutes(1)), 0, 1, "timed_out"}));
}

TEST_F(NetworkTest, SaysWhatItStillWaitsFor) {
  EXPECT_EQ(network().describe_open(world.kernel), "");
  world.manner = ToyWorld::Manner::not_yet;
  world.ask(1, 1, RenewIdRequest{});
  run_for(seconds(1));
  world.ask(0, 2);
  EXPECT_EQ(network().open_exchanges(), 2U);
  EXPECT_EQ(network().describe_open(world.kernel),
            "renew_id from cm2 to cssm/receiver, sent 2026-01-01T00:00:00Z");
}

TEST_F(NetworkTest, KnowsItsHosts) {
  EXPECT_EQ(network().host_count(), 3U);
  EXPECT_EQ(network().find_host("cm2"), world.client_host(1));
  EXPECT_EQ(network().find_host("cm3"), std::nullopt);
  EXPECT_EQ(network().host_name(world.client_host(1)), "cm2");
  EXPECT_EQ(network().owner(world.client_host(1)), world.client_actor(1));
}

TEST_F(NetworkTest, JournalsItsChanges) {
  const HostPattern cm1{HostPattern::Kind::host, world.client_host(0).index};
  const Rule cut{.label = name("c1"),
                 .from = cm1,
                 .to = {HostPattern::Kind::actor, 0},
                 .both_ways = true,
                 .conditions = {.block = Block::cut}};
  Rule slow = rule_for_all(name("s"), {.latency = seconds(5), .loss = Ratio{1, 20}});
  network().add_rule(world.kernel, cut);
  network().add_rule(world.kernel, slow);
  network().remove_rule(world.kernel, name("c1"));
  EXPECT_FALSE(network().remove_rule(world.kernel, name("c1")));
  network().clear_rules(world.kernel);
  network().set_up(world.kernel, world.client_host(0), false);
  network().set_up(world.kernel, world.client_host(0), false);
  network().set_up(world.kernel, world.client_host(0), true);
  const std::string start = "2026-01-01T00:00:00Z network ";
  EXPECT_THAT(world.journal(),
              ElementsAre(start + "rule label=c1 from=cm1 to=cssm both_ways=true effect=cut",
                          start + "rule label=s from=anybody to=anybody both_ways=false "
                                  "effect=\"latency 5s, loss 1/20\"",
                          start + "rule_lifted label=c1", start + "rule_lifted label=s",
                          start + "host_down host=cm1", start + "host_up host=cm1"));
}

using NetworkDeathTest = NetworkTest;

TEST_F(NetworkDeathTest, ARequestIsAnsweredOnce) {
  world.manner = ToyWorld::Manner::not_yet;
  world.ask(0, 1);
  world.run_until(world.start());
  const ExchangeId exchange = world.taken[0].exchange;
  Context server{world.kernel, ActorId{0}};
  server.reply(exchange, AuthorizeReply{});
  EXPECT_DEATH(server.reply(exchange, AuthorizeReply{}), "a request is answered once");
  world.run_until(world.start());
  EXPECT_DEATH(server.reply(exchange, AuthorizeReply{}), "a request is answered once");
}

TEST_F(NetworkDeathTest, ARequestIsNotAnsweredBeforeItArrives) {
  const ExchangeId exchange = world.ask(0, 1);
  EXPECT_DEATH((Context{world.kernel, ActorId{0}}.reply(exchange, AuthorizeReply{})),
               "a request is answered once");
}

TEST_F(NetworkDeathTest, HostsHaveDifferentNames) {
  EXPECT_DEATH(network().add_host("cm1", ActorId{0}), "different names");
}

}  // namespace
}  // namespace slsim
