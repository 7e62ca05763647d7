// SPDX-License-Identifier: Apache-2.0
// The mediation client is killed at every instant of a job, in a fork of its world, and started
// again: the job ends as it would have, and no cluster is ever registered twice.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "core/time/text.h"
#include "sim/scenario/loader.h"
#include "sim/scenario/player.h"

namespace slsim {
namespace {

Parsed<std::string> no_file(const std::string& path) {
  return tl::make_unexpected("there is no " + path);
}

/// Every message takes a second, so that each await of the client is at an instant of its own.
constexpr std::string_view head = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: a.example
        users: [{name: ann, roles: [{role: user}]}]
        clients: [{id: app, secret: s, owner: ann}]
        virtual_accounts:
          - {name: va-1, licenses: [{license: HUCM_Foundation, quantity: 20}]}
          - {name: va-2, licenses: [{license: HUCM_Foundation, quantity: 20}]}
  network: {latency: 1s}
  clusters: [{name: cm1, version: "12.5", licenses: {UCM_Enhanced: 5}}]
  mediator:
    smart_accounts: {a.example: {modes: {va-1: hcs, va-2: hcs}}}
    clusters: [{name: cm1}]
end: 1d
steps:
)";

std::shared_ptr<const Plan> plan_of(std::string_view steps) {
  const Registry registry{actor_kinds(), &world_shape()};
  auto loaded =
      load_scenario("kill.yaml", std::string{head} + std::string{steps}, no_file, registry);
  EXPECT_EQ(loaded.plans.size(), 1U);
  return std::make_shared<const Plan>(std::move(loaded.plans.front()));
}

void play_to(World& world, Instant until) {
  while (world.next_due() <= until) {
    world.advance_to(world.next_due());
    ASSERT_EQ(world.play_instant(), std::nullopt);
  }
  world.advance_to(until);
}

struct Ending {
  std::string in;  ///< Where the last job leaves the cluster.
  std::int64_t instances = 0;
};

/// Of a world in which the client was killed and started again.
void expect_right(const World& world, const Ending& ending) {
  const Value shown = world.plan()
                          .actors[mediator_actor.index]
                          .kind->field("clusters")
                          ->read(world, {mediator_actor, {}});
  const Value& row = *shown.find("cm1");
  EXPECT_EQ(row.find("job")->find("status")->text(), "completed") << print(row);
  EXPECT_TRUE(row.find("job")->find("code")->absent()) << print(row);
  const Value* there = row.find("virtual_account");
  EXPECT_EQ(there->absent() ? "" : there->text(), ending.in);
  EXPECT_EQ(static_cast<std::int64_t>(world.cssm().instance_count()), ending.instances);
}

/// Kills at every instant at which something happens while the last step's job is under way.
int kill_everywhere(std::string_view steps, const Ending& ending) {
  const auto plan = plan_of(steps);
  Player player{plan, false};
  const Instant begin = plan->turns.back().at;
  player.play(begin);
  int kills = 0;
  while (player.world().mediator().under_way() > 0) {
    World fork = player.world();
    Context context = fork.context(mediator_actor);
    fork.mediator().kill(context);
    play_to(fork, fork.now() + minutes(7));
    fork.mediator().start(context);
    play_to(fork, plan->end);
    expect_right(fork, ending);
    ++kills;
    if (testing::Test::HasFailure()) {
      ADD_FAILURE() << "killed at " << print(player.world().now() - plan->start);
      break;
    }
    player.play(player.world().next_due());
  }
  expect_right(player.world(), ending);
  return kills;
}

TEST(MediatorKilled, AtEveryInstantOfAnAssignment) {
  EXPECT_GT(
      kill_everywhere("  - {at: 1m, mediator: {assign: {cluster: cm1, to: va-1}}}\n", {"va-1", 1}),
      20);
}

TEST(MediatorKilled, AtEveryInstantOfAnUnassignment) {
  EXPECT_GT(kill_everywhere("  - {at: 1m, mediator: {assign: {cluster: cm1, to: va-1}}}\n"
                            "  - {at: 2h, mediator: {unassign: cm1}}\n",
                            {"", 0}),
            8);
}

TEST(MediatorKilled, AtEveryInstantOfAReassignment) {
  EXPECT_GT(kill_everywhere("  - {at: 1m, mediator: {assign: {cluster: cm1, to: va-1}}}\n"
                            "  - {at: 2h, mediator: {reassign: {cluster: cm1, to: va-2}}}\n",
                            {"va-2", 1}),
            15);
}

}  // namespace
}  // namespace slsim
