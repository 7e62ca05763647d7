// SPDX-License-Identifier: Apache-2.0
#include "live/line_editor.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace slsim {
namespace {

struct Typed {
  std::string echo;
  std::vector<LineEditor::Line> lines;
};

Typed type(std::string_view keys, std::size_t longest = 80) {
  LineEditor editor{longest};
  Typed typed;
  for (const char key : keys) {
    LineEditor::Step step = editor.take(key);
    typed.echo += step.echo;
    if (step.line) typed.lines.push_back(*step.line);
  }
  return typed;
}

std::string only(std::string_view keys) {
  const Typed typed = type(keys);
  return typed.lines.size() == 1 ? typed.lines.front().text : "not one line";
}

TEST(LineEditor, EndsALineAtReturnAndAtLineFeedOnce) {
  EXPECT_EQ(type("a\rb\nc\r\nd\n\n").lines.size(), 5U);
  EXPECT_EQ(only("show license\r\n"), "show license");
  EXPECT_EQ(type("ab\r").echo, "ab\r\n");
}

TEST(LineEditor, TakesBackWhatWasTyped) {
  EXPECT_EQ(only("shox\x7fw\n"), "show");
  EXPECT_EQ(only("\b\bx\n"), "x");
  EXPECT_EQ(type("a\x7f").echo, "a\b \b");
  EXPECT_EQ(only("all of it\x15only this\n"), "only this");
}

TEST(LineEditor, GivesUpAndLeaves) {
  const Typed given_up = type("half\x03");
  ASSERT_EQ(given_up.lines.size(), 1U);
  EXPECT_EQ(given_up.lines.front().end, LineEditor::End::given_up);
  EXPECT_TRUE(type("half\x04").lines.empty());
  EXPECT_EQ(type("\x04").lines.front().end, LineEditor::End::left);
}

TEST(LineEditor, IgnoresArrowsAndOtherControls) {
  EXPECT_EQ(only("a\x1b[Ab\x1b[1;5Cc\x1bOAd\x01\n"), "abcd");
}

TEST(LineEditor, SaysThatALineWasTooLong) {
  const Typed typed = type("123456789\nabc\n", 5);
  ASSERT_EQ(typed.lines.size(), 2U);
  EXPECT_TRUE(typed.lines[0].too_long);
  EXPECT_EQ(typed.lines[0].text, "12345");
  EXPECT_FALSE(typed.lines[1].too_long);
}

}  // namespace
}  // namespace slsim
