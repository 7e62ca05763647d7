// SPDX-License-Identifier: Apache-2.0
// Product instances: of a smart account with what they use, and of the whole portal by UDI.
#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "sim/authority/rest/dates.h"
#include "sim/authority/rest/device_rows.h"
#include "sim/cssm/rest/handlers.h"
#include "sim/cssm/rest/policy_call.h"
#include "sim/licensing/catalog.h"

namespace slsim {
namespace {

std::string_view product_name(Product product) {
  static constexpr std::string_view names[] = {"Cisco Unified Communications Manager",
                                               "Cisco Unity Connection",
                                               "Cisco Emergency Responder"};
  return names[static_cast<std::size_t>(product)];
}

/// To the second, as published rows have it.
std::string second_of(Instant at) {
  return rest_instant(at).substr(0, rest_date(at).size() + 9) + "Z";
}

bool short_of_anything(const RestCall& call, InstanceId id) {
  const VirtualAccountId account = call.authority.instance(id).account;
  return shortage_mask(call.state().at(account).ledger, call.authority.counted(id)) != 0;
}

Json rich_row(const RestCall& call, InstanceId id) {
  const InstanceDetails& details = call.authority.details(id);
  const Instance& instance = call.authority.instance(id);
  Json usage = Json::array();
  for (const Counts::Entry& entry : call.authority.counted(id)) {
    if (entry.count == 0) continue;
    usage.push_back({{"license", info(entry.license).display_name}, {"quantity", entry.count}});
  }
  return {
      {"hostName", or_null(details.host_name)},
      {"displayName", display_name(details)},
      {"productName", product_name(details.product)},
      {"productDescription", product_name(details.product)},
      {"productType", details.udi.pid},
      {"productTagName", product_tag(details.product)},
      {"virtualAccount", call.state().at(instance.account).name},
      {"status", short_of_anything(call, id) ? "Out Of Compliance" : "In Compliance"},
      {"registrationDate", second_of(details.registered_at)},
      {"lastContactDate",
       call.authority.reservation(id) == nullptr ? Json(second_of(instance.last_contact)) : Json{}},
      {"sudi", sudi_json(details.udi)},
      {"licenseUsage", usage}};
}

Json found_row(const RestCall& call, InstanceId id) {
  const VirtualAccountId va = call.authority.instance(id).account;
  const VirtualAccount& account = call.state().at(va);
  return {{"sudi", sudi_json(call.authority.details(id).udi)},
          {"software_tag", product_tag(call.authority.details(id).product)},
          {"account",
           {{"account_id", account_number(account.smart_account)},
            {"name", call.state().at(account.smart_account).name},
            {"domain", call.state().at(account.smart_account).domain},
            {"virtual_account_id", account_number(va)},
            {"virtual_account_name", account.name},
            {"default", account.is_default}}}};
}

/// What else a search may name: the tag of its software, and parts of a UDI that none here has.
bool asks_for_nothing_else(const RestCall& call, InstanceId id) {
  const std::string tag = call.query_or_empty("software_tag");
  if (!tag.empty() && tag != product_tag(call.authority.details(id).product)) return false;
  constexpr std::array unknown{"udi_vid", "host_identifier", "macaddress", "suvi", "tenant_id"};
  return std::ranges::all_of(
      unknown, [&](const char* member) { return call.query_or_empty(member).empty(); });
}

}  // namespace

HttpResponse rest_devices_of_account(RestCall& call) {
  const auto id = smart_account_of(call);
  if (!id) return id.error();
  const auto page = page_of(call);
  if (!page) return page.error();
  const auto chosen = chosen_accounts(call, *id);
  if (!chosen) return chosen.error();
  // One look at all of them, and rows of this page alone: an account may have ten thousand.
  std::map<VirtualAccountId, std::vector<InstanceId>> devices;
  for (const InstanceId device : call.authority.instances(std::nullopt)) {
    devices[call.authority.instance(device).account].push_back(device);
  }
  std::size_t total = 0;
  Json rows = Json::array();
  for (const VirtualAccountId account : *chosen) {
    for (const InstanceId device : devices[account]) {
      if (total >= page->offset && rows.size() < page->limit)
        rows.push_back(rich_row(call, device));
      ++total;
    }
  }
  return answer_with(
      200,
      {{"totalRecords", total}, {"devices", rows}, {"status", "SUCCESS"}, {"statusMessage", ""}});
}

/// Published shape and live one differ: the setting device_search says which.
HttpResponse rest_find_device(RestCall& call) {
  enum class DeviceSearch : std::uint8_t { live, documented };
  if (const auto told = requesting_system(call, true); !told) return told.error();
  Json sudi = Json::object();
  for (const char* member : {"udi_pid", "udi_serial_number", "uuid"}) {
    sudi[member] = call.query_or_empty(member);
  }
  const auto found = instance_of_sudi(call, sudi, std::nullopt);
  const bool seen =
      found && asks_for_nothing_else(call, *found) &&
      caller_may(call, call.state().at(call.authority.instance(*found).account).smart_account,
                 Right::read, call.authority.instance(*found).account);
  if (!seen) {
    return answer_with(422, {{"status", "COMPLETE"},
                             {"message_code", "NO_DATA_FOUND"},
                             {"message", "No matching record found for given input"}});
  }
  const bool live =
      call.authority.settings().choice<DeviceSearch>(Setting::device_search) == DeviceSearch::live;
  const Json row = found_row(call, *found);
  return answer_with(200, {{"status", live ? "OK" : "COMPLETE"},
                           {"message_code", ""},
                           {"message", ""},
                           {"data", live ? row : Json::array({row})}});
}

}  // namespace slsim
