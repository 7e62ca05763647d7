// SPDX-License-Identifier: Apache-2.0
#include "client/cmd/flags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr MediatorFlag table[] = {{"to", "VA", "where to"}, {"json", "", "for programs"}};

TEST(MediatorFlags, StandAnywhereAndMoreThanOnce) {
  const auto flags =
      parse_mediator_flags(table, {"assign", "--to", "a", "cm1", "--to=b", "--json"});
  ASSERT_TRUE(flags) << flags.error();
  EXPECT_THAT(flags->words(), ElementsAre("assign", "cm1"));
  EXPECT_EQ(flags->text("to"), "b");
  EXPECT_THAT(flags->all("to"), ElementsAre("a", "b"));
  EXPECT_TRUE(flags->has("json"));
  EXPECT_EQ(flags->find("json"), std::nullopt);
}

TEST(MediatorFlags, ThatAreNotGivenAreAbsent) {
  const auto flags = parse_mediator_flags(table, {});
  ASSERT_TRUE(flags);
  EXPECT_FALSE(flags->has("to"));
  EXPECT_EQ(flags->text("to", "x"), "x");
  EXPECT_THAT(flags->all("to"), IsEmpty());
  EXPECT_THAT(flags->words(), IsEmpty());
}

TEST(MediatorFlags, ThatAreWrongAreSaid) {
  EXPECT_THAT(parse_mediator_flags(table, {"--two"}).error(), HasSubstr("two"));
  EXPECT_THAT(parse_mediator_flags(table, {"--to"}).error(), HasSubstr("to"));
  EXPECT_THAT(parse_mediator_flags(table, {"--json=yes"}).error(), HasSubstr("json"));
  EXPECT_FALSE(parse_mediator_flags(table, {"--js"}));
}

TEST(MediatorFlags, AreDescribedALineEach) {
  EXPECT_EQ(describe(table),
            "  --to VA                    where to\n"
            "  --json                     for programs\n");
}

}  // namespace
}  // namespace slsim
