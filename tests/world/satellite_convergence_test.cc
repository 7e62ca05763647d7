// SPDX-License-Identifier: Apache-2.0
// Products, a satellite and CSSM disagree for forty days, while answers are lost, lines are cut and
// people change everything on both sides. Then the faults stop, and within two periods of
// synchronization all three agree.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "core/chance/chance.h"
#include "sim/scenario/loader.h"
#include "sim/scenario/player.h"

namespace slsim {
namespace {

constexpr int clusters = 3;

std::string step(Duration at, std::string_view what) {
  return fmt::format("  - {{at: {}ms, {}}}\n", at.count(), what);
}

/// One thing that somebody does, or that goes wrong.
std::string deed(RandomStream& chance) {
  const int cluster = 1 + static_cast<int>(chance.below(clusters));
  const int count = 1 + static_cast<int>(chance.below(20));
  switch (chance.below(14)) {
    case 0:
      return fmt::format("cm{}: {{register: t1}}", cluster);
    case 1:
      return fmt::format("cm{}: {{deregister: {{}}}}", cluster);
    case 2:
    case 3:
      return fmt::format("cm{}: {{use: {{UCM_Enhanced: {}}}}}", cluster, count);
    case 4:
      return fmt::format(
          "cssm: {{add_licenses: {{virtual_account: va-sat, license: UCM_Enhanced, quantity: "
          "{}}}}}",
          count);
    case 5:
      return fmt::format(
          "cssm: {{transfer_licenses: {{from: va-sat, licenses: [{{license: UCM_Enhanced, "
          "quantity: {}, to: DEFAULT, kind: perpetual}}]}}}}",
          count);
    case 6:
      return fmt::format("cssm: {{remove_instance: cm{}}}", cluster);
    case 7:
      return fmt::format("sat1: {{remove_instance: cm{}}}", cluster);
    case 8:
      return "sat1: {restart: {}}";
    case 9:
      return "sat1: {back_up: b1}";
    case 10:
      return "sat1: {restore: b1}";
    case 11:
      return "network: {cut: {from: sat1, to: cssm}}";
    case 12:
      return "network: {lose_answers: {from: sat1, to: cssm, share: 1/2}}";
    default:
      return "network: {heal: {}}";
  }
}

std::string story(std::uint64_t seed) {
  RandomStream chance{seed, "convergence"};
  std::string text = fmt::format(R"(slsim: 1
seed: {}
settings: {{authorization_renewal: 1d, registration_renewal: 30d}}
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        virtual_accounts: [{{name: DEFAULT}}, {{name: va-sat, licenses: [{{license: UCM_Enhanced, quantity: 20}}]}}]
  satellites:
    - name: sat1
      accounts: [{{name: la1, smart_account: partner.example, virtual_account: va-sat, sync: daily, tokens: [{{name: t1, expires: 365d}}]}}]
  clusters:
)",
                                 seed);
  for (int i = 1; i <= clusters; ++i) {
    text +=
        fmt::format("    - {{name: cm{}, licenses: {{UCM_Enhanced: 5}}, reports_to: sat1}}\n", i);
  }
  text += "steps:\n";
  Duration at{};
  while (at < days(40)) {
    text += step(at, deed(chance));
    at += milliseconds(static_cast<std::int64_t>(chance.below(days(3).count())));
  }
  text += step(days(44), "network: {heal: {}}");
  return text + "end: 47d\n";
}

std::shared_ptr<const Plan> plan_of(const std::string& text) {
  static const Registry registry{actor_kinds(), &world_shape()};
  const FileReader no_file = [](const std::string& path) -> Parsed<std::string> {
    return tl::make_unexpected("there is no " + path);
  };
  auto loaded = load_scenario("convergence.yaml", text, no_file, registry);
  EXPECT_EQ(loaded.plans.size(), 1U) << text;
  return std::make_shared<const Plan>(std::move(loaded.plans.at(0)));
}

/// Among those that the satellite has, what each needs, as all three see it.
void expect_agreement(World& world, std::uint64_t seed) {
  const Satellite& satellite = world.satellite(*world.plan().find_actor("sat1"));
  const LicenseAuthority& here = satellite.authority();
  const LicenseAuthority& cloud = world.cssm();
  const VirtualAccountId account = cloud.find_virtual_account("va-sat").value();
  EXPECT_EQ(here.instance_count(), cloud.instance_count(account)) << seed;
  const VirtualAccountId home = here.default_account({0}).value();
  const LicenseRow local = here.license(home, License::UCM_Enhanced);
  const LicenseRow above = cloud.license(account, License::UCM_Enhanced);
  EXPECT_EQ(local.quantity, above.quantity) << seed;
  EXPECT_EQ(local.in_use, above.in_use) << seed;
  EXPECT_EQ(local.in_compliance, above.in_compliance) << seed;
  for (int i = 1; i <= clusters; ++i) {
    const Cluster& cluster = world.cluster(*world.plan().find_actor(fmt::format("cm{}", i)));
    const bool known = here.find_instance(cluster.options().udi).has_value();
    EXPECT_EQ(known, cloud.find_instance(cluster.options().udi).has_value()) << seed;
  }
}

TEST(SatelliteConvergence, ARestartAtAnyInstantOfASynchronizationIsHealedByTheNext) {
  for (int second = 0; second <= 60; ++second) {
    std::string text = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        virtual_accounts: [{name: DEFAULT}, {name: va-sat, licenses: [{license: UCM_Enhanced, quantity: 20}]}]
  network: {latency: 20s}
  satellites:
    - name: sat1
      accounts: [{name: la1, smart_account: partner.example, virtual_account: va-sat, sync: never, tokens: [{name: t1}]}]
  clusters:
    - {name: cm1, licenses: {UCM_Enhanced: 5}, reports_to: sat1}
    - {name: cm2, licenses: {UCM_Enhanced: 5}, reports_to: sat1}
    - {name: cm3, licenses: {UCM_Enhanced: 5}, reports_to: sat1}
steps:
  - {at: 0h, cm1: {register: t1}}
  - {at: 0h, cm2: {register: t1}}
  - {at: 1h, sat1: {synchronize: {}}}
  - {at: 2h, cm3: {register: t1}}
  - {at: 2h, cm1: {deregister: {}}}
  - {at: 3h, sat1: {synchronize: {}}}
)";
    text += fmt::format("  - {{at: 3h + {}s, sat1: {{restart: {{}}}}}}\n", second);
    text += "  - {at: 4h, sat1: {synchronize: {}}}\nend: 5h\n";
    Player player{plan_of(text), false};
    player.play(player.world().plan().end);
    ASSERT_EQ(player.stopped(), std::nullopt) << second;
    expect_agreement(player.world(), static_cast<std::uint64_t>(second));
  }
}

TEST(SatelliteConvergence, AThousandSeedsAgreeTwoPeriodsAfterTheFaultsStop) {
  for (std::uint64_t seed = 1; seed <= 1000; ++seed) {
    Player player{plan_of(story(seed)), false};
    player.play(player.world().plan().end);
    ASSERT_EQ(player.stopped(), std::nullopt) << seed << "\n" << story(seed);
    expect_agreement(player.world(), seed);
    if (HasFailure()) {
      FAIL() << story(seed);
    }
  }
}

}  // namespace
}  // namespace slsim
