// SPDX-License-Identifier: Apache-2.0
// The handlers of the route table, by family. What each serves stands in the table.
#pragma once

#include "sim/authority/rest/call.h"

namespace slsim {

// oauth.cc
[[nodiscard]] HttpResponse rest_token_endpoint(RestCall&);

// product.cc
[[nodiscard]] HttpResponse rest_product(RestCall&);

// accounts.cc
[[nodiscard]] HttpResponse rest_list_accounts(RestCall&);
[[nodiscard]] HttpResponse rest_search_accounts(RestCall&);
[[nodiscard]] HttpResponse rest_search_account_ids(RestCall&);
[[nodiscard]] HttpResponse rest_search_accounts_of_user(RestCall&);
[[nodiscard]] HttpResponse rest_recommend_accounts(RestCall&);
[[nodiscard]] HttpResponse rest_pnp_accounts(RestCall&);
[[nodiscard]] HttpResponse rest_pnp_virtual_accounts(RestCall&);

// virtual_accounts.cc
[[nodiscard]] HttpResponse rest_list_virtual_accounts(RestCall&);
[[nodiscard]] HttpResponse rest_create_virtual_account(RestCall&);
[[nodiscard]] HttpResponse rest_delete_virtual_account(RestCall&);
[[nodiscard]] HttpResponse rest_default_virtual_account(RestCall&);

// tokens.cc
[[nodiscard]] HttpResponse rest_list_tokens(RestCall&);
[[nodiscard]] HttpResponse rest_create_token(RestCall&);
[[nodiscard]] HttpResponse rest_revoke_tokens(RestCall&);

// licenses.cc
[[nodiscard]] HttpResponse rest_license_usage(RestCall&);
[[nodiscard]] HttpResponse rest_license_subscriptions(RestCall&);
[[nodiscard]] HttpResponse rest_search_subscriptions(RestCall&);
[[nodiscard]] HttpResponse rest_transfer_licenses(RestCall&);

// devices.cc
[[nodiscard]] HttpResponse rest_list_devices(RestCall&);
[[nodiscard]] HttpResponse rest_devices_of_account(RestCall&);
[[nodiscard]] HttpResponse rest_find_device(RestCall&);

// device_changes.cc
[[nodiscard]] HttpResponse rest_transfer_devices(RestCall&);
[[nodiscard]] HttpResponse rest_remove_device(RestCall&);
[[nodiscard]] HttpResponse rest_remove_devices(RestCall&);

// alerts.cc
[[nodiscard]] HttpResponse rest_alerts(RestCall&);

// policy.cc
[[nodiscard]] HttpResponse rest_authorization_request(RestCall&);
[[nodiscard]] HttpResponse rest_report_usage(RestCall&);
[[nodiscard]] HttpResponse rest_poll(RestCall&);
[[nodiscard]] HttpResponse rest_remove_policy_devices(RestCall&);
[[nodiscard]] HttpResponse rest_account_policy(RestCall&);

// summary.cc
[[nodiscard]] HttpResponse rest_license_summary(RestCall&);

}  // namespace slsim
