// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/cluster_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/scenario/registry.h"
#include "tests/support/test_registry.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> mistakes_in(std::string_view cluster) {
  const std::string text = "slsim: 1\nworld:\n  clusters: [" + std::string{cluster} + "]\n";
  static const Registry real{actor_kinds(), &world_shape()};
  std::vector<std::string> lines;
  for (const Mistake& mistake : load_scenario("t.yaml", text, no_files(), real).mistakes) {
    lines.push_back(print(mistake));
  }
  return lines;
}

TEST(ClusterCheck, KnowsReleases) {
  EXPECT_THAT(mistakes_in("{name: cm1, version: banana}"),
              ElementsAre("t.yaml:3:35: version is 'banana'; expected a release such as 12.5, "
                          "14SU2 or 12.5(1)SU4"));
}

TEST(ClusterCheck, KnowsWhichReleaseHasWhichMode) {
  EXPECT_THAT(mistakes_in("{name: cm1, version: 14SU1, mode: hcs_le}"),
              ElementsAre("t.yaml:3:48: mode is hcs_le, which release 14SU1 has no more; expected "
                          "enterprise or hcs"));
  EXPECT_THAT(mistakes_in("{name: cm1, version: \"14\", mode: hcs_le}"), IsEmpty());
}

TEST(ClusterCheck, KnowsWhichLicensesAProductReports) {
  EXPECT_THAT(mistakes_in("{name: cer1, product: cer, licenses: {UCM_Basic: 1}}"),
              ElementsAre("t.yaml:3:51: licenses has UCM_Basic, which a cer of 12.5 in enterprise "
                          "mode does not report; expected CER_USER"));
  EXPECT_THAT(mistakes_in("{name: cm1, mode: hcs, licenses: {UCM_Basic: 1}}"),
              ElementsAre(testing::HasSubstr("expected HUCM_")));
  EXPECT_THAT(mistakes_in("{name: cm1, mode: hcs_le, licenses: {UCM_Basic: 1}}"),
              ElementsAre(testing::HasSubstr("expected none: its tags are not public")));
}

TEST(ClusterCheck, GivesPortsToUnityConnectionAlone) {
  EXPECT_THAT(mistakes_in("{name: cm1, ports: 2}"),
              ElementsAre("t.yaml:3:33: ports is for Unity Connection; expected product: cuc"));
  EXPECT_THAT(mistakes_in("{name: cuc1, product: cuc, ports: 2, contacts: 3}"), IsEmpty());
}

}  // namespace
}  // namespace slsim
