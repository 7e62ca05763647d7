// SPDX-License-Identifier: Apache-2.0
// Product instances transferred and removed, many at a time with a result for each.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/authority/rest/device_rows.h"
#include "sim/authority/rest/handlers.h"

namespace slsim {
namespace {

const char* overall_status(std::size_t done, std::size_t all) {
  return done == all ? "SUCCESS" : done == 0 ? "ERROR" : "WARNING";
}

Result<void> transfer(RestCall& call, VirtualAccountId source, const Json& item) {
  const auto device = instance_of_sudi(call, object_in(item, "sudi"), source);
  if (!device) return tl::make_unexpected(device.error());
  const SmartAccountId home = call.state().at(source).smart_account;
  const auto target = call.authority.find_virtual_account(text_in(item, "targetVirtualAccount"),
                                                          call.state().at(home).domain);
  if (!target) return tl::make_unexpected(target.error());
  if (!caller_may(call, home, Right::manage_assets, *target)) {
    return refuse(ProblemCode::not_allowed, "The target virtual account is not the caller's.");
  }
  return call.authority.transfer_instance(call.context, call.by(), *device, *target);
}

Result<void> remove(RestCall& call, VirtualAccountId account, const Json& item) {
  const auto device = instance_of_sudi(call, object_in(item, "sudi"), account);
  if (!device) return tl::make_unexpected(device.error());
  return call.authority.remove_instance(call.context, call.by(), *device);
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

HttpResponse rest_transfer_devices(RestCall& call) {
  const auto source = virtual_account_of(call, Right::manage_assets);
  if (!source) return source.error();
  const Json& items = list_in(call.body, "productInstances");
  if (items.empty()) return error_answer(400, "Missing required input parameters");
  Json results = Json::array();
  std::size_t done = 0;
  for (const Json& item : items) {
    const auto moved = transfer(call, *source, item);
    if (moved) ++done;
    results.push_back(
        {{"status", moved ? "SUCCESS" : "ERROR"},
         {"statusMessage", moved ? "The product instance was transferred." : moved.error().detail},
         {"sudi", object_in(item, "sudi")},
         {"productTagName", text_in(item, "productTagName")},
         {"sourceVirtualAccount", call.state().at(*source).name},
         {"targetVirtualAccount", text_in(item, "targetVirtualAccount")}});
  }
  return answer_with(200, {{"status", overall_status(done, items.size())},
                           {"statusMessage",
                            std::to_string(done) + " product instances transferred successfully."},
                           {"productsTransferStatus", results},
                           {"successCount", done},
                           {"errorCount", items.size() - done}});
}

HttpResponse rest_remove_device(RestCall& call) {
  const auto account = virtual_account_of(call, Right::manage_assets);
  if (!account) return account.error();
  const auto device = instance_of_sudi(call, object_in(call.body, "sudi"), *account);
  if (!device) return refused_answer(device.error());
  const std::string name = display_name(call.authority.details(*device));
  const auto removed = call.authority.remove_instance(call.context, call.by(), *device);
  if (!removed) return refused_answer(removed.error());
  return answer_with(
      200, {{"status", "SUCCESS"},
            {"statusMessage", "The Product Instance " + name + " was successfully removed."}});
}

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
