// SPDX-License-Identifier: Apache-2.0
// Alerts that stand and that nobody dismissed.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/authority/rest/dates.h"
#include "sim/authority/rest/handlers.h"
#include "sim/licensing/catalog.h"

namespace slsim {
namespace {

constexpr std::size_t most_alerts = 1000;  // OpenAPI document: -1 gives the first 1000.

std::string_view severity_name(Severity severity) {
  static constexpr std::string_view names[] = {"Off", "Informational", "Minor", "Major"};
  return names[static_cast<std::size_t>(severity)];
}

bool wanted(const Json& body, Severity severity) {
  const Json& words = list_in(body, "severity");
  return words.empty() || std::ranges::any_of(words, [&](const Json& word) {
           return word.is_string() &&
                  same_ignoring_case(word.get_ref<const std::string&>(), severity_name(severity));
         });
}

bool of_satellite(AlertKind kind) {
  switch (kind) {
    case AlertKind::synchronization_overdue:
    case AlertKind::satellite_unregistered:
    case AlertKind::satellite_sync_deadline:
    case AlertKind::satellite_expired:
    case AlertKind::authorization_file_ready:
      return true;
    default:
      return false;
  }
}

bool of_instance(AlertKind kind) {
  return kind == AlertKind::failed_to_connect || kind == AlertKind::failed_to_renew;
}

/// The lot that an alert on the end of licences is about.
const Lot* lot_of(const RestCall& call, const AlertKey& key) {
  const bool about_lot =
      key.kind == AlertKind::licenses_expired || key.kind == AlertKind::licenses_expiring;
  if (!about_lot || !key.account || key.subject == 0) return nullptr;
  const LotId id = unpack_lot(key.subject);
  const auto& accounts = call.state().virtual_accounts;
  if (id.account.index >= accounts.size()) return nullptr;
  const auto& lots = accounts[id.account.index].ledger.lots;
  return id.position < lots.size() ? &lots[id.position] : nullptr;
}

Json row_of(const RestCall& call, const AlertKey& key, const Alert& alert) {
  const Lot* lot = lot_of(call, key);
  const char* source_type = of_satellite(key.kind)  ? "Satellite"
                            : of_instance(key.kind) ? "Product Instance"
                            : key.account           ? "Virtual Account"
                                                    : "Smart Account";
  return {
      {"virtualAccount", key.account ? Json(call.state().at(*key.account).name) : Json{}},
      {"message", message(key, alert)},
      {"license", key.license ? Json(info(*key.license).display_name) : Json{}},
      {"severity", severity_name(alert.severity)},
      {"messageType", name(key.kind)},
      {"licenseStartDate", lot == nullptr ? Json{} : Json(rest_day(lot->start))},
      {"licenseEndDate",
       lot == nullptr || lot->end == never ? Json{} : Json(rest_day(lot->end - milliseconds(1)))},
      {"actionDue", alert.due ? rest_day(*alert.due) : std::string{"Now"}},
      {"source", alert.source},
      {"sourceType", source_type},
      {"productInstanceHostName", of_instance(key.kind) ? Json(alert.source) : Json{}},
      {"satelliteName", of_satellite(key.kind) ? Json(alert.source) : Json{}}};
}

}  // namespace

HttpResponse rest_alerts(RestCall& call) {
  const auto id = smart_account_of(call);
  if (!id) return id.error();
  auto page = page_of(call);
  if (!page) return page.error();
  page->limit = std::min(page->limit, most_alerts);
  const auto chosen = chosen_accounts(call, *id);
  if (!chosen) return chosen.error();
  const bool all =
      list_in(call.body, "virtualAccounts").empty() && caller_may(call, *id, Right::read);
  std::vector<Json> rows;
  for (const auto& [key, alert] : call.state().alerts.live) {
    if (key.smart_account != *id || alert.dismissed || !wanted(call.body, alert.severity)) continue;
    const bool chosen_one =
        key.account ? std::ranges::find(*chosen, *key.account) != chosen->end() : all;
    if (chosen_one) rows.push_back(row_of(call, key, alert));
  }
  return answer_with(200, {{"totalRecords", rows.size()},
                           {"alerts", page_rows(rows, *page)},
                           {"status", "SUCCESS"},
                           {"statusMessage", ""}});
}

}  // namespace slsim
