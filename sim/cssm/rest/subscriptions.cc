// SPDX-License-Identifier: Apache-2.0
// Subscriptions of smart accounts, searched.
#include <map>
#include <nlohmann/json.hpp>

#include "sim/cssm/rest/handlers.h"

namespace slsim {
namespace {

Json offers_json(const RestCall& call, SmartAccountId id) {
  std::map<std::string, Json> by_subscription;
  for (const VirtualAccountId account : seen_accounts(call, id)) {
    const VirtualAccount& row = call.state().at(account);
    for (std::size_t i = 0; i < row.ledger.lots.size(); ++i) {
      const Lot& lot = row.ledger.lots[i];
      if (lot.subscription.empty() || row.ledger.records[i].phase == LotPhase::gone) continue;
      const auto [place, fresh] = by_subscription.try_emplace(lot.subscription, Json::array());
      const Json entry{{"vaId", account_number(account)}, {"vaName", row.name}};
      if (fresh || place->second.back() != entry) place->second.push_back(entry);
    }
  }
  Json offers = Json::array();
  for (const auto& [subscription, accounts] : by_subscription) {
    offers.push_back({{"subRefId", subscription},
                      {"vaDetails", accounts},
                      {"suites", Json::array()},
                      {"additionalParams", Json::array()}});
  }
  return offers;
}

}  // namespace

HttpResponse rest_search_subscriptions(RestCall& call) {
  Json details = Json::array();
  for (const Json& asked : list_in(call.body, "smartAccount")) {
    const auto number = integer_in(asked, "smartAccountId");
    for (const SmartAccountId id : seen_accounts(call)) {
      if (number != account_number(id) && text_in(asked, "domain") != call.state().at(id).domain) {
        continue;
      }
      details.push_back(
          {{"smartAccountId", account_number(id)}, {"subscriptions", offers_json(call, id)}});
    }
  }
  return answer_with(200, {{"offerDetails", details}});
}

}  // namespace slsim
