// SPDX-License-Identifier: Apache-2.0
// What is made of the tables of commands and flags besides the help: the page for man, and what a
// shell completes.
#pragma once

#include <span>
#include <string>

#include "client/cmd/command.h"

namespace slsim {

/// docs/man/mediator.1, as roff.
[[nodiscard]] std::string manual_page();
[[nodiscard]] std::span<const MediatorCommand> manual_commands();

}  // namespace slsim
