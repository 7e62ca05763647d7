// SPDX-License-Identifier: Apache-2.0
// Smart accounts by parts of what they are called.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/authority/rest/call.h"

namespace slsim {

/// CUSTOMER or HOLDING.
[[nodiscard]] std::string account_type_name(const SmartAccount&);

/// Which the caller sees and whose domain and name have these parts in them, at most a thousand.
[[nodiscard]] std::vector<SmartAccountId> matching_accounts(const RestCall&,
                                                            std::string_view domain,
                                                            std::string_view name,
                                                            std::string_view type);

}  // namespace slsim
