// SPDX-License-Identifier: Apache-2.0
// What calls of Smart Licensing Using Policy have in common: accounts come as headers with ids,
// bodies within `data` with a nonce that answers repeat.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/authority/rest/call.h"

namespace slsim {

/// Of X-CSW-REQUESTING-SYSTEM: 400 when it is no JSON object, or missing where it is needed.
[[nodiscard]] OrAnswer<void> requesting_system(const RestCall&, bool needed);
/// Of X-CSW-SMART-ACCOUNT-ID: 400 without it, 422 when it is no number, 403 when the caller has no
/// role there.
[[nodiscard]] OrAnswer<SmartAccountId> policy_smart_account(const RestCall&);
/// Of X-CSW-VIRTUAL-ACCOUNT-ID within it, for a requesting system as the setting has it.
[[nodiscard]] OrAnswer<VirtualAccountId> policy_virtual_account(const RestCall&, Right);
/// The body's `data`.
[[nodiscard]] const Json& policy_data(const RestCall&);
[[nodiscard]] std::int64_t epoch_milliseconds(Instant);

}  // namespace slsim
