// SPDX-License-Identifier: Apache-2.0
// Product instances of a virtual account.
#include <nlohmann/json.hpp>

#include "sim/authority/rest/device_rows.h"
#include "sim/authority/rest/handlers.h"

namespace slsim {
HttpResponse rest_list_devices(RestCall& call) {
  const auto account = virtual_account_of(call, Right::read);
  if (!account) return account.error();
  const auto page = page_of(call);
  if (!page) return page.error();
  const std::string name = call.query_or_empty("instanceName");
  std::vector<Json> rows;
  for (const InstanceId id : call.authority.instances(*account)) {
    const InstanceDetails& details = call.authority.details(id);
    if (!name.empty() && display_name(details) != name) continue;
    rows.push_back(device_row_json(details));
  }
  for (const RemovedRow& removed : call.state().rest.removed) {
    const bool named = name.empty() || removed.name == name;
    if (removed.account != *account || !named || removed.until <= call.now()) continue;
    rows.push_back(Json::parse(removed.row));
  }
  return answer_with(200, {{"status", "SUCCESS"},
                           {"statusMessage", ""},
                           {"totalRecords", rows.size()},
                           {"devices", page_rows(rows, *page)}});
}

}  // namespace slsim
