// SPDX-License-Identifier: Apache-2.0
// Products that lack the root of their server's certificate, and what they do about it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/ucapps/texts.h"
#include "tests/unit/ucapps/toy_cssm.h"

namespace slsim {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr std::size_t register_kind = 0;
constexpr std::size_t authorize_kind = 2;
constexpr std::size_t fetch_kind = 4;

Settings not_fetching() {
  Settings settings{Product::cucm};
  settings.set(Setting::fetches_missing_roots, 0);
  return settings;
}

/// A server whose certificate ends at `new`, a product that trusts `old`, and a bundle that has
/// `new`.
class RootsTest : public ::testing::Test {
 protected:
  void prepare(Settings settings = Settings{Product::cucm}) {
    world.emplace(needing(11), std::move(settings));
    Network& network = world->kernel.network;
    show("new");
    trust({"old"});
    roots = network.add_host("roots", ToyWorld::cssm_actor);
    network.set_dns(world->cluster->options().roots, roots);
    world->cssm.roots = {"old", "new"};
  }
  NameId name(std::string_view text) { return world->kernel.journal.intern(text); }
  void show(std::string_view root) {
    world->kernel.network.set_certificate(
        HostId{0}, {name(root), {world->cluster->options().transport.destination}});
  }
  void trust(std::initializer_list<const char*> names) {
    TrustStore store;
    for (const char* root : names) store.add(name(root));
    world->kernel.network.set_trust(world->cluster->options().publisher, store);
  }
  std::vector<std::string> trusted() {
    std::vector<std::string> names;
    const TrustStore& store = world->kernel.network.trust(world->cluster->options().publisher);
    for (const NameId root : store.roots()) {
      names.emplace_back(world->kernel.journal.names().text(root));
    }
    return names;
  }
  void rule(std::string_view label, Conditions conditions) {
    world->kernel.network.add_rule({.label = name(label), .conditions = conditions});
  }

  std::optional<ToyWorld> world;
  HostId roots;
};

TEST_F(RootsTest, AProductThatLacksTheRootFetchesItAndGoesOn) {
  prepare();
  EXPECT_EQ(world->register_now(), std::nullopt);
  EXPECT_EQ(world->standing().registration, Registration::registered);
  EXPECT_THAT(trusted(), UnorderedElementsAre("old", "new"));
  EXPECT_EQ(world->cssm.count(fetch_kind), 1);
  EXPECT_EQ(world->cssm.count(register_kind), 1) << "the server saw one attempt";
}

TEST_F(RootsTest, WithTheRootNothingIsFetched) {
  prepare();
  trust({"new"});
  EXPECT_EQ(world->register_now(), std::nullopt);
  EXPECT_EQ(world->cssm.count(fetch_kind), 0);
}

TEST_F(RootsTest, ARenewalThatHadToFetchHasNotFailed) {
  prepare();
  trust({"new"});
  ASSERT_EQ(world->register_now(), std::nullopt);
  world->run_for(days(1));
  show("newest");
  world->cssm.roots = {"newest"};
  world->run_for(days(30));
  EXPECT_EQ(world->cssm.count(fetch_kind), 1);
  EXPECT_EQ(world->cssm.count(authorize_kind), 2);
  EXPECT_THAT(world->standing().alerts.list(), IsEmpty());
}

TEST_F(RootsTest, ABundleWithoutTheRootIsAskedForOnceAnAttempt) {
  prepare();
  world->cssm.roots = {"old", "other"};
  for (int attempts = 1; attempts <= 2; ++attempts) {
    const auto problem = world->register_now();
    ASSERT_TRUE(problem);
    EXPECT_EQ(problem->code, ProblemCode::couldnotvalidatetrustchain);
    EXPECT_EQ(problem->detail,
              "tools.cisco.com: its certificate ends at new, which cm1 does not "
              "trust");
    EXPECT_EQ(world->cssm.count(fetch_kind), attempts);
  }
  EXPECT_EQ(world->cssm.count(register_kind), 0);
}

TEST_F(RootsTest, WithoutTheBundleTheAttemptFailsAsItWouldHave) {
  prepare();
  world->kernel.network.remove_dns(world->cluster->options().roots);
  const auto problem = world->register_now();
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->code, ProblemCode::couldnotvalidatetrustchain);
  EXPECT_THAT(trusted(), ElementsAre("old"));
}

TEST_F(RootsTest, AProductMayBeToldNotToFetch) {
  prepare(not_fetching());
  EXPECT_EQ(world->register_now()->code, ProblemCode::couldnotvalidatetrustchain);
  EXPECT_EQ(world->cssm.count(fetch_kind), 0);
}

TEST_F(RootsTest, OtherComplaintsAreNotHelpedByRoots) {
  prepare();
  trust({"new"});
  world->kernel.network.set_certificate(HostId{0}, {name("new"), {name("other.example")}});
  EXPECT_EQ(world->register_now()->code, ProblemCode::name_mismatch);
  EXPECT_EQ(world->cssm.count(fetch_kind), 0);
}

TEST_F(RootsTest, ADeadlineThatPassesWhileItFetchesIsNotMissed) {
  prepare();
  trust({"new"});
  ASSERT_EQ(world->register_now(), std::nullopt);
  world->run_for(seconds(90));
  const Instant deadline = world->now() + days(90);
  show("newest");
  world->run_until(deadline - seconds(100));
  rule("slow", {.latency = seconds(25)});
  world->kernel.network.set_up(roots, false);
  Context here = world->context();
  ASSERT_TRUE(world->cluster->renew_authorization(here));
  world->run_until(deadline - milliseconds(1));
  EXPECT_EQ(world->standing().authorization, Authorization::authorized);
  world->run_until(deadline);
  EXPECT_EQ(world->standing().authorization, Authorization::authorization_expired);
}

TEST_F(RootsTest, APowerCutEndsTheFetchToo) {
  prepare();
  rule("slow", {.latency = seconds(5)});
  Context here = world->context();
  ASSERT_TRUE(world->cluster->register_product(here, "token", false));
  world->run_for(seconds(12));  // The bundle is on its way.
  ASSERT_TRUE(world->cluster->power_off(here));
  ASSERT_TRUE(world->cluster->power_on(here));
  world->run_for(minutes(5));
  EXPECT_EQ(world->standing().registration, Registration::unregistered);
  EXPECT_THAT(trusted(), ElementsAre("old"));
  rule("slow", {});
  EXPECT_EQ(world->register_now(), std::nullopt);
}

TEST_F(RootsTest, TransportIsEditedBeforeRegisteringOnly) {
  prepare();
  Context here = world->context();
  const NameId other = name("other.example");
  EXPECT_TRUE(world->cluster->set_transport(here, {.destination = other}));
  EXPECT_EQ(world->register_now()->code, ProblemCode::unknown_host);
  EXPECT_TRUE(world->cluster->set_transport(here, {.destination = name("tools.cisco.com")}));
  ASSERT_EQ(world->register_now(), std::nullopt);
  const auto refused = world->cluster->set_transport(here, {.destination = other});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ProblemCode::not_allowed);
}

TEST_F(RootsTest, InstalledAndTrustedAreTwoThings) {
  prepare();
  Context here = world->context();
  EXPECT_TRUE(world->cluster->install_package(here, "v1.0", {}));
  EXPECT_THAT(trusted(), ElementsAre("old"));
  const NameId brought = name("new");
  EXPECT_TRUE(world->cluster->install_package(here, "v1.1", std::span{&brought, 1}));
  EXPECT_THAT(trusted(), UnorderedElementsAre("old", "new"));
  EXPECT_THAT(world->cluster->options().packages, ElementsAre("v1.0", "v1.1"));
  ASSERT_TRUE(world->cluster->power_off(here));
  EXPECT_EQ(world->cluster->trust(here, name("third")).error().code, ProblemCode::powered_off);
}

TEST(FailureText, TellsSendingFailuresFromRefusals) {
  const Problem untrusted{ProblemCode::couldnotvalidatetrustchain, "a detail"};
  EXPECT_EQ(failure_text(Operation::authorize, untrusted), "Communication message send error");
  EXPECT_EQ(failure_text(Operation::register_product, untrusted),
            "Fail to send out Call Home HTTP message");
  EXPECT_EQ(failure_text(Operation::authorize, {ProblemCode::throttled, "HTTP 429"}), "HTTP 429");
  EXPECT_EQ(failure_text(Operation::authorize, {ProblemCode::token_expired, "expired"}), "expired");
}

}  // namespace
}  // namespace slsim
