// SPDX-License-Identifier: Apache-2.0
// What a release of HCM-F could do with smart accounts, for whoever has to work as it did (HCS
// Smart Licensing Operational Guide).
#pragma once

#include <optional>
#include <string_view>

#include "client/store/store.h"

namespace slsim {

struct ReleaseLimits {
  bool several_accounts = true;  ///< And satellites: 12.5.1 knew one account, direct or by proxy.
  bool smart_transport_on_7 = true;  ///< Before 12.5SU2 a satellite 7 had the older URL.
};
/// Of `12.5.1`, `12.5SU1` or `12.5SU2`; absent for another text.
[[nodiscard]] std::optional<ReleaseLimits> limits_of_release(std::string_view release);

/// Whether that release takes this account beside those of the store.
[[nodiscard]] OrFault<void> check_release(const Store& store, const StoredAccount& account,
                                          const ReleaseLimits& limits);

}  // namespace slsim
