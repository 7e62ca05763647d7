// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/event_log.h"

#include <array>

namespace slsim {
namespace {

/// In the order of the enumerators.
constexpr std::array words{
    "account_property_changed"_w,
    "agreement_accepted"_w,
    "token_generated"_w,
    "token_revoked"_w,
    "satellite_added"_w,
    "satellite_removed"_w,
    "satellite_synchronized"_w,
    "user_changed"_w,
    "licenses_added"_w,
    "licenses_removed"_w,
    "licenses_transferred"_w,
    "licenses_expired"_w,
    "instance_added"_w,
    "instance_removed"_w,
    "instance_transferred"_w,
    "virtual_account_added"_w,
    "virtual_account_renamed"_w,
    "virtual_account_removed"_w,
    "restricted_license_changed"_w,
    "alert_dismissed"_w,
    "licenses_reserved"_w,
    "reservation_changed"_w,
    "reservation_change_cancelled"_w,
    "reservation_confirmed"_w,
    "reservation_increased"_w,
    "reservation_decreased"_w,
    "reservation_returned"_w,
    "reservation_rehosted"_w,
    "reservation_moved"_w,
};
static_assert(words.size() == static_cast<std::size_t>(LogCategory::reservation_moved) + 1);

}  // namespace

Word word(LogCategory category) { return words.at(static_cast<std::size_t>(category)); }

}  // namespace slsim
