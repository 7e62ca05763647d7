// SPDX-License-Identifier: Apache-2.0
// Where the results of `slsim run` go, case by case in the order of the input: failures and the
// table to stdout, JSON lines, JUnit XML, journals.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "live/files.h"
#include "sim/cmd/command.h"
#include "sim/cmd/run_options.h"
#include "sim/cmd/selection.h"
#include "sim/report/junit.h"
#include "sim/report/text.h"

namespace slsim {

class Outputs {
 public:
  /// REQUIRES: both outlive this.
  Outputs(const Invocation& invocation, const RunFlags& flags);

  void add_mistakes(const FileMistakes& mistakes);
  void add(const RunResult& result);
  /// Something that a person wants to know and that is no result, such as a golden that was
  /// written.
  void note(std::string_view text);
  /// The table, and the end of every file. What could not be written, a line each.
  [[nodiscard]] std::string finish();

  [[nodiscard]] Verdict worst() const { return worst_; }

 private:
  [[nodiscard]] std::string replay(const RunResult& result, std::string_view program) const;
  void write_journal(const RunResult& result);
  void say(std::string_view text) const;

  const Invocation& invocation_;
  const RunFlags& flags_;
  std::vector<CaseLine> lines_;
  JunitReport junit_;
  std::unique_ptr<NewFile> journal_;  // If all go into one file.
  std::string problems_;
  Verdict worst_ = Verdict::passed;
};

}  // namespace slsim
