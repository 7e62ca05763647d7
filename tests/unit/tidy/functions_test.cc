// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/tidy/functions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/tidy/source_text.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// `name line+lines` of each function.
std::vector<std::string> functions(std::string_view text) {
  std::vector<std::string> found;
  for (const FunctionSpan& span : outline(blank_comments_and_literals(text)).functions) {
    found.push_back(span.name + " " + std::to_string(span.line) + "+" + std::to_string(span.lines));
  }
  return found;
}

TEST(Outline, MeasuresFreeFunctionsAndMembers) {
  EXPECT_THAT(functions("namespace slsim {\n"
                        "int f() { return 1; }\n"
                        "\n"
                        "class A final : public B {\n"
                        " public:\n"
                        "  [[nodiscard]] int g() const {\n"
                        "    if (x) {\n"
                        "      return 1;\n"
                        "    }\n"
                        "    return 2;\n"
                        "  }\n"
                        "};\n"
                        "}\n"),
              ElementsAre("f 2+1", "g 6+6"));
}

TEST(Outline, CountsAHeadOfSeveralLines) {
  EXPECT_THAT(functions("template <class T, class U = std::map<int, T>>\n"
                        "Result<T> A::f(int a,\n"
                        "               int b) {\n"
                        "  return a;\n"
                        "}\n"),
              ElementsAre("A::f 1+5"));
}

TEST(Outline, TakesNoMemberInitialiserForABody) {
  EXPECT_THAT(functions("A::A(int a, std::vector<int> b)\n"
                        "    : Base<int>{a}, a_{a}, b_(b), c_{{1, 2}} {\n"
                        "  run();\n"
                        "}\n"
                        "explicit A(int a) : a_{a} {}\n"
                        "B(int a) : a_(a) {}\n"),
              ElementsAre("A::A 1+4", "A 5+1", "B 6+1"));
}

TEST(Outline, TakesNoDefaultArgumentOrTableForABody) {
  EXPECT_THAT(functions("void f(Options options = {}, int b = g({1})) {\n}\n"
                        "constexpr std::array table{\n    Row{1, 2},\n    Row{3, 4},\n};\n"
                        "const Row row = make(3, {1, 2});\n"
                        "constexpr auto rows = std::to_array<Row>({{1}, {2}});\n"),
              ElementsAre("f 1+2"));
}

TEST(Outline, KnowsOperatorsAndTests) {
  EXPECT_THAT(functions("bool operator==(const A& other) const {\n  return true;\n}\n"
                        "TEST(Suite, IsASentence) {\n  EXPECT_TRUE(x);\n}\n"),
              ElementsAre("operator== 1+3", "TEST(Suite, IsASentence) 4+3"));
}

TEST(Outline, IsNotLedAstrayByBracesInTextAndDirectives) {
  EXPECT_THAT(functions("#define OPEN {\n#define LONG \\\n  {\n"
                        "void f() {\n  // {\n  g(\"{\", '{', R\"({)\", 86'400);\n}\n"
                        "void h() {}\n"),
              ElementsAre("f 4+4", "h 8+1"));
}

TEST(Outline, CountsALambdaIntoItsFunction) {
  EXPECT_THAT(functions("int f() {\n  const auto g = [](int x) {\n    return x;\n  };\n"
                        "  return g(1);\n}\n"),
              ElementsAre("f 1+6"));
}

TEST(Outline, CountsAFunctionOfATypeInAFunctionOnlyOnce) {
  EXPECT_THAT(
      functions("int f() {\n  struct A {\n    int g() { return 1; }\n  };\n  return 0;\n}\n"),
      ElementsAre("f 1+6"));
}

TEST(Outline, ListsWhatIsDeclared) {
  std::vector<std::string> found;
  for (const Declaration& each :
       outline("namespace slsim {\nint a = 3;\nstruct B {\n  int c{};\n};\nvoid f(int x);\n}\n")
           .declarations) {
    found.push_back((each.in_type ? "member " : "") + each.text);
  }
  EXPECT_THAT(found, ElementsAre("int a = 3", "member int c{}", "void f(int x)"));
}

TEST(BlankedText, KeepsItsLengthAndItsLines) {
  const std::string text =
      "a /* b\n c */ \"d\\\"e\" 'f' 1'000 // g\nR\"x(h\n)\" i)x\" j\n\"unclosed\nk";
  const std::string code = blank_comments_and_literals(text);
  EXPECT_EQ(code, "a     \n      \"    \" ' ' 1'000     \n     \n        j\n\"        \nk");
  EXPECT_EQ(code.size(), text.size());
}

TEST(BlankedText, IsEmptyForNothing) { EXPECT_THAT(functions(""), IsEmpty()); }

}  // namespace
}  // namespace slsim
