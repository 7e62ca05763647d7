// SPDX-License-Identifier: Apache-2.0
// What the documents show of the program is what it prints: each block that begins with `$ slsim`
// or `$ ./sl run` and names a file of scenarios/ is played again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/e2e/program.h"

namespace slsim {
namespace {

namespace fs = std::filesystem;
using testing::StartsWith;

const fs::path root{SLSIM_SOURCE_DIR};

struct Shown {
  std::string page;
  std::string command;  ///< Without `slsim`.
  std::string output;
};

/// The command of a block's first line; empty when it is none of ours.
std::string command_of(const std::string& line) {
  if (line.find("scenarios/") == std::string::npos) return {};
  for (const std::string_view prompt : {"$ slsim ", "$ ./sl "}) {
    if (line.starts_with(prompt)) return line.substr(prompt.size());
  }
  return {};
}

void add_blocks(const fs::path& path, std::vector<Shown>& all) {
  std::ifstream file{path};
  bool inside = false;
  bool first = false;
  Shown block;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("```")) {
      if (inside && !block.command.empty()) all.push_back(block);
      inside = !inside;
      first = inside;
      block = {path.filename().string(), {}, {}};
    } else if (first) {
      block.command = command_of(line);
      first = false;
    } else if (inside) {
      block.output += line + "\n";
    }
  }
}

std::vector<Shown> blocks() {
  std::vector<fs::path> pages{root / "README.md"};
  for (const auto& entry : fs::directory_iterator{root / "docs"}) {
    if (entry.path().extension() == ".md") pages.push_back(entry.path());
  }
  std::ranges::sort(pages);
  std::vector<Shown> all;
  for (const fs::path& page : pages) add_blocks(page, all);
  return all;
}

class Documents : public ProgramTest {};

TEST_F(Documents, ShowWhatTheProgramPrints) {
  const std::vector<Shown> all = blocks();
  EXPECT_GE(all.size(), 5U);
  for (const Shown& block : all) {
    const Ran ran = shell("cd '" + root.string() + "' && slsim " + block.command);
    EXPECT_THAT(ran.out, StartsWith(block.output)) << block.page << ": slsim " << block.command;
  }
}

}  // namespace
}  // namespace slsim
