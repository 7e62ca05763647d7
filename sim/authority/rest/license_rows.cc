// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/rest/license_rows.h"

#include <nlohmann/json.hpp>

#include "sim/authority/rest/dates.h"
#include "sim/licensing/catalog.h"

namespace slsim {
namespace {

std::string name_of(License license) { return std::string{info(license).display_name}; }

Json detail_json(RestGeneration generation, const Lot& lot) {
  if (generation == RestGeneration::g3) {
    return {{"license_type", license_type(lot.kind)},
            {"entitled_quantity", lot.quantity},
            {"start_date", first_day(lot)},
            {"end_date", last_day(lot)},
            {"sub_ref_id", or_null(lot.subscription)},
            {"status", "ACTIVE"},
            {"product_sku", nullptr}};
  }
  return {{"licenseType", license_type(lot.kind)},
          {"quantity", lot.quantity},
          {"startDate", first_day(lot)},
          {"endDate", last_day(lot)},
          {"subscriptionId", or_null(lot.subscription)},
          {"status", "ACTIVE"}};
}

std::string_view substitution_type(How how) {
  switch (how) {
    case How::hcs_parent:
      return "Substitution From HCS";
    case How::newer_release:
      return "Substitution From Newer Release";
    default:
      return "Substitution From Higher Tier";
  }
}

}  // namespace

std::string_view license_type(LotKind kind) {
  switch (kind) {
    case LotKind::term:
      return "TERM";
    case LotKind::perpetual:
      return "PERPETUAL";
    case LotKind::demo:
      return "DEMO";
    case LotKind::usage:
      break;
  }
  return "STANDARD";
}

/// Both styles occur in one published answer.
Json first_day(const Lot& lot) {
  if (lot.kind == LotKind::perpetual) return {};
  return lot.kind == LotKind::usage ? rest_instant(lot.start) : rest_date(lot.start);
}

Json last_day(const Lot& lot) {
  if (lot.end == never) return {};
  return rest_date(lot.end - milliseconds(1));
}

std::vector<const Lot*> live_lots(const RestCall& call, VirtualAccountId id, License license) {
  const Ledger& ledger = call.state().at(id).ledger;
  std::vector<const Lot*> live;
  for (std::size_t i = 0; i < ledger.lots.size(); ++i) {
    const bool counts = ledger.records[i].phase == LotPhase::live && ledger.lots[i].quantity > 0;
    if (counts && ledger.lots[i].license == license) live.push_back(&ledger.lots[i]);
  }
  return live;
}

Json license_row_json(const RestCall& call, VirtualAccountId id, const LicenseRow& row) {
  Json details = Json::array();
  for (const Lot* lot : live_lots(call, id, row.license)) {
    details.push_back(detail_json(call.generation, *lot));
  }
  Json substitutions = Json::array();
  for (const Served& served : row.substitutions) {
    substitutions.push_back({{"licenseName", name_of(served.demand)},
                             {"substitutedLicense", name_of(served.from)},
                             {"substitutedQuantity", served.quantity},
                             {"substitutionType", substitution_type(served.how)}});
  }
  return {{"license", name_of(row.license)},
          {"virtualAccount", call.state().at(id).name},
          {"quantity", row.quantity},
          {"inUse", row.in_use},
          {"available", std::max<std::int64_t>(row.available, 0)},
          {"status", status_text(row)},
          {"billingType", row.unlimited ? "USAGE" : "PREPAID"},
          {"ahaApps", false},
          {"pendingQuantity", 0},
          {"reserved", row.reserved},
          {call.generation == RestGeneration::g3 ? "portable" : "isPortable", false},
          {"licenseDetails", details},
          {"licenseSubstitutions", substitutions}};
}

Json subscription_row_json(const RestCall& call, VirtualAccountId id, const Lot& lot,
                           std::string_view status) {
  return {{"virtualAccount", call.state().at(id).name},
          {"license", name_of(lot.license)},
          {"billingType", lot.kind == LotKind::usage ? "USAGE" : "PREPAID"},
          {"quantity", std::to_string(lot.quantity)},
          {"startDate", rest_date(lot.start)},
          {"endDate", last_day(lot)},
          {"status", status},
          {"subscriptionId", lot.subscription}};
}

}  // namespace slsim
