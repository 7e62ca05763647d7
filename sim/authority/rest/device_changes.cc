// SPDX-License-Identifier: Apache-2.0
// Product instances transferred, many at a time with a result for each, and one removed.
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
  if (!device) return refused_answer(call, device.error());
  const std::string name = display_name(call.authority.details(*device));
  const auto removed = remove_device(call, *device);
  if (!removed) return refused_answer(call, removed.error());
  return answer_with(
      200, {{"status", "SUCCESS"},
            {"statusMessage", "The Product Instance " + name + " was successfully removed."}});
}

}  // namespace slsim
