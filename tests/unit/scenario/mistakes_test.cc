// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/mistakes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace slsim {
namespace {

constexpr std::string_view verbs[] = {"register", "deregister", "renew_auth", "cli"};
constexpr std::string_view licenses[] = {"UCM_Enhanced", "UCM_EnhancedPlus", "UCM_Basic"};

TEST(Mistakes, NameTheNearestWord) {
  EXPECT_EQ(did_you_mean("regster", verbs), "; did you mean 'register'?");
  EXPECT_EQ(did_you_mean("registre", verbs), "; did you mean 'register'?");
  EXPECT_EQ(did_you_mean("renew-auth", verbs), "; did you mean 'renew_auth'?");
  EXPECT_EQ(did_you_mean("ucm_enhanced", licenses), "; did you mean 'UCM_Enhanced'?");
  EXPECT_EQ(did_you_mean("UCM_EnhancedPlu", licenses), "; did you mean 'UCM_EnhancedPlus'?");
}

TEST(Mistakes, SuggestNamesOfWhichTheWordIsPart) {
  constexpr std::array<std::string_view, 4> names{"set_transport", "transfer_licenses",
                                                  "transfer_instance", "transports_of"};
  EXPECT_EQ(did_you_mean("transport", names), "; did you mean 'set_transport'?");
  EXPECT_EQ(did_you_mean("transfer", names),
            "; did you mean 'transfer_licenses' or 'transfer_instance'?");
  EXPECT_EQ(did_you_mean("of", names), "");
}

TEST(Mistakes, NameNoWordThatIsFar) {
  EXPECT_EQ(did_you_mean("provision", verbs), "");
  EXPECT_EQ(did_you_mean("x", verbs), "");
  EXPECT_EQ(did_you_mean("", verbs), "");
  EXPECT_EQ(did_you_mean(std::string(1000, 'r'), verbs), "");
}

TEST(Mistakes, ListWordsAsPeopleDo) {
  EXPECT_EQ(one_of({}), "");
  EXPECT_EQ(one_of(std::span{verbs}.first(1)), "register");
  EXPECT_EQ(one_of(std::span{verbs}.first(2)), "register or deregister");
  EXPECT_EQ(one_of(verbs), "register, deregister, renew_auth or cli");
  const std::vector<std::string_view> many(13, "a");
  EXPECT_EQ(one_of(many), "a, a, a, a, a, a, a, a, a, a, a, a, …");
}

TEST(Mistakes, ShowWordsWithoutWhatWouldSpoilALine) {
  EXPECT_EQ(shown("two\nlines\x1b[2J"), "'two?lines?[2J'");
  EXPECT_EQ(shown(std::string(70, 'x')), "'" + std::string(60, 'x') + "…'");
  // Cut between letters, not within one.
  EXPECT_EQ(shown(std::string(59, 'x') + "éé"), "'" + std::string(59, 'x') + "…'");
}

TEST(Mistakes, AreSortedByPlaceAndSaidOnce) {
  Mistakes mistakes;
  mistakes.add({1, 1, 1}, "in the included file");
  mistakes.add({0, 9, 1}, "late");
  mistakes.add({0, 2, 5}, "b");
  mistakes.add({0, 2, 5}, "b");
  mistakes.add({0, 2, 5}, "a");
  const std::vector<std::string> paths{"t.yaml", "base.yaml"};
  std::vector<std::string> lines;
  for (const Mistake& mistake : mistakes.sorted(paths)) lines.push_back(print(mistake));
  EXPECT_THAT(lines, testing::ElementsAre("t.yaml:2:5: a", "t.yaml:2:5: b", "t.yaml:9:1: late",
                                          "base.yaml:1:1: in the included file"));
}

TEST(Mistakes, AreNotMoreThanAPersonReads) {
  Mistakes mistakes;
  for (std::uint32_t i = 0; i < 2 * Mistakes::most; ++i) mistakes.add({0, i, 1}, "again");
  EXPECT_EQ(mistakes.entries().size(), Mistakes::most);
}

}  // namespace
}  // namespace slsim
