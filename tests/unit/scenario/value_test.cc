// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iterator>

#include "core/chance/chance.h"
#include "sim/scenario/mistakes.h"
#include "sim/scenario/yaml.h"
#include "tests/support/test_registry.h"

namespace slsim {
namespace {

using Kind = Value::Kind;

TEST(Value, KnowsItsKind) {
  EXPECT_TRUE(Value{}.absent());
  EXPECT_EQ(Value{true}.kind(), Kind::flag);
  EXPECT_EQ(Value{3}.kind(), Kind::number);
  EXPECT_EQ(Value{std::size_t{3}}.number(), 3);
  EXPECT_EQ(Value{"x"}.kind(), Kind::text);
  EXPECT_EQ(Value{days(1)}.kind(), Kind::duration);
  EXPECT_EQ(Value{Instant{}}.kind(), Kind::instant);
  EXPECT_EQ(Value{(Ratio{1, 2})}.kind(), Kind::ratio);
  EXPECT_EQ(Value{"registered"_w}, Value{"registered"});
}

TEST(Value, ComparesByContentAndNeverAcrossKinds) {
  EXPECT_LT(Value{2}, Value{10});
  EXPECT_LT(Value{minutes(1)}, Value{hours(1)});
  EXPECT_EQ(Value{minutes(60)}, Value{hours(1)});
  EXPECT_NE(Value{1}, Value{"1"});
  EXPECT_NE(Value{1}, Value{true});
  EXPECT_EQ((Value{Ratio{1, 2}}), (Value{Ratio{2, 4}}));
  EXPECT_LT((Value{Ratio{1, 3}}), (Value{Ratio{1, 2}}));
  EXPECT_EQ((Value{Value::List{1, "a"}}), (Value{Value::List{1, "a"}}));
  EXPECT_LT((Value{Value::List{1}}), (Value{Value::List{1, 2}}));
  EXPECT_NE((Value{Value::Map{{"a", 1}}}), (Value{Value::Map{{"a", 2}}}));
  EXPECT_NE((Value{Value::Map{{"a", 1}}}), (Value{Value::Map{{"b", 1}}}));
}

TEST(Value, FindsEntriesOfMapsAlone) {
  const Value map = Value::Map{{"short", 1}};
  ASSERT_NE(map.find("short"), nullptr);
  EXPECT_EQ(*map.find("short"), Value{1});
  EXPECT_EQ(map.find("long"), nullptr);
  EXPECT_EQ(Value{3}.find("short"), nullptr);
}

TEST(Value, PrintsAsYamlSpellsIt) {
  EXPECT_EQ(print(Value{}), "absent");
  EXPECT_EQ(print(Value{true}), "true");
  EXPECT_EQ(print(Value{-5}), "-5");
  EXPECT_EQ(print(Value{days(1) + hours(12)}), "1d12h");
  EXPECT_EQ(print(Value{Instant{days(1)}}), "1970-01-02T00:00:00Z");
  EXPECT_EQ(print(Value{(Ratio{1, 20})}), "1/20");
  EXPECT_EQ(print(Value{Value::ResultName{"t2"}}), "$t2");
  EXPECT_EQ(print(Value{Value::Map{{"UCM_Enhanced", Value::Map{{"short", 1}}}}}),
            "{UCM_Enhanced: {short: 1}}");
  EXPECT_EQ(print(Value{Value::List{"a", 1}}), "[a, 1]");
}

TEST(Value, QuotesTextThatWouldReadAsSomethingElse) {
  EXPECT_EQ(quote("out_of_compliance"), "out_of_compliance");
  EXPECT_EQ(quote("show license all"), "show license all");
  EXPECT_EQ(quote("12.5"), "\"12.5\"");
  EXPECT_EQ(quote("true"), "\"true\"");
  EXPECT_EQ(quote(""), "\"\"");
  EXPECT_EQ(quote("a: b"), "\"a: b\"");
  EXPECT_EQ(quote("$x"), "\"$x\"");
  EXPECT_EQ(quote("one\ntwo \"three\" \\"), "\"one\\ntwo \\\"three\\\" \\\\\"");
  EXPECT_EQ(quote("\x01"), "\"\\x01\"");
}

TEST(Value, TakesResultsWhereTheirNamesStand) {
  const Value::Map results{{"t2", "secret"}};
  const Value value = Value::Map{{"list", Value::List{Value::ResultName{"t2"}, 1}},
                                 {"gone", Value::ResultName{"t3"}}};
  EXPECT_EQ(with_results(value, results),
            (Value{Value::Map{{"list", Value::List{"secret", 1}}, {"gone", {}}}}));
}

// Whatever text an expectation shows can be pasted back into a file.
TEST(Value, QuotedTextLoadsBackAsItself) {
  RandomStream random{1, "quotes"};
  constexpr std::string_view letters = "a1 :-#'\"\\{}[],&*!|>%@`$~.\t\n\x01é";
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (std::uint64_t n = random.below(8); n-- > 0;) text += letters[random.below(26)];
    const Loaded loaded =
        load_text("slsim: 1\nworld: {network: {labels: {k: " + quote(text) + "}}}\n");
    ASSERT_THAT(loaded.mistakes, testing::IsEmpty()) << quote(text);
    const Value& labels = loaded.plans.front().world.nested("network").at("labels");
    ASSERT_EQ(*labels.find("k"), Value{text}) << quote(text);
  }
}

TEST(Value, AnyTextIsReadBackAsItWasWritten) {
  constexpr std::string_view letters[] = {
      "a",       "7",  ".",  " ",    ":",    "#",        "?",
      "!",       "&",  "*",  "-",    "|",    ">",        "@",
      "%",       "`",  "'",  "\"",   "\\",   "{",        "}",
      "[",       "]",  ",",  "=",    "$",    "/",        "+",
      "~",       "\n", "\t", "\x01", "\x7f", "\xc3\xa4", "\xe2\x80\xa8",
      "\xc2\x85"};
  RandomStream stream{1, "texts"};
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::uint64_t left = stream.below(6); left > 0; --left) {
      text += letters[stream.below(std::size(letters))];
    }
    const Value value{Value::Map{{"a", Value::Map{{"b", text}, {"c", "d"}}}}};
    Mistakes mistakes;
    const auto read = parse_yaml("x: " + print(value), 0, mistakes);
    ASSERT_TRUE(read) << print(value);
    const Node* found = read->find("x")->find("a")->find("b");
    ASSERT_NE(found, nullptr) << print(value);
    ASSERT_EQ(found->text, text) << print(value);
  }
}

}  // namespace
}  // namespace slsim
