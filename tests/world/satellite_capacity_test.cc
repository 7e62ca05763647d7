// SPDX-License-Identifier: Apache-2.0
// A satellite at its full size: ten thousand product instances, and the one after them.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "sim/scenario/loader.h"
#include "sim/scenario/runner.h"

namespace slsim {
namespace {

constexpr int capacity = 10'000;

/// One more cluster than there is room for. All register within an hour; in the second hour the
/// last one tries, then one leaves and it gets the place.
std::string story() {
  std::string text = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        virtual_accounts: [{name: DEFAULT}, {name: va-sat, licenses: [{license: UCM_Enhanced, quantity: 10000}]}]
  satellites:
    - name: sat1
      accounts: [{name: la1, smart_account: partner.example, virtual_account: va-sat, sync: daily, tokens: [{name: t1}]}]
  clusters:
)";
  for (int i = 0; i <= capacity; ++i) {
    text +=
        fmt::format("    - {{name: cm{}, licenses: {{UCM_Enhanced: 1}}, reports_to: sat1}}\n", i);
  }
  text += "steps:\n";
  for (int i = 0; i < capacity; ++i) {
    text += fmt::format("  - {{at: {}ms, cm{}: {{register: t1}}}}\n", i * 300, i);
  }
  return text +
         fmt::format(
             R"(  - {{at: 1h, cm{0}: {{register: t1}}, refused: {{class: not_allowed, text: {{contains: "its 10000 product"}}}}}}
  - {{at: 1h, cm5: {{register: {{token: t1, force: true}}}}}}
  - {{at: 2h, sat1: {{synchronize: {{scope: full}}}}}}
  - {{at: 3h, cm7: {{deregister: {{}}}}}}
  - {{at: 3h, cm{0}: {{register: t1}}}}
  - {{at: 4h, sat1: {{synchronize: {{scope: partial}}}}}}
expect:
  - {{at: 1h, sat1: {{instance_count: {0}}}}}
  - {{at: 2h, cssm: {{instance_count: {0}, virtual_accounts: {{va-sat: {{licenses: {{UCM_Enhanced: {{in_use: {0}}}}}}}}}}}}}
  - {{at: 5h, sat1: {{instance_count: {0}}}}}
  - {{at: 5h, cssm: {{instance_count: {0}, instances: {{has: {{name: cm{0}}}}}}}}}
  - {{at: 40d, cm{0}: {{registration: registered, authorization: authorized}}}}
  - {{at: 40d, cm7: {{registration: unregistered}}}}
)",
             capacity);
}

TEST(SatelliteCapacity, TenThousandInstancesAndNotOneMore) {
  Loaded loaded = load_scenario("story", story(), {}, {actor_kinds(), &world_shape()},
                                {.bytes = 1U << 24U, .nodes = 1'000'000});
  ASSERT_TRUE(loaded.mistakes.empty()) << print(loaded.mistakes.front());
  const RunResult result = run(std::make_shared<const Plan>(std::move(loaded.plans.front())));
  for (const Failure& failure : result.failures) ADD_FAILURE() << failure.text;
}

}  // namespace
}  // namespace slsim
