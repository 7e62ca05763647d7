// SPDX-License-Identifier: Apache-2.0
// The page of a served world for people: its clock with buttons, accounts, licences, satellites,
// clusters, product instances, alerts, the last events and calls. It needs nothing from elsewhere,
// works without scripts, and follows the world with them.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sim/serve/admin_calls.h"

namespace slsim {

[[nodiscard]] std::span<const AdminRoute> page_routes();

/// The whole document.
[[nodiscard]] std::string world_page(const Session& session, const ServerFacts& facts);

}  // namespace slsim
