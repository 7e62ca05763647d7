// SPDX-License-Identifier: Apache-2.0
// Reads the tree and holds its rules. What each rule catches is shown in rules_test.cc.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/unit/tidy/rules.h"

namespace slsim {
namespace {

namespace fs = std::filesystem;

/// Whether the file is text that we write: sources, scripts, documents, scenarios.
bool of_interest(const fs::path& path) {
  constexpr std::array kinds{".h", ".cc", ".def", ".cmake", ".txt", ".md", ".yaml", ".json", ""};
  return std::ranges::find(kinds, path.extension().string()) != kinds.end();
}

bool left_out(const fs::directory_entry& entry) {
  const std::string name = entry.path().filename().string();
  return name == "build" || (name.starts_with('.') && name != ".ci");
}

std::string read(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<SourceFile> read_tree() {
  const fs::path root{SLSIM_SOURCE_DIR};
  std::vector<SourceFile> files;
  for (auto it = fs::recursive_directory_iterator{root}; it != fs::end(it); ++it) {
    if (it->is_directory() && left_out(*it)) it.disable_recursion_pending();
    if (!it->is_regular_file() || left_out(*it) || !of_interest(it->path())) continue;
    files.emplace_back(fs::relative(it->path(), root).generic_string(), read(it->path()));
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

const std::vector<SourceFile>& tree() {
  static const std::vector<SourceFile> files = read_tree();
  return files;
}

void expect_everywhere(Rule rule) {
  for (const SourceFile& file : tree()) {
    for (const Finding& finding : rule(file)) {
      ADD_FAILURE() << finding.path << ":" << finding.line << ": " << finding.what << "\n  "
                    << finding.remedy;
    }
  }
}

TEST(Tree, IsReadFromItsRoot) {
  const auto named = [](std::string_view path) {
    return std::ranges::any_of(tree(), [&](const SourceFile& file) { return file.path == path; });
  };
  EXPECT_TRUE(named("tests/unit/tidy/tidy_test.cc"));
  EXPECT_TRUE(named("core/time/instant.h"));
  EXPECT_TRUE(named("sl"));
}

TEST(Tree, PersistedClassesAreWhole) { expect_everywhere(persisted_classes_are_whole); }

TEST(Tree, IncludesPointOneWay) { expect_everywhere(includes_point_one_way); }

TEST(Tree, IncludesAreFullPaths) { expect_everywhere(includes_are_full_paths); }

TEST(Tree, CostlyHeadersStayInSources) { expect_everywhere(costly_headers_stay_in_sources); }

TEST(Tree, FilesOpenAsAgreed) { expect_everywhere(headers_open_as_agreed); }

TEST(Tree, NoHeaderIsNamedLikeOneOfC) { expect_everywhere(headers_are_not_named_like_those_of_c); }

TEST(Tree, ClocksThreadsEntropyAndFilesStayOutside) {
  expect_everywhere(the_outside_stays_outside);
}

TEST(Tree, OrderIsNeverLeftToChance) { expect_everywhere(order_is_never_left_to_chance); }

TEST(Tree, NothingIsPutOff) { expect_everywhere(nothing_is_put_off); }

TEST(Tree, WordsOfTheHouseStyle) { expect_everywhere(style_words); }

TEST(Tree, NoMutableStatics) { expect_everywhere(no_mutable_statics); }

TEST(Tree, LinesFit) { expect_everywhere(lines_fit); }

TEST(Tree, FilesStayShort) { expect_everywhere(files_stay_short); }

TEST(Tree, FunctionsStayShort) { expect_everywhere(functions_stay_short); }

TEST(Tree, ScenariosHaveATheme) { expect_everywhere(scenarios_have_a_theme); }

}  // namespace
}  // namespace slsim
