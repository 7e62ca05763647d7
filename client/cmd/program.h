// SPDX-License-Identifier: Apache-2.0
// The program mediator: from the words of its command line to its exit code.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/cmd/command.h"

namespace slsim {

[[nodiscard]] std::vector<const MediatorCommand*> all_commands();
/// Flags of all commands.
[[nodiscard]] std::span<const MediatorFlag> common_flags();

int run_mediator(const std::vector<std::string>& arguments, std::string_view version);

}  // namespace slsim
