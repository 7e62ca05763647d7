// SPDX-License-Identifier: Apache-2.0
// Product instances removed many at a time, with a result for each.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/authority/rest/device_rows.h"
#include "sim/cssm/rest/handlers.h"

namespace slsim {
namespace {

Result<void> remove(RestCall& call, VirtualAccountId account, const Json& item) {
  const auto device = instance_of_sudi(call, object_in(item, "sudi"), account);
  if (!device) return tl::make_unexpected(device.error());
  return remove_device(call, *device, text_in(item, "returnCode"));
}

/// Both spellings of the list are published and sent; empty items are fillers.
std::vector<Json> removals_in(const Json& body) {
  std::vector<Json> items;
  for (const char* member : {"productInstacesRemoveRequests", "productInstancesRemoveRequests"}) {
    for (const Json& item : list_in(body, member)) {
      const bool repeated = std::ranges::find(items, item) != items.end();
      if (item.is_object() && !item.empty() && !repeated) items.push_back(item);
    }
  }
  return items;
}

}  // namespace

/// The overall status is SUCCESS whatever becomes of the items: theirs tell.
HttpResponse rest_remove_devices(RestCall& call) {
  const auto account = virtual_account_of(call, Right::manage_assets);
  if (!account) return account.error();
  const std::vector<Json> items = removals_in(call.body);
  if (items.empty()) return error_answer(400, "Missing required input parameters");
  Json results = Json::array();
  for (const Json& item : items) {
    const auto removed = remove(call, *account, item);
    results.push_back(
        {{"status", removed ? "SUCCESS" : "FAILURE"},
         {"statusMessage", removed ? "The product instance was removed." : removed.error().detail},
         {"device", device_name(udi_in(object_in(item, "sudi")))}});
  }
  return answer_with(200, {{"status", "SUCCESS"},
                           {"statusMessage", "The removal requests were processed."},
                           {"removeProductInstancesStatus", results}});
}

}  // namespace slsim
