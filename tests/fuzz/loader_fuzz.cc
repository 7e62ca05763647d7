// SPDX-License-Identifier: Apache-2.0
// Whatever the text is: plans or mistakes, one of both, and each mistake at a place and with a
// text. What loads is printed merged, and that loads again to as many turns and expectations.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/result/check.h"
#include "sim/scenario/check_print.h"
#include "sim/scenario/loader.h"
#include "tests/support/test_registry.h"

namespace slsim {
namespace {

constexpr std::string_view shared_world = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - {domain: inc.example, virtual_accounts: [{name: inc-va, tokens: [{name: inc-t}]}]}
  clusters: [{name: inc, product: cucm, licenses: {UCM_Basic: 3}}]
)";

void load_again(std::string_view text, const FileReader& read, const Plan& plan) {
  const std::string printed = print_merged("f.yaml", text, read, test_registry(), plan.name);
  const Loaded again = load_scenario("f.yaml", printed, read, test_registry());
  CHECK(again.mistakes.empty(), "what is printed merged loads");
  CHECK(again.plans.size() == 1, "one case is one plan");
  CHECK(again.plans.front().turns.size() == plan.turns.size(), "the turns are the same");
  CHECK(again.plans.front().end == plan.end, "the end is the same");
}

void load(std::string_view text) {
  const FileReader read = files({{"inc.yaml", std::string{shared_world}}});
  const Loaded loaded = load_scenario("f.yaml", text, read, test_registry());
  CHECK(loaded.plans.empty() != loaded.mistakes.empty(), "plans or mistakes");
  for (const Mistake& mistake : loaded.mistakes) {
    CHECK(mistake.line > 0 && mistake.column > 0, "a mistake has a place");
    CHECK(!mistake.text.empty(), "a mistake has a text");
  }
  if (loaded.plans.size() == 1) load_again(text, read, loaded.plans.front());
}

}  // namespace
}  // namespace slsim

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  slsim::load({reinterpret_cast<const char*>(data), size});
  return 0;
}
