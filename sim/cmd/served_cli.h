// SPDX-License-Identifier: Apache-2.0
// The command lines of a world's nodes over SSH: where each listens, and the dialogue with a
// platform's user.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "live/ssh_server.h"
#include "sim/cmd/served_hosts.h"
#include "sim/ucapps/cli_type.h"

namespace slsim {

/// What the dialogue asks of the world. Each from any thread; it waits for its answer.
struct CommandLine {
  std::function<bool(const std::string& node, const BasicLogin& login)> logs_in;
  /// What a line prints that changes nothing; absent of one that acts.
  std::function<std::optional<CliAnswer>(const std::string& node, const TypedLine& typed)> look_up;
  std::function<CliAnswer(const std::string& node, const TypedLine& typed)> type;
};

/// Opens a listener for each node that has an address of its own, and adds where to its URLs; or a
/// line that says what is in the way.
[[nodiscard]] std::optional<std::string> open_command_lines(SshServer& server,
                                                            std::vector<ServedHost>& hosts,
                                                            const SshPlan& plan,
                                                            const CommandLine& line);

}  // namespace slsim
