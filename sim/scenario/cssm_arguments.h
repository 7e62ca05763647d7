// SPDX-License-Identifier: Apache-2.0
// From the language's arguments to what CSSM is asked with.
#pragma once

#include <string>
#include <string_view>

#include "sim/authority/authority.h"
#include "sim/scenario/arguments.h"

namespace slsim {

/// In the order of permission_words.
enum class Permission : std::uint8_t { not_allowed, allowed };

/// `va-1` of `partner.example/va-1`: the plan names a virtual account together with its smart
/// account.
[[nodiscard]] std::string account_name(std::string_view full);
/// The virtual account of that full or plain name.
[[nodiscard]] Result<VirtualAccountId> account_of(const LicenseAuthority& cssm,
                                                  std::string_view full);

/// A lot by lot_arguments(); its life begins at `now` unless it says otherwise.
[[nodiscard]] Lot lot_from(const Arguments& arguments, Instant now);
/// A token by token_arguments().
[[nodiscard]] TokenTerms token_from(const Arguments& arguments);

}  // namespace slsim
