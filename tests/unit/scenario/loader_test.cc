// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_registry.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using When = Expectation::When;

constexpr Instant default_start{days(20'454)};  // 2026-01-01

std::vector<Plan> plans(std::string_view text) {
  Loaded loaded = load_text(text);
  for (const Mistake& mistake : loaded.mistakes) ADD_FAILURE() << print(mistake);
  return std::move(loaded.plans);
}

Plan plan(std::string_view text) {
  auto all = plans(text);
  return all.empty() ? Plan{} : all.front();
}

constexpr std::string_view world = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: a.example
        virtual_accounts:
          - {name: va-1, tokens: [{name: t1}], licenses: [{license: UCM_Basic, quantity: 5}]}
          - {name: va-2}
  clusters:
    - {name: cm1, product: cucm, version: 12.5, subscribers: [sub1, sub2]}
    - {name: cm2, product: cuc}
)";

Plan with_world(std::string_view rest) { return plan(std::string{world} + std::string{rest}); }

std::vector<std::string> turns(const Plan& plan) {
  std::vector<std::string> lines;
  for (const Turn& turn : plan.turns) {
    lines.push_back(print(Value{turn.at - plan.start}) + " " + plan.steps[turn.step].text);
  }
  return lines;
}

TEST(Loader, TheShortestFileIsAPlan) {
  const Plan least = plan("slsim: 1\n");
  EXPECT_EQ(least.address(), "t.yaml");
  EXPECT_EQ(least.version, 1);
  EXPECT_EQ(least.seed, 1U);
  EXPECT_EQ(least.start, default_start);
  EXPECT_EQ(least.end, default_start);
  EXPECT_FALSE(least.golden);
  ASSERT_EQ(least.actors.size(), 4U);
  EXPECT_EQ(least.find_actor("cssm"), ActorId{0});
  EXPECT_EQ(least.find_actor("network"), ActorId{1});
  EXPECT_EQ(least.find_actor("mediator"), ActorId{2});
  EXPECT_EQ(least.find_actor("outside"), ActorId{3});
}

TEST(Loader, ReadsTheHead) {
  const Plan read =
      plan("slsim: 1\nseed: 7\nstart: 2026-01-05T08:00:00Z\nend: 10d\ngolden: true\n");
  EXPECT_EQ(read.seed, 7U);
  EXPECT_EQ(read.start, default_start + days(4) + hours(8));
  EXPECT_EQ(read.end, read.start + days(10));
  EXPECT_TRUE(read.golden);
  EXPECT_EQ(plan("slsim: 1\nstart: 2026-01-05\n").start, default_start + days(4));
  EXPECT_EQ(plan("slsim: 1\nend: 2026-01-05\n").end, default_start + days(5));
}

TEST(Loader, ReadsTheWorldByItsTables) {
  const Plan read = with_world("");
  EXPECT_EQ(read.find_actor("cm1"), ActorId{4});
  EXPECT_EQ(read.find_actor("cm2"), ActorId{5});
  EXPECT_EQ(read.actors[4].kind->name, "cluster");
  const auto clusters = read.world.each("clusters");
  ASSERT_EQ(clusters.size(), 2U);
  EXPECT_EQ(clusters[0].text("version"), "12.5");
  EXPECT_THAT(clusters[0].texts("subscribers"), ElementsAre("cm1/sub1", "cm1/sub2"));
  const auto accounts = read.world.nested("cssm").each("smart_accounts");
  const auto pools = accounts.at(0).each("virtual_accounts");
  EXPECT_EQ(pools.at(0).text("name"), "a.example/va-1");
  EXPECT_EQ(pools.at(0).each("licenses").at(0).text("kind"), "perpetual");  // Filled in.
  EXPECT_EQ(pools.at(0).each("tokens").at(0).duration("expires"), days(30));
  EXPECT_FALSE(pools.at(0).each("tokens").at(0).has("export_control"));
}

TEST(Loader, DatesOfTheWorldBeginOrEndByWhatTheySay) {
  const Plan read = plan(R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: a.example
        virtual_accounts:
          - name: va
            licenses: [{license: UCM_Basic, quantity: 5, from: 2025-06-01, until: 2026-12-31}]
)");
  const Arguments lot = read.world.nested("cssm")
                            .each("smart_accounts")
                            .at(0)
                            .each("virtual_accounts")
                            .at(0)
                            .each("licenses")
                            .at(0);
  EXPECT_EQ(lot.instant("from"), default_start - days(214));
  EXPECT_EQ(lot.instant("until"), default_start + days(365));
}

TEST(Loader, ResolvesStepsToVerbsAndTargets) {
  const Plan read = with_world(R"(steps:
  - {at: 0d, cm1: {register: t1}}
  - {at: 1d, cm1/sub1: power_off}
  - {at: 2d, cssm: {add_licenses: {virtual_account: va-1, license: UCM_Basic, quantity: 3}}}
  - {at: 3d, cm1: {licenses: {UCM_Basic: 4}}}
  - at: 4d
    cm1: {register: {token: "no such token", force: true}}
    refused: {class: token_invalid}
)");
  ASSERT_EQ(read.steps.size(), 5U);
  EXPECT_EQ(read.steps[0].verb->name, "register");
  EXPECT_EQ(read.steps[0].target, (Target{ActorId{4}, ""}));
  EXPECT_EQ(read.steps[0].arguments.text("token"), "t1");
  EXPECT_FALSE(read.steps[0].arguments.flag("force"));
  EXPECT_EQ(read.steps[0].position, (Position{13, 5}));
  EXPECT_EQ(read.steps[1].target, (Target{ActorId{4}, "sub1"}));
  EXPECT_EQ(read.steps[1].kind->name, "subscriber");
  EXPECT_EQ(read.steps[2].arguments.text("virtual_account"), "a.example/va-1");
  EXPECT_EQ(read.steps[3].arguments.counts("counts").of(License::UCM_Basic), 4);
  EXPECT_EQ(read.steps[4].arguments.text("token"), "no such token");
  EXPECT_EQ(read.steps[4].refused->problem, ProblemCode::token_invalid);
}

TEST(Loader, PlaysStepsInTheOrderOfTimeThenOfTheFile) {
  const Plan read = with_world(R"(steps:
  - cm1: deregister
  - {at: 2d, every: 1d, times: 3, cm1: {licenses: {UCM_Basic: 1}}}
  - {at: +5m, cm2: deregister}
  - {cm2: {register: t1}}
  - {at: 3d, cm1: {register: t1}}
)");
  EXPECT_THAT(turns(read),
              ElementsAre("0s cm1: deregister", "2d cm1: {licenses: {UCM_Basic: 1}}",
                          "3d cm1: {licenses: {UCM_Basic: 1}}", "3d cm1: {register: t1}",
                          "4d cm1: {licenses: {UCM_Basic: 1}}", "4d5m cm2: deregister",
                          "4d5m cm2: {register: t1}"));
  EXPECT_EQ(read.turns[4].round, 2U);
  EXPECT_EQ(read.end, read.start + days(4) + minutes(5));
}

TEST(Loader, KeepsResultsForLaterSteps) {
  const Plan read = with_world(R"(steps:
  - {at: 2d, cm2: {register: $tok}}
  - {at: 1d, cssm: {create_token: va-1}, as: tok}
  - {at: 1d, cssm: {create_token: {virtual_account: va-2, name: later}}}
  - {at: 2d, cm1: {register: later}}
expect:
  - {at: 1d, cssm: {get: $tok, answers: {status: 200}}}
)");
  EXPECT_EQ(read.steps[1].as, "tok");
  const Arguments filled = read.steps[0].arguments.with_results({{"tok", "secret"}});
  EXPECT_EQ(filled.text("token"), "secret");
  EXPECT_EQ(read.steps[3].arguments.text("token"), "later");
  EXPECT_EQ(read.expectations[0].readings[0].arguments.at("path").result(), "tok");
}

TEST(Loader, NamesGivenByStepsLieWithinWhatTheyName) {
  const Plan read = plan(std::string{world} + R"(steps:
  - {cssm: {add_virtual_account: {name: va-3, smart_account: a.example}}}
  - {cssm: {add_virtual_account: va-4}}
  - {cssm: {create_token: va-3}}
)");
  EXPECT_EQ(read.steps[0].arguments.text("name"), "a.example/va-3");
  EXPECT_EQ(read.steps[1].arguments.text("name"), "a.example/va-4");
  EXPECT_EQ(read.steps[2].arguments.text("virtual_account"), "a.example/va-3");
}

TEST(Loader, AStepMayGiveANameThatIsTaken) {
  const Plan read = with_world(R"(steps:
  - {cssm: {add_virtual_account: va-1}, refused: {class: already_exists}}
  - {at: 1d, cssm: {create_token: {virtual_account: va-1, name: t1}}}
  - {at: 2d, cssm: {add_virtual_account: A / B}}
  - {at: 2d, cssm: {create_token: A / B}}
)");
  EXPECT_EQ(read.steps[0].arguments.text("name"), "a.example/va-1");
  EXPECT_EQ(read.steps[1].arguments.text("name"), "t1");
  EXPECT_EQ(read.steps[3].arguments.text("virtual_account"), "a.example/A / B");
}

TEST(Loader, ReadsExpectationsWithTheirTimes) {
  const Plan read = with_world(R"(expect:
  - {at: 1d, cm1: {registration: registered, exchanges: {gt: 3}}}
  - {within: [2d, 2d + 12h], cm1: {registration: registered}}
  - {always: [0d, 2026-01-31], cm1: {provisioning: true}}
  - {never: [1d, 2d], cm1/sub1: {up: false}}
  - {cm1: {cli: show license all, prints: {contains: REGISTERED}}}
)");
  ASSERT_EQ(read.expectations.size(), 5U);
  const auto& all = read.expectations;
  EXPECT_EQ(all[0].when, When::at);
  EXPECT_EQ(all[0].from, read.start + days(1));
  EXPECT_EQ(all[0].fields.size(), 2U);
  EXPECT_EQ(all[0].text, "cm1: {registration: registered, exchanges: {gt: 3}}");
  EXPECT_EQ(all[1].when, When::within);
  EXPECT_EQ(all[1].to, read.start + days(2) + hours(12));
  EXPECT_EQ(all[2].when, When::always);
  EXPECT_EQ(all[2].to, read.start + days(31));
  EXPECT_EQ(all[3].when, When::not_once);
  EXPECT_EQ(all[3].kind->name, "subscriber");
  EXPECT_EQ(all[4].when, When::at);
  EXPECT_EQ(all[4].from, read.end);
  EXPECT_EQ(read.end, read.start + days(31));
  EXPECT_EQ(all[4].readings.at(0).verb->name, "cli");
  EXPECT_EQ(all[4].readings.at(0).arguments.text("command"), "show license all");
}

TEST(Loader, PutsTheValuesOfEachCaseInPlace) {
  const auto all = plans(std::string{world} + R"(seed: $seed
settings: {usage_recount: $gap}
steps:
  - {at: $when + 1h, cm1: {licenses: $counts}}
  - {at: $when, cm2: {register: t1}}
expect:
  - {within: [$when, $when + 2h], cm1: {version: $version}}
cases:
  - {name: early, with: {seed: 3, gap: 1h, when: 1d, counts: {UCM_Basic: 2}, version: "7"}}
  - {name: 'late, though', with: {seed: 4, gap: 2h, when: 2026-02-01T00:00:00Z,
                                  counts: {UCM_CUWL: 3, UCM_Basic: 0}, version: 7}}
)");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].address(), "t.yaml::early");
  EXPECT_EQ(all[1].address(), "t.yaml::late, though");
  EXPECT_EQ(all[0].seed, 3U);
  EXPECT_EQ(all[1].settings.at(0).value, Duration{hours(2)}.count());
  EXPECT_THAT(turns(all[0]),
              ElementsAre("1d cm2: {register: t1}", "1d1h cm1: {licenses: {UCM_Basic: 2}}"));
  EXPECT_EQ(all[1].turns[0].at, default_start + days(31));
  EXPECT_EQ(all[1].steps[0].arguments.counts("counts").of(License::UCM_CUWL), 3);
  EXPECT_EQ(all[1].end, default_start + days(31) + hours(2));
  EXPECT_TRUE(all[1].expectations[0].fields[0].matcher.holds("7"));
}

TEST(Loader, SettingsComeWidestFirst) {
  const Plan read = plan(R"(slsim: 1
settings: {cuc.usage_recount: 3h, usage_recount: 1h}
world:
  clusters:
    - name: cm1
      product: cucm
      settings: {usage_recount: 2h, authorization_lapse: unregistered}
)");
  ASSERT_EQ(read.settings.size(), 4U);
  EXPECT_FALSE(read.settings[0].product || read.settings[0].actor);
  EXPECT_EQ(read.settings[0].value, Duration{hours(1)}.count());
  EXPECT_EQ(read.settings[1].product, Product::cuc);
  EXPECT_EQ(read.settings[2].actor, ActorId{4});
  EXPECT_EQ(read.settings[3].setting, Setting::authorization_lapse);
  EXPECT_EQ(read.settings[3].value, 1);
}

TEST(Loader, ALargeWorldLoadsInALinearWay) {
  std::string text = "slsim: 1\nworld:\n  clusters:\n";
  for (int i = 0; i < 20'000; ++i) {
    text += "    - {name: c" + std::to_string(i) + ", product: cucm, licenses: {UCM_Basic: 1}}\n";
  }
  EXPECT_EQ(plan(text).actors.size(), 20'004U);
}

}  // namespace
}  // namespace slsim
