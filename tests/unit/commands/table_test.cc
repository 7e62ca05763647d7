// SPDX-License-Identifier: Apache-2.0
#include "client/cmd/table.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace slsim {
namespace {

using Json = nlohmann::ordered_json;

TEST(Table, OfNothingSaysSo) { EXPECT_EQ(as_text(Json::array()), "none\n"); }

TEST(Table, HasALineOfNamesAndColumnsAsWideAsTheyNeed) {
  const Json rows{{{"name", "a"}, {"count", 12}, {"good", true}},
                  {{"name", "longer"}, {"count", 3}, {"good", nullptr}}};
  EXPECT_EQ(as_text(rows),
            "name    count  good\n"
            "a       12     yes\n"
            "longer  3\n");
}

TEST(Table, OfAnObjectShowsItsListsBelow) {
  const Json value{
      {"name", "a"}, {"drift", Json::array()}, {"empty", ""}, {"nodes", {{{"role", "publisher"}}}}};
  EXPECT_EQ(as_text(value),
            "name               a\n"
            "empty\n"
            "\ndrift\nnone\n"
            "\nnodes\nrole\npublisher\n");
}

}  // namespace
}  // namespace slsim
