// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/program.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "live/files.h"

namespace slsim {
namespace {

constexpr std::size_t most_bytes = 100'000'000;

std::string folder_of_test() {
  const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
  return std::filesystem::temp_directory_path() / ("slsim-e2e-" + std::to_string(::getpid()) + "-" +
                                                   test->test_suite_name() + "-" + test->name());
}

}  // namespace

ProgramTest::ProgramTest() : folder_{folder_of_test()} {
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
}

ProgramTest::~ProgramTest() { std::filesystem::remove_all(folder_); }

Ran ProgramTest::slsim(std::string_view arguments) {
  return shell("slsim " + std::string{arguments});
}

Ran ProgramTest::shell(std::string_view line) {
  // Outside of the folder, so that what the test finds there is what the program put there.
  const std::string captured = folder_ + ".captured";
  const std::string command = "PATH=" SLSIM_BINARY_DIR ":$PATH; cd '" + folder_ + "' && { " +
                              std::string{line} + "\n} >'" + captured + ".out' 2>'" + captured +
                              ".err' </dev/null";
  const int status = std::system(command.c_str());  // NOLINT(cert-env33-c,concurrency-mt-unsafe)
  Ran ran;
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
  ran.out = read_file(captured + ".out", most_bytes).value_or("");
  ran.err = read_file(captured + ".err", most_bytes).value_or("");
  std::filesystem::remove(captured + ".out");
  std::filesystem::remove(captured + ".err");
  return ran;
}

void ProgramTest::write(std::string_view name, std::string_view text) {
  const std::filesystem::path path = std::filesystem::path{folder_} / name;
  std::filesystem::create_directories(path.parent_path());
  EXPECT_EQ(write_file(path, text), std::nullopt);
}

std::string ProgramTest::read(std::string_view name) const {
  auto text = read_file(std::filesystem::path{folder_} / name, most_bytes);
  if (!text) ADD_FAILURE() << name << ": " << text.error();
  return text.value_or("");
}

bool ProgramTest::exists(std::string_view name) const {
  return kind_of(std::filesystem::path{folder_} / name) != PathKind::absent;
}

}  // namespace slsim
