// SPDX-License-Identifier: Apache-2.0
// Runs our programs as a person does: by a line for the shell, in a folder of the test's own.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace slsim {

struct Ran {
  int code = -1;
  std::string out;
  std::string err;
};

class ProgramTest : public testing::Test {
 protected:
  ProgramTest();
  ~ProgramTest() override;

  /// `slsim("run a.yaml --jobs 2")`: the rest of a command line, as a shell takes it.
  Ran slsim(std::string_view arguments);
  /// Any line, `slsim` being the program under test.
  Ran shell(std::string_view line);
  void write(std::string_view name, std::string_view text);
  [[nodiscard]] std::string read(std::string_view name) const;
  [[nodiscard]] bool exists(std::string_view name) const;

 private:
  std::string folder_;
};

}  // namespace slsim
