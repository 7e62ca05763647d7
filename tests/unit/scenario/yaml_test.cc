// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace slsim {
namespace {

using testing::ElementsAre;

struct Read {
  std::optional<Node> root;
  std::vector<std::string> mistakes;
};

Read read(std::string_view text, const YamlLimits& limits = {}) {
  Mistakes mistakes;
  Read read;
  read.root = parse_yaml(text, 0, mistakes, limits);
  const std::vector<std::string> paths{"t"};
  for (const Mistake& mistake : mistakes.sorted(paths)) read.mistakes.push_back(print(mistake));
  return read;
}

std::string line(const Read& read) { return read.root ? one_line(*read.root) : "none"; }

TEST(Yaml, RemembersPlacesAndQuotes) {
  const auto root = read("# story\na: 1\né: {b: \"2\", 'c': x}\n").root;
  ASSERT_TRUE(root);
  ASSERT_EQ(root->entries.size(), 2U);
  EXPECT_EQ(root->entries[0].mark, (Mark{0, 2, 1}));
  EXPECT_EQ(root->entries[0].value.mark, (Mark{0, 2, 4}));
  EXPECT_TRUE(root->entries[0].value.plain());
  const Node& inner = root->entries[1].value;
  EXPECT_EQ(inner.mark, (Mark{0, 3, 4}));  // Letters are counted, not bytes.
  EXPECT_TRUE(inner.entries[0].value.quoted);
  EXPECT_FALSE(inner.entries[0].quoted);
  EXPECT_TRUE(inner.entries[1].quoted);
}

TEST(Yaml, TakesEveryWayToWriteTheSame) {
  EXPECT_EQ(line(read("a: [1, x]\nb: {c: ~, d: }\n")), "{a: [1, x], b: {c: null, d: null}}");
  EXPECT_EQ(line(read("a:\n- 1\n- x\nb:\n  c:\n  d: null\n")),
            "{a: [1, x], b: {c: null, d: null}}");
  EXPECT_EQ(line(read("\xEF\xBB\xBF"
                      "a: 1\r\nb: 2\r\n")),
            "{a: 1, b: 2}");
  EXPECT_EQ(line(read("---\na: |\n  two\n  lines\n...\n")), "{a: \"two\\nlines\\n\"}");
  EXPECT_EQ(line(read("a: 2026-01-05T08:00:00Z\n")), "{a: 2026-01-05T08:00:00Z}");
  EXPECT_EQ(line(read("{within: [2d, 2d + 12h], at: +5m}\n")), "{within: [2d, 2d + 12h], at: +5m}");
}

TEST(Yaml, FollowsAliases) {
  EXPECT_EQ(line(read("a: &x {b: 1}\nc: [*x, *x]\n")), "{a: {b: 1}, c: [{b: 1}, {b: 1}]}");
}

TEST(Yaml, AnEmptyFileIsNothing) {
  EXPECT_EQ(line(read("")), "null");
  EXPECT_EQ(line(read("# only a comment\n")), "null");
}

struct Row {
  std::string_view text;
  std::string_view why;
};

TEST(Yaml, SaysWhatIsWrongAndWhere) {
  constexpr std::string_view nul{"a: \0", 4};
  const Row rows[] = {
      {"a: 1\n\tb: 2\n", "t:2:1: a tab in the indentation; expected spaces"},
      {"a: 1\n  \tb: 2\n", "t:2:3: a tab in the indentation; expected spaces"},
      {nul, "t:1:4: a control character (byte 0); expected a text file in UTF-8"},
      {"a: \xff\n", "t:1:4: this is not a letter in UTF-8; expected a text file in UTF-8"},
      {"a: \xc3", "t:1:4: this is not a letter in UTF-8; expected a text file in UTF-8"},
      {"\xFF\xFE"
       "a",
       "t:1:1: the file is in UTF-16; expected UTF-8"},
      {"a: 1\n---\nb: 2\n",
       "t:2:1: a second document begins here; expected one a file, with its keys at one "
       "indentation"},
      {" a: 1\nb: 2\n",
       "t:2:1: a second document begins here; expected one a file, with its keys at one "
       "indentation"},
      {"a: !!int 5\n", "t:1:4: the language has no tags such as '!!int'; expected a plain value"},
      {"a: !x [5]\n", "t:1:4: the language has no tags such as '!x'; expected a plain value"},
      {"[1]: 2\n", "t:1:1: the key is a list; expected a word"},
      {"a: &x [*x]\n", "t:1:8: this alias stands inside of what it names"},
      {"a: *x\n", "t:1:4: this alias names nothing that stands before it"},
      {"a: \"open\nb: 1\n", "t:1:4: the quote that begins here is never closed"},
      {"a: 'it''s\n", "t:1:4: the quote that begins here is never closed"},
      {"a: {b: 1\n", "t:2:1: expected ',' or '}' here"},
      {"a: [b\n", "t:2:1: expected ',' or ']' here"},
      {"a: b: c\n",
       "t:1:5: a ':' where none can stand; expected one 'key: value', with quotes around a text "
       "that has ': ' in it"},
      {"a: @x\n", "t:1:4: a value cannot begin with this letter; put the value in quotes"},
  };
  for (const Row& row : rows) {
    const Read got = read(row.text);
    EXPECT_FALSE(got.root) << row.text;
    EXPECT_THAT(got.mistakes, ElementsAre(row.why)) << row.text;
  }
}

TEST(Yaml, FindsEveryDoubledKeyAndReadsOn) {
  const Read got = read("a: 1\nb: {c: 1, c: 2}\na: 2\n");
  EXPECT_TRUE(got.root);
  EXPECT_THAT(got.mistakes, ElementsAre("t:2:11: the key 'c' is here twice, first on line 2",
                                        "t:3:1: the key 'a' is here twice, first on line 1"));
}

TEST(Yaml, RefusesWhatIsTooLarge) {
  const std::string big(std::size_t{10} << 20U, '#');
  EXPECT_THAT(read(big).mistakes,
              ElementsAre("t:1:1: the file has 10485760 bytes; expected at most 8388608"));
  EXPECT_THAT(read("a: " + std::string(3'000'000, 'x') + "\n").mistakes,
              ElementsAre("t:1:4: a text of 3000000 bytes; expected at most 2097152"));
  EXPECT_THAT(read("a: [1, 2, 3, 4, 5]\n", {.nodes = 5}).mistakes,
              ElementsAre("t:1:17: the file has more than 5 values, counting what aliases stand "
                          "for"));
}

TEST(Yaml, RefusesWhatIsTooDeep) {
  EXPECT_THAT(read("a: " + std::string(100, '[') + std::string(100, ']')).mistakes,
              ElementsAre("t:1:67: nested more than 64 deep"));
  // Deeper than the library itself goes.
  EXPECT_EQ(read("a: " + std::string(100'000, '[')).mistakes.size(), 1U);
  EXPECT_EQ(read("a: " + std::string(100'000, '{')).mistakes.size(), 1U);
}

TEST(Yaml, AliasesMakeNoTreeDeeperOrLargerThanItMayBe) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  std::string tower = "a0: &a0 [[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]\n";
  for (int i = 1; i < 30; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    const std::string name = "a" + std::to_string(i) + ": &a" + std::to_string(i) + " ";
    bomb += name + "[";
    for (int k = 0; k < 10; ++k) bomb += last + (k < 9 ? ", " : "]\n");
    tower += name + "[[[[[[[[[[[[[[[[[[[[";
    tower += last + "]]]]]]]]]]]]]]]]]]]]\n";
  }
  EXPECT_THAT(read(bomb).mistakes, ElementsAre(testing::HasSubstr("more than 500000 values")));
  EXPECT_THAT(read(tower).mistakes, ElementsAre(testing::HasSubstr("nested more than 64 deep")));
}

TEST(Yaml, SpellsScalarsSoThatTheyKeepTheirMeaning) {
  EXPECT_EQ(line(read("[1, '1', $x, '$x', a b, 2d + 12h, '', \"a#b\"]")),
            "[1, \"1\", $x, \"$x\", a b, 2d + 12h, \"\", \"a#b\"]");
  EXPECT_EQ(line(read("{'count': 1, count: 2}")), "{\"count\": 1, count: 2}");
}

}  // namespace
}  // namespace slsim
