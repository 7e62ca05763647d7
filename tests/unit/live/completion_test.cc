// SPDX-License-Identifier: Apache-2.0
#include "live/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Completion, KnowsCommandsFlagsAndTheirValues) {
  const std::string script = bash_completion(
      "tool", {{"cut", "FILE...", {{"to", "left|right"}, {"json", ""}}},
               {"dig up", "THING deep|shallow", {{"map", "FILE"}, {"depth", "8h..24h"}}}});
  EXPECT_THAT(script, HasSubstr("--depth | --map | --to) ((++i)) ;;"));
  EXPECT_THAT(script, HasSubstr("--to) mapfile -t COMPREPLY < <(compgen -W \"left right\""));
  EXPECT_THAT(script, HasSubstr("--map) mapfile -t COMPREPLY < <(compgen -f"));
  EXPECT_THAT(script, HasSubstr("--depth) return ;;"));
  EXPECT_THAT(script, HasSubstr("\"dig up\") choices=\"deep shallow --map --depth\" ;;"));
  EXPECT_THAT(script, HasSubstr("\"cut\"*) choices=\"--to --json\"; [[ $cur == -* ]] || {"));
  EXPECT_THAT(script, HasSubstr("\"dig\") choices=\"up\" ;;"));
  EXPECT_THAT(script, HasSubstr("\"\") choices=\"cut dig\" ;;"));
  EXPECT_THAT(script, HasSubstr("complete -o filenames -F _tool tool"));
  EXPECT_THAT(script, Not(HasSubstr("{0}")));
}

}  // namespace
}  // namespace slsim
