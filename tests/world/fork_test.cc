// SPDX-License-Identifier: Apache-2.0
// A world is a value: a copy taken at any instant of any scenario goes on exactly as the original
// does, and so does what was made of its bytes.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "core/bytes/reader.h"
#include "core/bytes/writer.h"
#include "core/chance/chance.h"
#include "core/result/check.h"
#include "core/time/text.h"
#include "sim/scenario/loader.h"
#include "sim/scenario/steps.h"
#include "sim/scenario/world.h"

namespace slsim {
namespace {

Parsed<std::string> read(const std::string& path) {
  std::ifstream file{path};
  if (!file) return tl::make_unexpected("cannot read " + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Everything that a run goes on from.
struct Play {
  World world;
  Steps steps;

  /// Plays up to `until` and at it.
  void to(Instant until) {
    std::vector<Failure> failures;
    while (true) {
      const Instant next = std::min(world.next_due(), steps.next_at());
      if (next > until) break;
      world.advance_to(next);
      steps.play(world, failures);
      ASSERT_EQ(world.play_instant(), std::nullopt);
      steps.collect(world, failures);
    }
    world.advance_to(until);
  }
};

std::vector<std::string> corpus() {
  std::vector<std::string> paths;
  const std::filesystem::path root = std::filesystem::path{SLSIM_SOURCE_DIR} / "scenarios";
  for (const auto& entry : std::filesystem::recursive_directory_iterator{root}) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string bytes_of(const World& world) {
  ByteWriter writer;
  world.write(writer);
  return std::move(writer).take();
}

/// The same world from its bytes.
World reread(const World& world, const std::shared_ptr<const Plan>& plan) {
  const std::string bytes = bytes_of(world);
  ByteReader reader{bytes};
  auto again = World::read(plan, reader);
  EXPECT_TRUE(again && reader.good_end()) << plan->address();
  if (!again) return world;
  EXPECT_EQ(again->digest(), world.digest()) << plan->address();
  EXPECT_TRUE(bytes_of(*again) == bytes) << plan->address();
  return *std::move(again);
}

void expect_forks_agree(const std::shared_ptr<const Plan>& plan, RandomStream& chance) {
  Play original{World{plan}, Steps{*plan}};
  std::vector<Play> forks;
  std::vector<Instant> moments;
  for (int i = 0; i < 3; ++i)
    moments.push_back(plan->start + chance.between({}, plan->end - plan->start));
  std::sort(moments.begin(), moments.end());
  for (const Instant moment : moments) {
    original.to(moment);
    forks.push_back(original);
    forks.push_back({reread(original.world, plan), original.steps});
  }
  original.to(plan->end);
  for (Play& fork : forks) {
    fork.to(plan->end);
    EXPECT_EQ(fork.world.digest(), original.world.digest()) << plan->address();
    EXPECT_EQ(fork.world.events_played(), original.world.events_played()) << plan->address();
  }
}

/// One cluster that registers and lives for ten days.
std::shared_ptr<const Plan> small_plan() {
  const Registry registry{actor_kinds(), &world_shape()};
  constexpr std::string_view text = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - {domain: a.example, virtual_accounts: [{name: va, tokens: [{name: t}]}]}
  clusters: [{name: cm1, licenses: {UCM_Enhanced: 1}}]
steps: [{at: 0d, cm1: {register: t}}]
end: 10d
)";
  auto plans = load_scenario("small.yaml", text, read, registry).plans;
  CHECK(plans.size() == 1, "the scenario is good");
  return std::make_shared<const Plan>(std::move(plans.front()));
}

TEST(Fork, GoesOnAsTheOriginalDoesInEveryScenario) {
  RandomStream chance{1, "fork test"};
  const Registry registry{actor_kinds(), &world_shape()};
  std::size_t cases = 0;
  for (const std::string& path : corpus()) {
    const auto text = read(path);
    ASSERT_TRUE(text) << path;
    for (Plan& plan : load_scenario(path, *text, read, registry).plans) {
      expect_forks_agree(std::make_shared<const Plan>(std::move(plan)), chance);
      ++cases;
    }
  }
  EXPECT_GT(cases, 0U);
}

TEST(Fork, DoesNotFeelWhatHappensToTheOther) {
  const auto plan = small_plan();
  Play original{World{plan}, Steps{*plan}};
  Play fork = original;
  original.to(plan->end);
  EXPECT_EQ(fork.world.now(), plan->start);
  EXPECT_EQ(fork.world.cssm().instance_count(), 0U);
  EXPECT_EQ(original.world.cssm().instance_count(), 1U);
}

TEST(WorldBytes, ThatAreCutShortAreRefusedWhereverTheyEnd) {
  const auto plan = small_plan();
  Play play{World{plan}, Steps{*plan}};
  play.to(plan->end);
  const std::string bytes = bytes_of(play.world);
  for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 50) {
    ByteReader reader{std::string_view{bytes}.substr(0, size)};
    EXPECT_FALSE(World::read(plan, reader)) << size;
  }
}

}  // namespace
}  // namespace slsim
