// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/network_faults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/kernel/toy_world.h"

namespace slsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Kind = BadAnswer::Kind;

class FaultsTest : public ::testing::Test {
 protected:
  FaultsTest() { world.kernel.journal.keep_all(); }
  Network& network() { return world.kernel.network; }
  NameId name(std::string_view text) { return world.kernel.journal.intern(text); }
  void fault(std::string_view label, const HostFault& fault) {
    Rule rule = rule_for_all(name(label), {});
    rule.fault = fault;
    network().add_rule(rule);
  }
  std::vector<std::string> outcomes(int requests) {
    world.heard.clear();
    for (int i = 0; i < requests; ++i) world.ask(0, static_cast<std::uint32_t>(i));
    world.run_until(world.kernel.timeline.now());
    std::vector<std::string> results;
    for (const auto& end : world.heard) results.push_back(end.result);
    return results;
  }
  std::string outcome() {
    const auto results = outcomes(1);
    return results.size() == 1 ? results.front() : "no single end at once";
  }

  ToyWorld world{1};
};

TEST_F(FaultsTest, AStatusKeepsTheRequestFromTheServer) {
  fault("f", {.answer = {Kind::status, 502}});
  EXPECT_EQ(outcome(), "commresponse");
  EXPECT_EQ(world.details.back(), "cssm/receiver: HTTP 502");
  EXPECT_THAT(world.taken, IsEmpty());
  EXPECT_THAT(world.journal(),
              ElementsAre("2026-01-01T00:00:00Z network fault rule=f from=cm1 to=cssm/receiver "
                          "kind=authorize answer=status acted=false",
                          "2026-01-01T00:00:00Z cm1 no_answer to=cssm/receiver kind=authorize "
                          "reason=commresponse"));
}

TEST_F(FaultsTest, EachKindIsAClassOfItsOwn) {
  const auto met = [&](const BadAnswer& answer) {
    fault("f", {.answer = answer});
    const std::string result = outcome();
    return result + ": " + world.details.back();
  };
  EXPECT_EQ(met({Kind::garbled}), "msgparse: cssm/receiver: the answer cannot be read");
  EXPECT_EQ(met({Kind::page}), "msgparse: cssm/receiver: an HTML page instead of an answer");
  EXPECT_EQ(met({Kind::limited, 429}), "throttled: cssm/receiver: HTTP 429");
  EXPECT_EQ(met({Kind::limited, 403, true}),
            "throttled: cssm/receiver: HTTP 403 with an HTML page");
  EXPECT_EQ(met({.kind = Kind::flawed, .flaw = ProblemCode::matchnonce}),
            "matchnonce: cssm/receiver: the nonce of the answer is not that of the request");
}

TEST(Striking, AFlawIsNoneToWhomNothingIsChecked) {
  std::vector<Rule> rules{rule_for_all(NameId{}, {})};
  rules.front().fault = HostFault{.answer = {.kind = Kind::flawed}, .first = 1};
  Chance chance{1};
  const auto met = [&](Asker asker) {
    return striking(rules, {}, {}, asker, Instant{}, chance, "s") != nullptr;
  };
  EXPECT_FALSE(met(Asker::http));
  EXPECT_TRUE(met(Asker::agent));
  EXPECT_FALSE(met(Asker::agent));
  rules.front().fault = HostFault{.answer = {Kind::garbled}};
  EXPECT_TRUE(met(Asker::http));
}

TEST_F(FaultsTest, AfterActingTheServerHasActed) {
  fault("f", {.answer = {Kind::garbled}, .after_acting = true});
  EXPECT_EQ(outcome(), "msgparse");
  EXPECT_THAT(world.taken, SizeIs(1));
}

TEST_F(FaultsTest, AnAnswerThatIsReplacedLaterTakesAsLongAsTheServer) {
  world.manner = ToyWorld::Manner::not_yet;
  fault("f", {.answer = {Kind::status, 500}, .after_acting = true});
  world.ask(0, 1);
  world.run_until(world.start() + seconds(20));
  EXPECT_THAT(world.heard, IsEmpty());
  world.answer_next();
  world.run_until(world.start() + seconds(20));
  EXPECT_THAT(world.heard,
              ElementsAre(ToyWorld::Heard{world.start() + seconds(20), 0, 1, "commresponse"}));
}

TEST_F(FaultsTest, TheFirstFewFailAndThenNoMore) {
  fault("f", {.first = 2});
  EXPECT_THAT(outcomes(4), ElementsAre("commresponse", "commresponse", "ok", "ok"));
  EXPECT_EQ(network().rules().front().fault->struck, 2U);
}

TEST_F(FaultsTest, ARuleThatIsGivenAnewBeginsAnew) {
  fault("f", {.first = 1});
  EXPECT_THAT(outcomes(2), ElementsAre("commresponse", "ok"));
  fault("f", {.first = 1});
  EXPECT_THAT(outcomes(2), ElementsAre("commresponse", "ok"));
}

TEST_F(FaultsTest, AShareOfThemIsStruck) {
  fault("f", {.share = Ratio{1, 4}});
  int struck = 0;
  for (const std::string& result : outcomes(1'000)) struck += result == "ok" ? 0 : 1;
  EXPECT_NEAR(struck, 250, 50);
}

TEST_F(FaultsTest, AnAllowanceBeginsWithItsFirstRequest) {
  fault("f", {.answer = {Kind::limited, 429}, .allowance = HostFault::Allowance{2, minutes(1)}});
  world.run_until(world.start() + seconds(50));
  EXPECT_THAT(outcomes(3), ElementsAre("ok", "ok", "throttled"));
  world.run_until(world.start() + seconds(109));
  EXPECT_THAT(outcomes(1), ElementsAre("throttled"));
  world.run_until(world.start() + seconds(110));
  EXPECT_THAT(outcomes(3), ElementsAre("ok", "ok", "throttled"));
}

TEST_F(FaultsTest, WhereTheLastRuleDoesNotStrikeAnEarlierOneMay) {
  fault("earlier", {.answer = {Kind::garbled}, .first = 3});
  fault("later", {.answer = {Kind::status, 503}, .first = 1});
  EXPECT_THAT(outcomes(5), ElementsAre("commresponse", "msgparse", "msgparse", "msgparse", "ok"));
}

TEST_F(FaultsTest, ALostRequestMeetsNoFault) {
  fault("f", {.first = 1});
  network().add_rule(rule_for_all(name("cut"), {.block = Conditions::Block::cut}));
  world.ask(0, 1);
  world.run_until(world.start() + minutes(2));
  network().remove_rule(name("cut"));
  EXPECT_THAT(outcomes(2), ElementsAre("commresponse", "ok"));
}

TEST_F(FaultsTest, ASlowServerActsAtOnceAndAnswersLate) {
  network().add_rule(rule_for_all(name("slow"), {.slow = seconds(40)}));
  world.ask(0, 1);
  world.run_until(world.start());
  EXPECT_THAT(world.taken, SizeIs(1));
  world.run_until(world.start() + minutes(2));
  EXPECT_THAT(world.heard, ElementsAre(ToyWorld::Heard{world.start() + seconds(40), 0, 1, "ok"}));
  network().add_rule(rule_for_all(name("slow"), {.slow = seconds(61)}));
  world.ask(0, 2);
  world.run_until(world.start() + minutes(4));
  EXPECT_EQ(world.heard.back().result, "timed_out");
  EXPECT_THAT(world.taken, SizeIs(2));
}

TEST_F(FaultsTest, ASlowServerThatGoesDownDoesNotAnswer) {
  network().add_rule(rule_for_all(name("slow"), {.slow = seconds(40)}));
  world.ask(0, 1);
  world.run_until(world.start() + seconds(10));
  network().set_up(world.server_host(), false);
  network().set_up(world.server_host(), true);
  world.run_until(world.start() + minutes(2));
  EXPECT_EQ(world.heard.back().result, "timed_out");
}

TEST_F(FaultsTest, ACutThatBeginsWhileAServerIsSlowTakesItsAnswer) {
  network().add_rule(rule_for_all(name("slow"), {.slow = seconds(40)}));
  world.ask(0, 1);
  world.run_until(world.start() + seconds(10));
  network().add_rule(rule_for_all(name("cut"), {.block = Conditions::Block::cut}));
  world.run_until(world.start() + minutes(2));
  EXPECT_EQ(world.heard.back().result, "timed_out");
}

TEST_F(FaultsTest, AnExchangeIsAbandonedWhileTheServerIsSlow) {
  network().add_rule(rule_for_all(name("slow"), {.slow = seconds(40)}));
  const ExchangeId exchange = world.ask(0, 1);
  world.run_until(world.start() + seconds(10));
  network().abandon(world.kernel, exchange);
  EXPECT_EQ(network().open_exchanges(), 0U);
  world.run_until(world.start() + minutes(2));
  EXPECT_THAT(world.heard, IsEmpty());
}

TEST_F(FaultsTest, ASlowProxyIsSlowWithWhatComesThroughIt) {
  const HostId proxy = world.add_proxy("px1", {});
  world.proxy = ProxyUse{proxy};
  Rule rule = rule_for_all(name("slow"), {.slow = seconds(20)});
  rule.to = {HostPattern::Kind::host, proxy.index};
  network().add_rule(rule);
  world.ask(0, 1);
  world.run_until(world.start() + minutes(2));
  EXPECT_THAT(world.heard, ElementsAre(ToyWorld::Heard{world.start() + seconds(20), 0, 1, "ok"}));
}

TEST_F(FaultsTest, AProxyCanFailByItself) {
  const HostId proxy = world.add_proxy("px1", {});
  world.proxy = ProxyUse{proxy};
  fault("f", {});
  EXPECT_EQ(outcome(), "commresponse");
  EXPECT_EQ(world.details.back(), "px1: HTTP 503");
  Rule far = rule_for_all(name("f"), {});
  far.from = {HostPattern::Kind::host, proxy.index};
  far.fault = HostFault{};
  network().add_rule(far);
  EXPECT_EQ(outcome(), "commresponse");
  EXPECT_EQ(world.details.back(), "px1: cssm/receiver: HTTP 503");
}

TEST(HostFault, SaysWhatItDoes) {
  EXPECT_EQ(HostFault{}.describe(), "503");
  EXPECT_EQ((HostFault{.answer = {Kind::limited, 403, true},
                       .allowance = HostFault::Allowance{100, minutes(1)}}
                 .describe()),
            "403 html beyond 100 in 1m");
  EXPECT_EQ((HostFault{.answer = {.kind = Kind::flawed}}.describe()), "verifysignaturefailed");
  EXPECT_EQ(
      (HostFault{.answer = {Kind::garbled}, .after_acting = true, .share = Ratio{1, 2}, .first = 3}
           .describe()),
      "garbled after acting, share 1/2, first 3");
}

}  // namespace
}  // namespace slsim
