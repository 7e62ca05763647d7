// SPDX-License-Identifier: Apache-2.0
// What one allocation costs, by what the pool makes it do. How many instances made the demand does
// not enter: it is sums.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/licensing/allocation.h"
#include "tests/bench/bench_table.h"

namespace slsim {
namespace {

using enum License;

constexpr LicenseSet unified_cm = LicenseSet{UCM_CUWL} | UCM_EnhancedPlus | UCM_Enhanced |
                                  UCM_Basic | UCM_Essential | UCM_TelePresenceRoom;
constexpr LicenseSet hcs_unified_cm =
    LicenseSet{HUCM_Standard} | HUCM_Foundation | HUCM_Basic | HUCM_Essential;
constexpr LicenseSet hcs_parents_alone =
    LicenseSet{HUCM_Standard} | HUCM_Foundation | HUCM_TelePresenceRoom;
constexpr LicenseSet every_license = [] {
  LicenseSet all;
  for (const License license : all_licenses) all |= license;
  return all;
}();

struct Scene {
  std::string name;
  Pool pool;
  Demand demand;
  AllocationRules rules;

  Scene& own(LicenseSet licenses, std::int64_t quantity) {
    for (const License license : licenses) pool.owned[license] = quantity;
    return *this;
  }
  Scene& want(LicenseSet licenses, std::int64_t quantity) {
    for (const License license : licenses) demand.pooled[license] = quantity;
    return *this;
  }
};

Scene scene(std::string name, const AllocationRules& rules = {}) {
  return {std::move(name), {}, {}, rules};
}

std::vector<Scene> scenes() {
  return {
      scene("own tiers, Unified CM").own(unified_cm, 1000).want(unified_cm, 900),
      scene("own tiers, every licence").own(every_license, 1000).want(every_license, 900),
      scene("short of one without tiers")
          .own(unified_cm, 1000)
          .want(unified_cm, 900)
          .want(CUC_SpeechView, 1),
      scene("worked example: 40 of 100 left")
          .own(UCM_CUWL, 100)
          .want(UCM_CUWL, 10)
          .want(UCM_EnhancedPlus, 50),
      scene("all lower tiers borrow CUWL")
          .own(LicenseSet{UCM_CUWL} | UCM_TelePresenceRoom, 10'000)
          .want(unified_cm, 900),
      scene("Enterprise from HCS alone").own(hcs_parents_alone, 5000).want(unified_cm, 900),
      scene("Unified CM short in both modes")
          .own(unified_cm | hcs_unified_cm, 1000)
          .want(unified_cm | hcs_unified_cm, 1100),
      scene("every licence short").own(every_license, 1000).want(every_license, 1100),
      scene("every licence short, no hierarchy", {.hierarchy = Hierarchy::off})
          .own(every_license, 1000)
          .want(every_license, 1100),
  };
}

/// Nanoseconds of computing for each call, and what the calls gave, so that none is left out.
template <class Work>
double nanoseconds_of(Work work, std::size_t& checksum) {
  constexpr int warm_up = 10'000;
  constexpr int calls = 300'000;
  for (int i = 0; i < warm_up; ++i) checksum += work();
  const Stopwatch watch;
  for (int i = 0; i < calls; ++i) checksum += work();
  return watch.cpu_nanoseconds() / calls;
}

void allocations(std::size_t& checksum) {
  BenchTable table{"One allocation, by kind of pool", {"pool", "rows", "short", "ns"}};
  for (const Scene& s : scenes()) {
    const Allocation answer = allocate(s.pool, s.demand, s.rules);
    const double spent =
        nanoseconds_of([&] { return allocate(s.pool, s.demand, s.rules).served.size(); }, checksum);
    table.add({s.name, std::to_string(answer.served.size()), std::to_string(answer.total_short()),
               fmt::format("{:.0f}", spent)});
  }
  table.print();
}

void pools(std::size_t& checksum) {
  BenchTable table{"The pool at an instant and its next boundary", {"lots", "ns"}};
  for (const std::size_t count : {10U, 100U, 1000U}) {
    std::vector<Lot> lots(count);
    for (std::size_t i = 0; i < count; ++i) {
      lots[i].license = all_licenses[i % license_count];
      lots[i].quantity = 10;
    }
    const double spent = nanoseconds_of(
        [&] {
          const Instant at{days(1)};
          return static_cast<std::size_t>(pool_at(lots, at).owned[UCM_CUWL]) +
                 (next_boundary(lots, at) == never ? 1 : 0);
        },
        checksum);
    table.add({std::to_string(count), fmt::format("{:.0f}", spent)});
  }
  table.print();
}

}  // namespace
}  // namespace slsim

int main() {
  std::size_t checksum = 0;
  slsim::allocations(checksum);
  slsim::pools(checksum);
  return checksum == 0 ? 1 : 0;
}
