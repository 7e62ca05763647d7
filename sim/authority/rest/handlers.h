// SPDX-License-Identifier: Apache-2.0
// Handlers that each authority has, by family. What each serves stands in the table.
#pragma once

#include "sim/authority/rest/call.h"

namespace slsim {

// oauth.cc
[[nodiscard]] HttpResponse rest_token_endpoint(RestCall&);

// product.cc
[[nodiscard]] HttpResponse rest_product(RestCall&);

// virtual_accounts.cc
[[nodiscard]] HttpResponse rest_list_virtual_accounts(RestCall&);
[[nodiscard]] HttpResponse rest_create_virtual_account(RestCall&);
[[nodiscard]] HttpResponse rest_delete_virtual_account(RestCall&);

// tokens.cc
[[nodiscard]] HttpResponse rest_list_tokens(RestCall&);
[[nodiscard]] HttpResponse rest_create_token(RestCall&);
[[nodiscard]] HttpResponse rest_revoke_tokens(RestCall&);

// licenses.cc
[[nodiscard]] HttpResponse rest_license_usage(RestCall&);
[[nodiscard]] HttpResponse rest_license_subscriptions(RestCall&);
[[nodiscard]] HttpResponse rest_transfer_licenses(RestCall&);

// devices.cc
[[nodiscard]] HttpResponse rest_list_devices(RestCall&);

// device_changes.cc
[[nodiscard]] HttpResponse rest_transfer_devices(RestCall&);
[[nodiscard]] HttpResponse rest_remove_device(RestCall&);

// alerts.cc
[[nodiscard]] HttpResponse rest_alerts(RestCall&);

}  // namespace slsim
