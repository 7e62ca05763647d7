// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/arguments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace slsim {
namespace {

enum class Flavour { sweet, sour };
constexpr std::string_view flavours[] = {"sweet", "sour"};
constexpr Argument inner_table[] = {{"depth", Type::number(), "How deep."}};
constexpr Shape inner{"inner", "Inside.", inner_table};
constexpr Argument table[] = {
    {"flavour", Type::choice(flavours), "Which."},  {"counts", Type::counts(), "How many."},
    {"license", Type::license(), "Which."},         {"one", Type::made_of(inner), "One."},
    {"many", Type::made_of(inner).list(), "Many."}, {"names", Type::text().list(), "Names."},
    {"left_out", Type::number(), "Nothing."},
};

Arguments sample() {
  return {table, Value{Value::Map{{"flavour", "sour"},
                                  {"counts", Value::Map{{"UCM_Basic", 2}, {"UCM_CUWL", 3}}},
                                  {"license", "CER_USER"},
                                  {"one", Value::Map{{"depth", 1}}},
                                  {"many", Value::List{Value::Map{{"depth", 2}}, Value::Map{}}},
                                  {"names", Value::List{"a", "b"}}}}};
}

TEST(Arguments, AreReadByTheirTypes) {
  const Arguments arguments = sample();
  EXPECT_EQ(arguments.choice<Flavour>("flavour"), Flavour::sour);
  EXPECT_EQ(arguments.license("license"), License::CER_USER);
  const Counts counts = arguments.counts("counts");
  EXPECT_EQ(counts.size(), 2U);
  EXPECT_EQ(counts.of(License::UCM_CUWL), 3);
  EXPECT_THAT(arguments.texts("names"), testing::ElementsAre("a", "b"));
  EXPECT_EQ(arguments.number_or("left_out", 7), 7);
  EXPECT_FALSE(arguments.has("left_out"));
}

TEST(Arguments, LeadIntoNestedOnes) {
  const Arguments arguments = sample();
  EXPECT_EQ(arguments.nested("one").number("depth"), 1);
  const auto many = arguments.each("many");
  ASSERT_EQ(many.size(), 2U);
  EXPECT_EQ(many[0].number("depth"), 2);
  EXPECT_FALSE(many[1].has("depth"));
}

TEST(Arguments, OfWhatWasLeftOutAreEmpty) {
  const Arguments arguments{table, Value::Map{}};
  EXPECT_EQ(arguments.counts("counts").size(), 0U);
  EXPECT_THAT(arguments.each("many"), testing::IsEmpty());
  EXPECT_FALSE(arguments.nested("one").has("depth"));
}

TEST(Arguments, TakeResultsOfEarlierSteps) {
  const Arguments arguments{table, Value::Map{{"license", Value::ResultName{"which"}}}};
  EXPECT_EQ(arguments.with_results({{"which", "UCM_Basic"}}).license("license"),
            License::UCM_Basic);
}

TEST(ArgumentsDeathTest, AskingForWhatIsNotThereEndsTheProgram) {
  EXPECT_DEATH((void)sample().number("left_out"), "was given");
  EXPECT_DEATH((void)sample().nested("nonsense"), "in the table");
}

}  // namespace
}  // namespace slsim
