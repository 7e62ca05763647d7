// SPDX-License-Identifier: Apache-2.0
#include "tests/support/doc_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace slsim {
namespace {

namespace fs = std::filesystem;

const fs::path root{SLSIM_SOURCE_DIR};

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return std::string{text.substr(first, text.find_last_not_of(' ') - first + 1)};
}

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  line.remove_prefix(1);
  for (std::size_t end = line.find('|'); end != std::string_view::npos; end = line.find('|')) {
    cells.push_back(trimmed(line.substr(0, end)));
    line.remove_prefix(end + 1);
  }
  return cells;
}

}  // namespace

std::string read_tree_file(std::string_view path) {
  std::ifstream in{root / path, std::ios::binary};
  EXPECT_TRUE(in.good()) << path << " is not there";
  return {std::istreambuf_iterator<char>{in}, {}};
}

bool tree_has(std::string_view path) { return fs::is_regular_file(root / path); }

std::vector<std::string> scenario_paths() {
  std::vector<std::string> paths;
  for (const auto& entry : fs::recursive_directory_iterator{root / "scenarios"}) {
    if (entry.path().extension() != ".yaml") continue;
    paths.push_back(fs::relative(entry.path(), root).generic_string());
  }
  std::ranges::sort(paths);
  return paths;
}

std::vector<std::vector<std::string>> table_rows(std::string_view page) {
  std::vector<std::vector<std::string>> rows;
  while (!page.empty()) {
    const std::string_view line = page.substr(0, page.find('\n'));
    page.remove_prefix(std::min(line.size() + 1, page.size()));
    if (line.starts_with('|')) rows.push_back(cells_of(line));
  }
  rows.erase(rows.begin(), rows.begin() + std::min<std::ptrdiff_t>(2, std::ssize(rows)));
  return rows;
}

std::vector<std::string> scenarios_named_in(std::string_view cell) {
  constexpr std::string_view opening = "](../";
  std::vector<std::string> paths;
  for (std::size_t at = cell.find(opening); at != std::string_view::npos; at = cell.find(opening)) {
    cell.remove_prefix(at + opening.size());
    paths.emplace_back(cell.substr(0, cell.find(')')));
  }
  return paths;
}

}  // namespace slsim
