// SPDX-License-Identifier: Apache-2.0
#include "sim/report/state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/scenario/loader.h"
#include "sim/scenario/runner.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view scenario = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        virtual_accounts:
          - name: va-1
            licenses: [{license: UCM_Enhanced, quantity: 10}]
            tokens: [{name: t1, expires: 30d}]
          - {name: va-2}
  clusters:
    - {name: cm1, product: cucm, licenses: {UCM_Enhanced: 11}, subscribers: [sub1, sub2]}
    - {name: cm2, product: cucm, licenses: {UCM_Basic: 1}}
steps:
  - {at: 0d, cm1: {register: t1}}
)";

std::string plain(Tone, std::string_view text) { return std::string{text}; }

World world_after(Duration time) {
  Loaded loaded = load_scenario("state.yaml", scenario, {}, {actor_kinds(), &world_shape()});
  for (const Mistake& mistake : loaded.mistakes) ADD_FAILURE() << print(mistake);
  const auto plan = std::make_shared<const Plan>(std::move(loaded.plans.at(0)));
  return play_to(plan, plan->start + time).world;
}

Target named(const World& world, std::string_view name) {
  for (const Target& target : targets(world)) {
    if (name_of(world, target) == name) return target;
  }
  ADD_FAILURE() << "no " << name;
  return {};
}

TEST(ReportState, EverybodyCanBeAskedAndSubscribersBehindTheirCluster) {
  const World world = world_after(days(1));
  std::vector<std::string> names;
  for (const Target& target : targets(world)) names.push_back(name_of(world, target));
  EXPECT_THAT(names, ElementsAre("cssm", "network", "mediator", "outside", "cm1", "cm1/sub1",
                                 "cm1/sub2", "cm2"));
}

TEST(ReportState, EveryFieldIsShown) {
  const World world = world_after(days(1));
  for (const std::string_view name : {"cssm", "network", "cm1", "cm1/sub1"}) {
    const Target target = named(world, name);
    const ActorKind* kind = world.plan().actors[target.actor.index].kind;
    if (!target.sub.empty()) kind = Registry{actor_kinds(), &world_shape()}.kind(kind->subs);
    const std::string text = describe_state(world, target, plain);
    for (const Field& field : kind->fields) {
      EXPECT_THAT(text, HasSubstr("\n  " + std::string{field.name})) << name;
    }
  }
}

TEST(ReportState, ACssmSaysWhoIsShortAndSkipsAccountsWithoutAnything) {
  const World world = world_after(days(1));
  const std::string text = describe_state(world, named(world, "cssm"), plain);
  EXPECT_THAT(text, HasSubstr("va-1 of partner.example: out of compliance\n"));
  EXPECT_THAT(text, HasSubstr("cm1 reported {UCM_Enhanced: 11}\n"));
  EXPECT_THAT(text, Not(HasSubstr("va-2 of partner.example")));
}

TEST(ReportState, AClusterShowsTheAccountInWhichItIsRegistered) {
  const World world = world_after(days(1));
  EXPECT_THAT(describe_state(world, named(world, "cm1"), plain),
              HasSubstr("va-1 of partner.example: out of compliance\n"));
  EXPECT_THAT(describe_state(world, named(world, "cm2"), plain),
              Not(HasSubstr("of partner.example")));
}

TEST(ReportState, WhatIsAbsentIsADash) {
  const World world = world_after(days(1));
  EXPECT_EQ(describe_state(world, named(world, "outside"), plain), "outside\n  answered  -\n");
}

}  // namespace
}  // namespace slsim
