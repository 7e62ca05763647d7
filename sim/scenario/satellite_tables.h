// SPDX-License-Identifier: Apache-2.0
// A satellite's verbs by subject, and what they share.
#pragma once

#include <span>
#include <string_view>

#include "sim/scenario/cssm_verbs.h"

namespace slsim {

inline constexpr std::string_view sync_mode_words[] = {"connected", "disconnected"};
inline constexpr std::string_view sync_scope_words[] = {"full", "partial"};
inline constexpr std::string_view sync_period_words[] = {"daily", "weekly", "monthly", "never"};

[[nodiscard]] std::span<const Verb> satellite_account_verbs();
[[nodiscard]] std::span<const Verb> satellite_sync_verbs();
[[nodiscard]] std::span<const Verb> satellite_machine_verbs();

/// In the order of sync_period_words; zero is never. A month is 30 days.
[[nodiscard]] Duration sync_period(std::size_t word);

/// Which local account; the only one when left out.
inline constexpr std::array which_local_account{
    Argument{"account", Type::refers_to_own("local_account"),
             "Which local account; not needed when there is one."},
};
[[nodiscard]] std::string local_account_name(const Satellite& satellite,
                                             const Arguments& arguments);
/// Of `virtual_account` in it, or its default.
[[nodiscard]] Result<VirtualAccountId> local_virtual_account(const Satellite& satellite,
                                                             const Arguments& arguments,
                                                             std::string_view key);

}  // namespace slsim
