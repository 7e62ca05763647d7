// SPDX-License-Identifier: Apache-2.0
// The program mediator: from the words of its command line to its exit code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace slsim {

int run_mediator(const std::vector<std::string>& arguments, std::string_view version);

}  // namespace slsim
