// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/kernel/toy_world.h"

namespace slsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Block = Conditions::Block;
using Mode = Proxy::Mode;

/// Clients that ask by way of px1.
class ProxyTest : public ::testing::Test {
 protected:
  ProxyTest() {
    world.kernel.journal.keep_all();
    proxy = world.add_proxy("px1", {});
    world.proxy = ProxyUse{proxy};
  }
  Network& network() { return world.kernel.network; }
  NameId name(std::string_view text) { return world.kernel.journal.intern(text); }
  HostPattern host(HostId id) { return {HostPattern::Kind::host, id.index}; }
  void rule(std::string_view label, HostPattern from, HostPattern to, Conditions conditions) {
    network().add_rule({.label = name(label), .from = from, .to = to, .conditions = conditions});
  }
  void near(Conditions conditions) {
    rule("near", host(world.client_host(0)), host(proxy), conditions);
  }
  void far(Conditions conditions) {
    rule("far", host(proxy), host(world.server_host()), conditions);
  }
  void trust(HostId at, std::initializer_list<const char*> roots) {
    TrustStore store;
    for (const char* root : roots) store.add(name(root));
    network().set_trust(at, store);
  }
  /// `class: detail` of the problem that one request ends with, or `ok`.
  std::string outcome() {
    Context{world.kernel, world.client_actor(0)}.send(
        world.client_host(0), {world.server_name(), world.kernel.timeline.now(), world.proxy},
        AuthorizeRequest{}, 7);
    const std::size_t before = world.heard.size();
    world.run_until(world.kernel.timeline.now() + minutes(2));
    return world.heard.size() == before + 1 ? world.heard.back().result : "no single end";
  }
  [[nodiscard]] Duration took() const {
    return world.heard.back().at - (world.kernel.timeline.now() - minutes(2));
  }
  [[nodiscard]] const std::string& detail() const { return world.details.back(); }

  ToyWorld world{2};
  HostId proxy;
};

TEST_F(ProxyTest, PassesRequestAndAnswerOn) {
  EXPECT_EQ(outcome(), "ok");
  ASSERT_THAT(world.taken, SizeIs(1));
  EXPECT_EQ(world.taken[0].sender, world.client_host(0)) << "who asks is who says so";
  EXPECT_THAT(world.journal(),
              ElementsAre("2026-01-01T00:00:00Z px1 passed_on from=cm1 to=cssm/receiver",
                          "2026-01-01T00:00:00Z cssm request from=cm1 kind=authorize",
                          "2026-01-01T00:00:00Z cm1 answer from=cssm/receiver result=ok"));
}

TEST_F(ProxyTest, LatencyOfBothLegsAddsUp) {
  near({.latency = seconds(2)});
  far({.latency = seconds(5)});
  EXPECT_EQ(outcome(), "ok");
  EXPECT_EQ(took(), seconds(14));
}

TEST_F(ProxyTest, LossesAreDrawnForEachLeg) {
  near({.loss = Ratio{1, 2}});
  far({.loss = Ratio{1, 2}});
  int served = 0;
  for (int i = 0; i < 1'000; ++i) served += outcome() == "ok" ? 1 : 0;
  EXPECT_NEAR(served, 250, 50);
}

TEST_F(ProxyTest, AnAnswerCanBeLostOnEitherLeg) {
  near({.lose_answer = Ratio{1, 1}});
  EXPECT_EQ(outcome(), "timed_out");
  near({});
  far({.lose_answer = Ratio{1, 1}});
  EXPECT_EQ(outcome(), "timed_out");
  EXPECT_THAT(world.taken, SizeIs(2)) << "the server has acted";
}

TEST_F(ProxyTest, TheDetailNamesThePlace) {
  const auto failing = [&](auto& leg, Block block) {
    leg({.block = block});
    outcome();
    leg({});
    return world.heard.back().result + " " + detail();
  };
  const auto on_near = [&](Conditions conditions) { near(conditions); };
  const auto on_far = [&](Conditions conditions) { far(conditions); };
  EXPECT_EQ(failing(on_near, Block::refused), "refused_connection px1: connection refused");
  EXPECT_EQ(failing(on_near, Block::unknown_host), "unknown_host px1: the name does not resolve");
  EXPECT_EQ(failing(on_near, Block::no_route), "no_route px1: no route to host");
  EXPECT_EQ(failing(on_near, Block::cut), "timed_out px1: no answer within 1m");
  EXPECT_EQ(failing(on_far, Block::refused),
            "refused_connection px1: cssm/receiver: connection refused");
  EXPECT_EQ(failing(on_far, Block::unknown_host),
            "unknown_host px1: cssm/receiver: the name does not resolve");
  EXPECT_EQ(failing(on_far, Block::no_route), "no_route px1: cssm/receiver: no route to host");
  EXPECT_EQ(failing(on_far, Block::cut), "timed_out px1: cssm/receiver: no answer within 1m");
}

TEST_F(ProxyTest, WhatFailsBeyondItIsKnownWhenItCanTell) {
  near({.latency = seconds(3)});
  far({.block = Block::no_route});
  EXPECT_EQ(outcome(), "no_route");
  EXPECT_EQ(took(), seconds(6));
  EXPECT_EQ(world.journal().back(),
            "2026-01-01T00:00:06Z cm1 no_answer to=cssm/receiver by=px1 kind=authorize "
            "reason=no_route");
}

TEST_F(ProxyTest, ResolvesNamesItself) {
  network().remove_dns(world.server_name());
  EXPECT_EQ(outcome(), "unknown_host");
  EXPECT_EQ(detail(), "px1: cssm/receiver: the name does not resolve");
}

TEST_F(ProxyTest, AProxyThatIsDownAnswersNobody) {
  network().set_up(proxy, false);
  EXPECT_EQ(outcome(), "timed_out");
  network().set_up(proxy, true);
  EXPECT_EQ(outcome(), "ok");
}

TEST_F(ProxyTest, AProxyThatHasBeenDownLosesTheAnswer) {
  world.manner = ToyWorld::Manner::not_yet;
  world.ask(0, 1);
  world.run_until(world.start() + seconds(1));
  network().set_up(proxy, false);
  network().set_up(proxy, true);
  world.answer_next();
  world.run_until(world.start() + minutes(2));
  ASSERT_THAT(world.heard, SizeIs(1));
  EXPECT_EQ(world.heard[0].result, "timed_out");
}

TEST_F(ProxyTest, AFirewallMayAllowTheProxyAlone) {
  rule("wall", host(world.client_host(0)), {}, {.block = Block::cut});
  near({.block = Block::none});
  EXPECT_EQ(outcome(), "ok");
  world.proxy.reset();
  EXPECT_EQ(outcome(), "timed_out");
}

TEST_F(ProxyTest, LetsThroughWhoGivesUserAndPassword) {
  network().set_proxy(proxy, {.users = {{name("u1"), name("p1")}}});
  const auto with = [&](const char* user, const char* password) {
    world.proxy = ProxyUse{proxy, Login{name(user), name(password)}};
    return outcome();
  };
  EXPECT_EQ(outcome(), "proxy_authentication_required");
  EXPECT_EQ(with("u1", "p2"), "proxy_authentication_required");
  EXPECT_EQ(with("u2", "p1"), "proxy_authentication_required");
  EXPECT_THAT(world.taken, IsEmpty());
  EXPECT_EQ(with("u1", "p1"), "ok");
  network().set_proxy(proxy, {});
  EXPECT_EQ(with("u1", "p2"), "ok") << "a login that nobody asks for does no harm";
}

/// With a server whose certificate ends at `new`.
class TlsByProxyTest : public ProxyTest {
 protected:
  TlsByProxyTest() {
    network().set_certificate(world.server_host(), {name("new"), {world.server_name()}});
    trust(world.client_host(0), {"old"});
    trust(proxy, {"old"});
  }
  void mode(Mode mode) { network().set_proxy(proxy, {.mode = mode, .root = name("ours")}); }
};

TEST_F(TlsByProxyTest, PassThroughLeavesTheJudgementToTheClient) {
  mode(Mode::pass_through);
  trust(proxy, {"new"});
  EXPECT_EQ(outcome(), "couldnotvalidatetrustchain");
  EXPECT_EQ(detail(), "px1: cssm/receiver: its certificate ends at new, which cm1 does not trust");
  trust(world.client_host(0), {"new"});
  trust(proxy, {});
  EXPECT_EQ(outcome(), "ok");
}

TEST_F(TlsByProxyTest, AnOpeningProxyJudgesTheServer) {
  mode(Mode::tls_opening);
  trust(world.client_host(0), {"new", "ours"});
  EXPECT_EQ(outcome(), "couldnotvalidatetrustchain");
  EXPECT_EQ(detail(), "px1: cssm/receiver: its certificate ends at new, which px1 does not trust");
  trust(proxy, {"new"});
  EXPECT_EQ(outcome(), "ok");
}

TEST_F(TlsByProxyTest, TheClientOfAnOpeningProxyJudgesTheProxysOwnRoot) {
  mode(Mode::tls_opening);
  trust(proxy, {"new"});
  EXPECT_EQ(outcome(), "couldnotvalidatetrustchain");
  EXPECT_EQ(detail(), "px1: cssm/receiver: its certificate ends at ours, which cm1 does not trust");
  trust(world.client_host(0), {"ours"});
  EXPECT_EQ(outcome(), "ok") << "it need not know the server's root";
}

TEST_F(TlsByProxyTest, AnOpeningProxyJudgesNamesAndDatesByItsOwnClock) {
  mode(Mode::tls_opening);
  trust(proxy, {"new"});
  trust(world.client_host(0), {"ours"});
  network().set_certificate(world.server_host(), {name("new"), {name("other.example")}});
  EXPECT_EQ(outcome(), "name_mismatch");
  network().set_certificate(
      world.server_host(),
      {name("new"), {world.server_name()}, Instant::min(), world.start() + days(1)});
  EXPECT_EQ(outcome(), "ok");
  world.run_until(world.start() + days(1));
  EXPECT_EQ(outcome(), "server_certificate_date");
}

TEST_F(TlsByProxyTest, ABoxThatSignsIsSeenByWhoeverEndsTls) {
  trust(world.client_host(0), {"new"});
  trust(proxy, {"new"});
  far({.signed_by = name("box")});
  mode(Mode::pass_through);
  EXPECT_EQ(outcome(), "couldnotvalidatetrustchain") << "the client sees the box";
  trust(world.client_host(0), {"box", "ours"});
  EXPECT_EQ(outcome(), "ok");
  mode(Mode::tls_opening);
  EXPECT_EQ(outcome(), "couldnotvalidatetrustchain") << "the proxy sees it";
  trust(proxy, {"box"});
  EXPECT_EQ(outcome(), "ok");
  near({.signed_by = name("second box")});
  EXPECT_EQ(outcome(), "couldnotvalidatetrustchain");
  trust(world.client_host(0), {"second box"});
  EXPECT_EQ(outcome(), "ok");
}

TEST_F(TlsByProxyTest, ABoxSignsForADirectClientToo) {
  world.proxy.reset();
  trust(world.client_host(0), {"new"});
  rule("box", {}, host(world.server_host()), {.signed_by = name("box")});
  EXPECT_EQ(outcome(), "couldnotvalidatetrustchain");
  trust(world.client_host(0), {"box"});
  EXPECT_EQ(outcome(), "ok");
}

}  // namespace
}  // namespace slsim
