// SPDX-License-Identifier: Apache-2.0
// What calls of Smart Licensing Using Policy have in common: accounts come as headers with ids,
// bodies within `data` with a nonce that answers repeat.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "sim/authority/rest/call.h"

namespace slsim {

/// `{"status":"FAILED","localized_message":…,"message":…}`, with a message_code if one is given.
[[nodiscard]] HttpResponse policy_refusal(int status, std::string_view message,
                                          std::string_view message_code = {});
/// Of X-CSW-SMART-ACCOUNT-ID: 400 without it, 403 when the caller has no role there.
[[nodiscard]] OrAnswer<SmartAccountId> policy_smart_account(const RestCall&);
/// Of X-CSW-VIRTUAL-ACCOUNT-ID within it.
[[nodiscard]] OrAnswer<VirtualAccountId> policy_virtual_account(const RestCall&, Right);
/// The body's `data`.
[[nodiscard]] const Json& policy_data(const RestCall&);
[[nodiscard]] std::int64_t epoch_milliseconds(Instant);

}  // namespace slsim
