// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/docs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_registry.h"

namespace slsim {
namespace {

using testing::HasSubstr;

TEST(Docs, DescribeVerbsWithTheirArguments) {
  const std::string page = actors_as_markdown(test_registry());
  EXPECT_THAT(page, HasSubstr("\n### `cluster`\n\nAn application.\n"));
  EXPECT_THAT(page, HasSubstr("| `register` | `token` (a lone value): the name of a token, "
                              "required<br>`force`: true or false, default `false` | "
                              "Registers. |\n"));
  EXPECT_THAT(page, HasSubstr("Types a command. In expectations: its `prints` is a text. |\n"));
  EXPECT_THAT(page, HasSubstr("Makes a token. `as:` keeps the name of a token. |\n"));
}

TEST(Docs, DescribeFields) {
  const std::string page = actors_as_markdown(test_registry());
  EXPECT_THAT(page, HasSubstr("| `registration` | `unregistered`, `registered`, "
                              "`registration_expired` | Where it stands. |\n"));
  EXPECT_THAT(page, HasSubstr("| `licenses` | a map from licence keys, each value a map "
                              "(`in_use`: a whole number of at least 0; `short`: a whole number "
                              "of at least 0) | All of them. |\n"));
}

TEST(Docs, DescribeTheWorldWithLinksBetweenItsParts) {
  const std::string page = world_as_markdown(test_registry());
  EXPECT_THAT(page, HasSubstr("| `virtual_accounts` | a list, each entry [virtual "
                              "account](#world-virtual-account) | Its pools. |\n"));
  EXPECT_THAT(page, HasSubstr("\n### World: virtual account\n"));
  EXPECT_THAT(page, HasSubstr("After how long. Default `30d`. |\n"));
}

TEST(Docs, DescribeSettingsWithTheirSources) {
  const std::string page = settings_as_markdown();
  EXPECT_THAT(page, HasSubstr("\n## Products\n"));
  EXPECT_THAT(page,
              HasSubstr("| `authorization_renewal` | duration | `30d`, cuc `6h`, cer `1d` | "));
}

TEST(Docs, ReplaceTheGeneratedPartAlone) {
  constexpr std::string_view page =
      "before\n<!-- generated: x -->\nold\n<!-- end of x -->\nafter\n";
  EXPECT_EQ(generated_part(page, "x"), "old\n");
  EXPECT_EQ(generated_part(page, "y"), std::nullopt);
  EXPECT_EQ(with_generated_part(page, "x", "new\n"),
            "before\n<!-- generated: x -->\nnew\n<!-- end of x -->\nafter\n");
  EXPECT_EQ(with_generated_part(page, "y", "new\n"), page);
}

}  // namespace
}  // namespace slsim
