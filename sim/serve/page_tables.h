// SPDX-License-Identifier: Apache-2.0
// The tables of the page. Long ones are cut, and say so.
#pragma once

#include <string>

#include "sim/serve/session.h"

namespace slsim {

[[nodiscard]] std::string world_tables(const Session& session);

}  // namespace slsim
