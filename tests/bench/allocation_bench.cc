// SPDX-License-Identifier: Apache-2.0
// What one allocation costs, by what the pool makes it do. How many instances made the demand does
// not enter: it is sums.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

#include "sim/licensing/allocation.h"
#include "sim/licensing/explain.h"

namespace slsim {
namespace {

using enum License;

constexpr LicenseSet cluster = LicenseSet{UCM_CUWL} | UCM_EnhancedPlus | UCM_Enhanced | UCM_Basic |
                               UCM_Essential | UCM_TelePresenceRoom;
constexpr LicenseSet hcs_cluster =
    LicenseSet{HUCM_Standard} | HUCM_Foundation | HUCM_Basic | HUCM_Essential;

constexpr LicenseSet every_license = [] {
  LicenseSet all;
  for (const License license : all_licenses) all |= license;
  return all;
}();

void own(Pool& pool, LicenseSet licenses, std::int64_t quantity) {
  for (const License license : licenses) pool.owned[license] = quantity;
}

void want(Demand& demand, LicenseSet licenses, std::int64_t quantity) {
  for (const License license : licenses) demand.pooled[license] = quantity;
}

void measure(benchmark::State& state, const Pool& pool, const Demand& demand,
             const AllocationRules& rules = {}) {
  std::int64_t rows = 0;
  for (auto _ : state) {
    const Allocation answer = allocate(pool, demand, rules);
    benchmark::DoNotOptimize(answer.short_of);
    rows = static_cast<std::int64_t>(answer.served.size());
  }
  state.counters["rows"] = static_cast<double>(rows);
}

void own_tiers_of_one_cluster(benchmark::State& state) {
  Pool pool;
  Demand demand;
  own(pool, cluster, 1000);
  want(demand, cluster, 900);
  measure(state, pool, demand);
}
BENCHMARK(own_tiers_of_one_cluster);

void own_tiers_of_every_licence(benchmark::State& state) {
  Pool pool;
  Demand demand;
  own(pool, every_license, 1000);
  want(demand, every_license, 900);
  measure(state, pool, demand);
}
BENCHMARK(own_tiers_of_every_licence);

void short_of_a_licence_without_tiers(benchmark::State& state) {
  Pool pool;
  Demand demand;
  own(pool, cluster, 1000);
  want(demand, cluster, 900);
  demand.pooled[CUC_SpeechView] = 1;
  measure(state, pool, demand);
}
BENCHMARK(short_of_a_licence_without_tiers);

void worked_example_of_the_guide(benchmark::State& state) {
  Pool pool;
  Demand demand;
  own(pool, UCM_CUWL, 100);
  want(demand, UCM_CUWL, 10);
  want(demand, UCM_EnhancedPlus, 50);
  measure(state, pool, demand);
}
BENCHMARK(worked_example_of_the_guide);

void every_lower_tier_borrows(benchmark::State& state) {
  Pool pool;
  Demand demand;
  own(pool, UCM_CUWL, 10'000);
  want(demand, cluster, 900);
  pool.owned[UCM_TelePresenceRoom] = 900;
  measure(state, pool, demand);
}
BENCHMARK(every_lower_tier_borrows);

void enterprise_served_by_hcs_alone(benchmark::State& state) {
  Pool pool;
  Demand demand;
  own(pool, LicenseSet{HUCM_Standard} | HUCM_Foundation | HUCM_TelePresenceRoom, 5000);
  want(demand, cluster, 900);
  measure(state, pool, demand);
}
BENCHMARK(enterprise_served_by_hcs_alone);

void both_modes_of_unified_cm_short(benchmark::State& state) {
  Pool pool;
  Demand demand;
  own(pool, cluster | hcs_cluster, 1000);
  want(demand, cluster | hcs_cluster, 1100);
  measure(state, pool, demand);
}
BENCHMARK(both_modes_of_unified_cm_short);

void everything_short(benchmark::State& state) {
  Pool pool;
  Demand demand;
  own(pool, every_license, 1000);
  want(demand, every_license, 1100);
  measure(state, pool, demand);
}
BENCHMARK(everything_short);

void everything_short_without_hierarchy(benchmark::State& state) {
  Pool pool;
  Demand demand;
  own(pool, every_license, 1000);
  want(demand, every_license, 1100);
  measure(state, pool, demand, {.hierarchy = Hierarchy::off});
}
BENCHMARK(everything_short_without_hierarchy);

void pool_of_lots(benchmark::State& state) {
  std::vector<Lot> lots(static_cast<std::size_t>(state.range(0)));
  for (std::size_t i = 0; i < lots.size(); ++i) {
    lots[i].license = all_licenses[i % license_count];
    lots[i].quantity = 10;
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(pool_at(lots, Instant{days(1)}));
    benchmark::DoNotOptimize(next_boundary(lots, Instant{days(1)}));
  }
}
BENCHMARK(pool_of_lots)->Arg(10)->Arg(100)->Arg(1000);

void explain_everything_short(benchmark::State& state) {
  Pool pool;
  Demand demand;
  own(pool, every_license, 1000);
  want(demand, every_license, 1100);
  const Allocation answer = allocate(pool, demand);
  for (auto _ : state) benchmark::DoNotOptimize(explain(answer));
}
BENCHMARK(explain_everything_short);

}  // namespace
}  // namespace slsim

BENCHMARK_MAIN();
