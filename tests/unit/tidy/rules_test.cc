// SPDX-License-Identifier: Apache-2.0
// Each rule catches what it is there for, and leaves good code alone.
#include "tests/unit/tidy/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The lines at which `rule` finds something.
std::vector<std::size_t> lines_found(Rule rule, std::string path, std::string text) {
  std::vector<std::size_t> lines;
  for (const Finding& finding : rule(SourceFile{std::move(path), std::move(text)})) {
    lines.push_back(finding.line);
  }
  return lines;
}

bool catches(Rule rule, std::string path, std::string text) {
  return !lines_found(rule, std::move(path), std::move(text)).empty();
}

TEST(IncludesPointOneWay, CatchesAServiceThatIncludesAnother) {
  EXPECT_THAT(lines_found(includes_point_one_way, "sim/cssm/a.cc",
                          "#include <map>\n#include \"sim/ucapps/agent.h\"\n"),
              ElementsAre(2));
}

TEST(IncludesPointOneWay, CatchesTheKernelKnowingLicences) {
  EXPECT_TRUE(catches(includes_point_one_way, "sim/kernel/a.h", "#include \"sim/licensing/a.h\""));
}

TEST(IncludesPointOneWay, CatchesTheClientLookingIntoTheWorld) {
  EXPECT_TRUE(catches(includes_point_one_way, "client/a.cc", "#include \"sim/kernel/a.h\""));
  EXPECT_TRUE(catches(includes_point_one_way, "client/cmd/main.cc", "#include \"sim/cssm/a.h\""));
}

TEST(IncludesPointOneWay, CatchesAnyoneButTheHostsIncludingLive) {
  EXPECT_TRUE(catches(includes_point_one_way, "sim/scenario/a.cc", "#include \"live/clock.h\""));
  EXPECT_FALSE(catches(includes_point_one_way, "sim/cmd/main.cc", "#include \"live/clock.h\""));
}

TEST(IncludesPointOneWay, CatchesATestIncludedByASource) {
  EXPECT_TRUE(catches(includes_point_one_way, "core/a.cc", "#include \"tests/support/a.h\""));
}

TEST(IncludesPointOneWay, TakesALongerNameForAnotherFolder) {
  EXPECT_TRUE(catches(includes_point_one_way, "sim/cssm/a.cc", "#include \"sim/cssm_extra/a.h\""));
}

TEST(IncludesPointOneWay, CatchesAFolderWithoutALayer) {
  EXPECT_TRUE(catches(includes_point_one_way, "sim/other/a.cc", ""));
}

TEST(IncludesPointOneWay, LetsEachLayerIncludeItselfAndTheLeft) {
  EXPECT_THAT(lines_found(includes_point_one_way, "sim/cssm/a.cc",
                          "#include \"sim/cssm/b.h\"\n#include \"core/time/instant.h\"\n"
                          "#include \"sim/kernel/context.h\"\n"),
              IsEmpty());
}

TEST(IncludesPointOneWay, ReadsNoCommentsAndNoStrings) {
  EXPECT_FALSE(catches(includes_point_one_way, "core/a.cc",
                       "// #include \"sim/cssm/a.h\"\nauto x = R\"(\n#include \"sim/a.h\"\n)\";"));
}

TEST(IncludesAreFullPaths, CatchesShortPathsAndWrongBrackets) {
  EXPECT_THAT(lines_found(includes_are_full_paths, "core/time/text.cc",
                          "#include \"instant.h\"\n#include <core/time/instant.h>\n"
                          "#include \"core/time/instant.h\"\n#include <map>\n"),
              ElementsAre(1, 2));
}

TEST(CostlyHeaders, AreCaughtInHeadersOnly) {
  const std::string text =
      "#include <yaml-cpp/yaml.h>\n#include <string>\n#include <regex>\n"
      "#include <nlohmann/json_fwd.hpp>\n#include <nlohmann/json.hpp>\n";
  EXPECT_THAT(lines_found(costly_headers_stay_in_sources, "sim/scenario/a.h", text),
              ElementsAre(1, 3, 5));
  EXPECT_FALSE(catches(costly_headers_stay_in_sources, "sim/scenario/a.cc", text));
}

TEST(CostlyHeaders, LetTheTestFrameworkIntoHeadersOfTestsAlone) {
  EXPECT_TRUE(catches(costly_headers_stay_in_sources, "core/a.h", "#include <gtest/gtest.h>"));
  EXPECT_FALSE(
      catches(costly_headers_stay_in_sources, "tests/support/a.h", "#include <gtest/gtest.h>"));
}

constexpr auto licence = "// SPDX-License-Identifier: Apache-2.0\n";

TEST(FilesOpenAsAgreed, CatchesAMissingLicenceAMissingGuardAndAMissingWord) {
  EXPECT_THAT(lines_found(headers_open_as_agreed, "core/a.h", "// What it is.\n#pragma once\n"),
              ElementsAre(1, 2));
  EXPECT_THAT(lines_found(headers_open_as_agreed, "core/a.h", licence + std::string{"// It.\n"}),
              ElementsAre(1));
  EXPECT_TRUE(catches(headers_open_as_agreed, "core/a.h", licence + std::string{"#pragma once\n"}));
  EXPECT_FALSE(catches(headers_open_as_agreed, "core/a.h",
                       licence + std::string{"// What it is.\n#pragma once\n"}));
  EXPECT_FALSE(catches(headers_open_as_agreed, "core/a.cc", licence));
}

TEST(HeaderNames, AreNotThoseOfC) {
  EXPECT_TRUE(catches(headers_are_not_named_like_those_of_c, "core/time/time.h", ""));
  EXPECT_FALSE(catches(headers_are_not_named_like_those_of_c, "core/time/instant.h", ""));
}

TEST(TheOutside, IsCaughtWordByWord) {
  for (const char* text : {
           "auto t = std::chrono::system_clock::now();",
           "std::chrono::steady_clock::time_point t;",
           "std::this_thread::sleep_for(x);",
           "sleep_until(x);",
           "std::random_device entropy;",
           "std::thread worker{f};",
           "std::jthread worker{f};",
           "auto later = std::async(f);",
           "auto home = getenv(\"HOME\");",
           "std::uniform_int_distribution<int> die{1, 6};",
           "std::mt19937_64 engine;",
           "int n = rand();",
           "auto t = time(nullptr);",
           "auto t = ::time( NULL );",
           "gettimeofday(&t, zone);",
           "#include <sys/socket.h>",
           "httplib::Client client;",
           "std::ofstream out{path};",
           "std::ifstream in{path};",
           "FILE* f = fopen(path, mode);",
           "std::cout << x;",
           "std::atomic<int> n;",
           "std::shuffle(a, b, c);",
       }) {
    EXPECT_TRUE(catches(the_outside_stays_outside, "sim/kernel/a.cc", text)) << text;
    EXPECT_FALSE(catches(the_outside_stays_outside, "live/a.cc", text)) << text;
    EXPECT_FALSE(catches(the_outside_stays_outside, "sim/cmd/main.cc", text)) << text;
  }
}

TEST(TheOutside, IsNotSeenInProseStringsAndLongerWords) {
  for (const char* text : {
           "// No system_clock here.",
           "auto text = \"getenv(rand())\";",
           "/* std::thread */",
           "Instant due_time(0);",
           "int operand(int x);",
           "auto at = authorization_time(nullptr);",
       }) {
    EXPECT_FALSE(catches(the_outside_stays_outside, "core/a.cc", text)) << text;
  }
}

TEST(TheOutside, IsOpenToTestsAsFarAsTheyNeedIt) {
  EXPECT_TRUE(catches(the_outside_stays_outside, "tests/unit/core/a_test.cc", "std::mt19937 r;"));
  EXPECT_FALSE(
      catches(the_outside_stays_outside, "tests/unit/tidy/a_test.cc", "std::ifstream in;"));
  EXPECT_FALSE(
      catches(the_outside_stays_outside, "tests/bench/a_bench.cc", "steady_clock::now();"));
}

TEST(Order, IsNotLeftToHashesAddressesOrFloats) {
  for (const char* text : {
           "std::unordered_map<int, int> m;",
           "#include <unordered_set>",
           "std::map<Actor*, int> m;",
           "std::set<const slsim::Actor*> s;",
           "std::map<Actor const*, int> m;",
           "double share = 0;",
       }) {
    EXPECT_TRUE(catches(order_is_never_left_to_chance, "sim/cssm/a.h", text)) << text;
  }
  EXPECT_FALSE(
      catches(order_is_never_left_to_chance, "sim/cssm/a.h", "std::map<ActorId, int*> m;"));
  EXPECT_FALSE(catches(order_is_never_left_to_chance, "sim/report/a.cc", "double seconds = 0;"));
}

TEST(NothingIsPutOff, NotInCommentsEither) {
  const std::string due = "TO";
  EXPECT_TRUE(catches(nothing_is_put_off, "docs/a.md", "Text. " + due + "DO: more."));
  EXPECT_TRUE(catches(nothing_is_put_off, "core/a.cc", "// FIX" + std::string{"ME"}));
  EXPECT_TRUE(catches(nothing_is_put_off, "core/a.cc", "// Enough for " + std::string{"now."}));
  EXPECT_FALSE(catches(nothing_is_put_off, "core/a.cc", "// Todos los santos."));
}

TEST(StyleWords, CatchThrowsNamesNamespacesAndTheForbiddenQuestion) {
  for (const char* text : {
           "throw std::runtime_error{text};",
           "class AccountManager;",
           "struct AgentImpl {};",
           "namespace detail {",
           "namespace slsim::detail {",
           "if (is_simulated()) return;",
           "bool simulated = true;",
           // NOLINTNEXTLINE(bugprone-suspicious-missing-comma): nor may it stand here.
           "/// @par"
           "am text what",
       }) {
    EXPECT_TRUE(catches(style_words, "core/a.h", text)) << text;
  }
  for (const char* text :
       {"namespace slsim {", "namespace {", "namespace fs = std::filesystem;",
        "namespace re2 {\nclass RE2;\n}", "// A simulated network throws nothing."}) {
    EXPECT_FALSE(catches(style_words, "core/a.h", text)) << text;
  }
  EXPECT_FALSE(catches(style_words, "sim/report/a.cc", "auto simulated = end - start;"));
}

TEST(PersistedClasses, AreCaughtWhenAMemberIsLeftOut) {
  const std::string begin =
      "namespace slsim {\nclass A {\n public:\n  template <class Archive>\n"
      "  void persist(Archive& archive) {\n    archive(a_";
  const std::string end =
      ");\n  }\n\n private:\n  int b() const { return b_; }\n  int a_ = 0;\n"
      "  std::map<int, int> b_;  // Why.\n};\nclass B {\n  int c_;\n};\n}";
  EXPECT_TRUE(catches(persisted_classes_are_whole, "core/a.h", begin + end));
  EXPECT_FALSE(catches(persisted_classes_are_whole, "core/a.h", begin + ", b_" + end));
}

TEST(MutableStatics, AreCaughtAtEveryScope) {
  for (const char* text : {
           "namespace slsim {\nint counter = 0;\n}",
           "namespace slsim {\nnamespace {\nstd::map<int, int> cache;\n}\n}",
           "namespace slsim {\nstatic int counter;\n}",
           "namespace slsim {\ninline std::vector<int> registry{};\n}",
           "int f() {\n  static int calls = 0;\n  return ++calls;\n}",
           "int f() {\n  static std::map<int, int> cache;\n  return 0;\n}",
           "struct A {\n  static inline int count{0};\n};",
           "thread_local const int x = 3;",
       }) {
    EXPECT_TRUE(catches(no_mutable_statics, "core/a.cc", text)) << text;
  }
}

TEST(MutableStatics, AreNotConstantsFunctionsTypesAndMembers) {
  for (const char* text : {
           "namespace slsim {\nconstexpr int limit = 3;\n}",
           "inline constexpr WordEntry word_entry{{L.letters, 1}, stable_hash({L.letters, 1})};",
           "int f() {\n  static const std::regex word{\"a\"};\n  return 0;\n}",
           "int f() {\n  static const std::vector<int> table = [] {\n    return 1;\n  }();\n}",
           "struct A {\n  static int count();\n  int value = 0;\n};",
           "static bool f(int x) {\n  return x == 1;\n}",
           "using Ids = std::vector<int>;\nclass A;\nenum class B : int;\nbool f(int x);",
           "template <class T>\nusing Result = tl::expected<T, Problem>;",
           "static_assert(sizeof(int) == 4);",
           "int f(int y) {\n  return static_cast<int>(y);\n}",
       }) {
    EXPECT_FALSE(catches(no_mutable_statics, "core/a.cc", text)) << text;
  }
}

TEST(MutableStatics, AreLeftToTestsThatCountAllocations) {
  const std::string count = "namespace {\nint allocations = 0;\n}";
  EXPECT_FALSE(catches(no_mutable_statics, "tests/unit/kernel/allocations.cc", count));
  EXPECT_TRUE(catches(no_mutable_statics, "tests/unit/kernel/timeline_test.cc", count));
  EXPECT_TRUE(catches(no_mutable_statics, "core/allocations.cc", count));
}

TEST(LinesFit, CountsCharactersAndNotBytes) {
  EXPECT_TRUE(catches(lines_fit, "core/a.cc", std::string(101, 'x')));
  EXPECT_FALSE(catches(lines_fit, "core/a.cc", std::string(100, 'x')));
  EXPECT_FALSE(catches(lines_fit, "core/a.cc", "// …" + std::string(96, 'x')));
  EXPECT_FALSE(catches(lines_fit, "docs/a.md", std::string(200, 'x')));
}

std::string lines(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "  f();\n";
  return text;
}

TEST(FilesStayShort, WithAnotherLimitForTests) {
  EXPECT_FALSE(catches(files_stay_short, "core/a.cc", lines(400)));
  EXPECT_TRUE(catches(files_stay_short, "core/a.cc", lines(401)));
  EXPECT_FALSE(catches(files_stay_short, "tests/unit/core/a_test.cc", lines(600)));
  EXPECT_TRUE(catches(files_stay_short, "tests/unit/core/a_test.cc", lines(601)));
}

TEST(FunctionsStayShort, CountsFromHeadToBrace) {
  EXPECT_FALSE(catches(functions_stay_short, "core/a.cc", "void g() {\n" + lines(58) + "}\n"));
  EXPECT_THAT(lines_found(functions_stay_short, "core/a.cc", "\nvoid g() {\n" + lines(59) + "}\n"),
              ElementsAre(2));
  EXPECT_TRUE(catches(functions_stay_short, "tests/unit/core/a_test.cc",
                      "TEST(Suite, Name) {\n" + lines(59) + "}\n"));
}

TEST(FunctionsStayShort, CountsATableOfCasesByItsOutcomes) {
  std::string table;
  for (int i = 0; i < 57; ++i) table += "    case A::b:\n      return c;\n";
  const std::string head = "C word(A a) {\n  switch (a) {\n";
  EXPECT_FALSE(catches(functions_stay_short, "core/a.cc", head + table + "}\n"));
  EXPECT_TRUE(catches(functions_stay_short, "core/a.cc", head + table + "    f();\n}\n}\n"));
}

TEST(FunctionsStayShort, CountsNoRowsOfLiterals) {
  std::string rows;
  for (int i = 0; i < 57; ++i) rows += "    {\"a b\", \"c\"},\n";
  EXPECT_FALSE(catches(functions_stay_short, "a.cc", "void f() {\n" + rows + lines(58) + "}\n"));
  EXPECT_TRUE(catches(functions_stay_short, "a.cc", "void f() {\n" + rows + lines(59) + "}\n"));
}

TEST(Sizes, DoNotCountThePagesOfRawStrings) {
  const std::string page = "const auto page = R\"(\n" + std::string(120, 'x') + "\n" + lines(59);
  EXPECT_FALSE(catches(lines_fit, "tests/a_test.cc", page + ")\";\n"));
  EXPECT_FALSE(catches(functions_stay_short, "tests/a_test.cc", "void f() {\n" + page + ")\";\n}"));
  EXPECT_TRUE(catches(lines_fit, "tests/a_test.cc", "  // " + std::string(120, 'x')));
}

TEST(Scenarios, StandUnderAThemeAndTellTheirStory) {
  EXPECT_FALSE(catches(scenarios_have_a_theme, "scenarios/lapse/a.yaml", "# Story.\nslsim: 1\n"));
  EXPECT_TRUE(catches(scenarios_have_a_theme, "scenarios/a.yaml", "# Story.\nslsim: 1\n"));
  EXPECT_TRUE(catches(scenarios_have_a_theme, "scenarios/lapse/a.yaml", "slsim: 1\n"));
  EXPECT_TRUE(catches(scenarios_have_a_theme, "docs/a.yaml", "slsim: 1\n"));
}

}  // namespace
}  // namespace slsim
