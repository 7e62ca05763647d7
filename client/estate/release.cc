// SPDX-License-Identifier: Apache-2.0
#include "client/estate/release.h"

#include <algorithm>

namespace slsim {

std::optional<ReleaseLimits> limits_of_release(std::string_view release) {
  if (release == "12.5.1") return ReleaseLimits{false, false};
  if (release == "12.5SU1") return ReleaseLimits{true, false};
  if (release == "12.5SU2") return ReleaseLimits{};
  return std::nullopt;
}

OrFault<void> check_release(const Store& store, const StoredAccount& account,
                            const ReleaseLimits& limits) {
  if (limits.several_accounts) return {};
  if (account.transport == TransportMode::satellite) {
    return fail(FaultCode::CSSM1009, "12.5.1 knows no satellites");
  }
  const auto accounts = store.accounts();
  const bool another = std::ranges::any_of(
      accounts, [&](const StoredAccount& row) { return row.domain != account.domain; });
  if (another) return fail(FaultCode::CSSM1018, "12.5.1 knows one smart account");
  return {};
}

}  // namespace slsim
