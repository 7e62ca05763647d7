// SPDX-License-Identifier: Apache-2.0
// Handlers of the routes that CSSM alone serves, by family. What each serves stands in the table.
#pragma once

#include "sim/authority/rest/call.h"

namespace slsim {

// accounts.cc
[[nodiscard]] HttpResponse rest_list_accounts(RestCall&);
[[nodiscard]] HttpResponse rest_search_accounts(RestCall&);
[[nodiscard]] HttpResponse rest_search_account_ids(RestCall&);
[[nodiscard]] HttpResponse rest_search_accounts_of_user(RestCall&);
[[nodiscard]] HttpResponse rest_recommend_accounts(RestCall&);
[[nodiscard]] HttpResponse rest_default_virtual_account(RestCall&);

// plug_and_play.cc
[[nodiscard]] HttpResponse rest_pnp_accounts(RestCall&);
[[nodiscard]] HttpResponse rest_pnp_virtual_accounts(RestCall&);

// subscriptions.cc
[[nodiscard]] HttpResponse rest_search_subscriptions(RestCall&);

// devices.cc
[[nodiscard]] HttpResponse rest_devices_of_account(RestCall&);
[[nodiscard]] HttpResponse rest_find_device(RestCall&);

// removals.cc
[[nodiscard]] HttpResponse rest_remove_devices(RestCall&);

// reservations.cc
[[nodiscard]] HttpResponse rest_reserve_licenses(RestCall&);
[[nodiscard]] HttpResponse rest_change_reservation(RestCall&);
[[nodiscard]] HttpResponse rest_confirm_reservation(RestCall&);
[[nodiscard]] HttpResponse rest_reservation_tags(RestCall&);

// policy.cc
[[nodiscard]] HttpResponse rest_authorization_request(RestCall&);
[[nodiscard]] HttpResponse rest_report_usage(RestCall&);
[[nodiscard]] HttpResponse rest_poll(RestCall&);
[[nodiscard]] HttpResponse rest_remove_policy_devices(RestCall&);
[[nodiscard]] HttpResponse rest_account_policy(RestCall&);

// summary.cc
[[nodiscard]] HttpResponse rest_license_summary(RestCall&);

}  // namespace slsim
