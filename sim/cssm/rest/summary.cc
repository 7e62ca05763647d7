// SPDX-License-Identifier: Apache-2.0
// The licence summary of a virtual account, whose items the two generations name differently.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/authority/rest/license_rows.h"
#include "sim/cssm/rest/handlers.h"
#include "sim/cssm/rest/policy_call.h"
#include "sim/licensing/catalog.h"
#include "sim/licensing/tags.h"

namespace slsim {
namespace {

Json detail_of(const Lot& lot, const LicenseRow& row) {
  const bool usage = lot.kind == LotKind::usage;
  return {{"billing_type", usage ? "USAGE" : "PREPAID"},
          {"quantity", lot.quantity},
          {"postpaid_usage", usage ? row.in_use : 0},
          {"start_date", first_day(lot)},
          {"end_date", last_day(lot)},
          {"subscription_id", or_null(lot.subscription)},
          {"status", "ACTIVE"},
          {"billing_model", usage ? "POSTPAID" : "PREPAID"},
          {"license_type", license_type(lot.kind)}};
}

std::int64_t planned(const RestCall& call, VirtualAccountId account, License license) {
  const Ledger& ledger = call.state().at(account).ledger;
  std::int64_t quantity = 0;
  for (std::size_t i = 0; i < ledger.lots.size(); ++i) {
    if (ledger.records[i].phase != LotPhase::planned || ledger.lots[i].license != license) continue;
    quantity += ledger.lots[i].quantity;
  }
  return quantity;
}

Json item_of(const RestCall& call, VirtualAccountId account, const LicenseRow& row) {
  Json details = Json::array();
  for (const Lot* lot : live_lots(call, account, row.license)) {
    details.push_back(detail_of(*lot, row));
  }
  Json item{{"tag", tag(row.license, TagRelease::r12)}};
  if (call.generation == RestGeneration::g3) {
    item["entitled"] = row.quantity;
    item["future_entitled"] = planned(call, account, row.license);
    item["inuse"] = row.in_use;
    item["reserved"] = row.reserved;
  }
  item["compliance_status"] = status_text(row);
  item["display_name"] = info(row.license).display_name;
  item["enforced"] = false;
  item["export_restricted"] = false;
  item["license_details"] = details;
  if (call.generation == RestGeneration::g2) {
    item["prepaid_entitled"] = row.quantity;
    item["prepaid_inuse"] = row.in_use;
    item["prepaid_reserved"] = row.reserved;
  }
  return item;
}

bool wanted(const Json& tags, License license) {
  return tags.empty() || std::ranges::any_of(tags, [&](const Json& text) {
           return text.is_string() && find_tag(text.get_ref<const std::string&>()) == license;
         });
}

}  // namespace

HttpResponse rest_license_summary(RestCall& call) {
  const auto account = policy_virtual_account(call, Right::read);
  if (!account && account.error().status == 422) {  // Published: with a code, here alone.
    return policy_refusal(422, "The accounts are no numbers.", "INVALID_ACCOUNT_ID");
  }
  if (!account) return account.error();
  const Json& data = policy_data(call);
  Json items = Json::array();
  for (const LicenseRow& row : call.authority.licenses(*account)) {
    if (wanted(list_in(data, "tags"), row.license)) items.push_back(item_of(call, *account, row));
  }
  return answer_with(200, {{"status", "SUCCESS"},
                           {"message_code", nullptr},
                           {"message", "Retrieved summary for " + std::to_string(items.size()) +
                                           " license in the pool."},
                           {"timestamp", epoch_milliseconds(call.now())},
                           {"nonce", text_in(data, "nonce")},
                           {"out_standing_reports", 0},
                           {"summary", items}});
}

}  // namespace slsim
