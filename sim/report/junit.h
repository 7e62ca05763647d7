// SPDX-License-Identifier: Apache-2.0
// Results as JUnit XML in the dialect that Jenkins reads (its junit-10.xsd): a suite for each file,
// a testcase for each case. It tells nothing of wall time, so that the same run gives the same
// bytes; simulated time, seed and digest are in each testcase's output.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/runner_result.h"

namespace slsim {

class JunitReport {
 public:
  /// REQUIRES: results of one file come side by side. `details` is what a person is told of it.
  void add(const RunResult& result, std::string_view details);
  /// A file that could not be loaded, with all that is wrong with it.
  void add_unreadable(std::string_view path, std::string_view mistakes);
  [[nodiscard]] std::string text() const;

 private:
  struct Suite {
    std::string path;
    std::string cases;  // As XML.
    int tests = 0;
    int failures = 0;
    int errors = 0;
  };
  Suite& suite(std::string_view path);

  std::vector<Suite> suites_;
};

}  // namespace slsim
