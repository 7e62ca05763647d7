// SPDX-License-Identifier: Apache-2.0
// What a command of `slsim` is: its name, its flags, its help, and what it does.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "live/terminal.h"
#include "sim/cmd/flags.h"
#include "sim/report/text.h"

namespace slsim {

/// What the process answers; where several hold, misused outdoes broken, and that outdoes failed.
enum ExitCode : int {
  passed = 0,
  failed = 1,   ///< An expectation failed, a golden differs, or a runaway was stopped.
  misused = 2,  ///< A flag or a file is wrong, or nothing matched.
  broken = 3,   ///< An invariant of ours broke.
};

struct Invocation {
  std::string program;  ///< As it was called, for commands that people copy.
  FlagValues flags;
  Stream out = Stream::out();
  Stream err = Stream::err();

  /// Says what was wrong with the command line, on stderr.
  ExitCode misuse(std::string_view what) const;
  [[nodiscard]] Painter painter() const;
};

struct Command {
  std::string_view name;
  std::string_view arguments;  ///< `PATH[::CASE]... [flags]`
  std::string_view summary;    ///< One line, without a full stop.
  std::string_view about;      ///< What it does and a worked example; whole lines.
  std::span<const Flag> flags;
  ExitCode (*run)(const Invocation&);
};

[[nodiscard]] const Command& run_command();
[[nodiscard]] const Command& check_command();
[[nodiscard]] const Command& explain_command();
[[nodiscard]] const Command& sweep_command();
[[nodiscard]] const Command& schema_command();
[[nodiscard]] const Command& serve_command();
[[nodiscard]] const Command& ctl_command();
[[nodiscard]] const Command& ca_command();
[[nodiscard]] const Command& completion_command();
/// All of them, in the order of the help.
[[nodiscard]] std::span<const Command* const> all_commands();

}  // namespace slsim
