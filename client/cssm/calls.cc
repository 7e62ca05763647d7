// SPDX-License-Identifier: Apache-2.0
#include "client/cssm/calls.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "client/json.h"
#include "core/http/uri.h"

namespace slsim {
namespace {

using nlohmann::json;

std::string tokens_path(const std::string& virtual_account) {
  return "/virtual-accounts/" + percent_encode(virtual_account) + "/tokens";
}

StoredLicense license_of(const json& row) {
  return {.license = json_text(row, "license"),
          .quantity = json_number(row, "quantity"),
          .in_use = json_number(row, "inUse"),
          .available = json_number(row, "available"),
          .reserved = json_number(row, "reserved"),
          .status = json_text(row, "status"),
          .billing = json_text(row, "billingType")};
}

std::string udi_of(const json& row) {
  const auto sudi = row.find("sudi");
  if (sudi == row.end()) return {};
  return json_text(*sudi, "udiPid") + '/' + json_text(*sudi, "udiSerialNumber") + '/' +
         json_text(*sudi, "uuid");
}

StoredInstance instance_of(const json& row) {
  return {.udi = udi_of(row),
          .name = json_text(row, "hostName"),
          .product = json_text(row, "productTagName"),
          .status = json_text(row, "status")};
}

StoredAlert alert_of(const json& row) {
  return {.virtual_account = json_text(row, "virtualAccount"),
          .severity = json_text(row, "severity"),
          .type = json_text(row, "messageType"),
          .message = json_text(row, "message"),
          .source = json_text(row, "source")};
}

StoredToken token_of(const json& row) {
  return {.token = {json_text(row, "token")},
          .description = json_text(row, "description"),
          .expires = json_instant(row, "expirationDate"),
          .export_allowed = same_ignoring_case(json_text(row, "exportControl"), "allowed")};
}

template <class Row>
Task<OrFault<Page<Row>>> read_page(CssmSession& session, CssmSession::Call call, PagePlace place,
                                   std::string list, Row (*row_of)(const json&)) {
  call.method = "POST";
  json asked{{"limit", place.limit}, {"offset", place.offset}};
  if (!place.virtual_account.empty()) asked["virtualAccounts"] = {place.virtual_account};
  call.body = asked.dump();
  const OrFault<json> answer = co_await session.ask(std::move(call));
  if (!answer) co_return tl::make_unexpected(answer.error());
  Page<Row> page;
  page.total = json_number(*answer, "totalRecords");
  for (const json& row : json_list(*answer, list)) {
    if (!row.is_object()) co_return fail(FaultCode::CSSM1013, "a row of " + list);
    page.rows.push_back({json_text(row, "virtualAccount"), row_of(row)});
  }
  co_return page;
}

}  // namespace

Task<OrFault<std::vector<CssmVirtualAccount>>> list_virtual_accounts(CssmSession& session) {
  CssmSession::Call call;
  call.path = session.at_satellite() ? "/virtual-accounts" : "/customer/virtual-accounts";
  const OrFault<json> answer = co_await session.ask(std::move(call));
  if (!answer) co_return tl::make_unexpected(answer.error());
  if (!answer->contains("virtualAccounts")) {
    co_return fail(FaultCode::CSSM1013, "no virtualAccounts");
  }
  std::vector<CssmVirtualAccount> rows;
  for (const json& row : json_list(*answer, "virtualAccounts")) {
    CssmVirtualAccount found;
    found.account.domain = session.account().domain;
    found.account.name = json_text(row, "name");
    found.account.description = json_text(row, "description");
    found.account.is_default = json_flag(row, "isDefault");
    found.account.access_level = json_text(row, "commerceAccessLevel");
    found.satellite = json_flag(row, "isSatellite");
    rows.push_back(std::move(found));
  }
  co_return rows;
}

Task<OrFault<Page<StoredLicense>>> list_licenses(CssmSession& session, PagePlace place) {
  CssmSession::Call call;
  call.path = "/licenses";
  co_return co_await read_page(session, std::move(call), place, "licenses", &license_of);
}

namespace {

/// What On-Prem has: a virtual account at a time, and fewer members.
Task<OrFault<Page<StoredInstance>>> list_instances_on_prem(CssmSession& session, PagePlace place) {
  CssmSession::Call call;
  call.path = "/virtual-accounts/" + percent_encode(place.virtual_account) + "/devices";
  call.query = "limit=" + std::to_string(place.limit) + "&offset=" + std::to_string(place.offset);
  const OrFault<json> answer = co_await session.ask(std::move(call));
  if (!answer) co_return tl::make_unexpected(answer.error());
  Page<StoredInstance> page;
  for (const json& row : json_list(*answer, "devices")) {
    if (!row.is_object()) co_return fail(FaultCode::CSSM1013, "a row of devices");
    StoredInstance instance = instance_of(row);
    instance.name = json_text(row, "instanceName");
    page.rows.push_back({place.virtual_account, std::move(instance)});
  }
  page.total = answer->contains("totalRecords")
                   ? json_number(*answer, "totalRecords")
                   : place.offset + static_cast<std::int64_t>(page.rows.size());
  co_return page;
}

}  // namespace

Task<OrFault<Page<StoredInstance>>> list_instances(CssmSession& session, PagePlace place) {
  if (session.at_satellite()) co_return co_await list_instances_on_prem(session, place);
  CssmSession::Call call;
  call.path = "/devices";
  co_return co_await read_page(session, std::move(call), place, "devices", &instance_of);
}

Task<OrFault<Page<StoredAlert>>> list_alerts(CssmSession& session, PagePlace place) {
  CssmSession::Call call;
  call.path = "/alerts";
  co_return co_await read_page(session, std::move(call), place, "alerts", &alert_of);
}

std::string key_of(const InAccount<StoredLicense>& row) {
  return row.virtual_account + '\n' + row.row.license;
}

std::string key_of(const InAccount<StoredInstance>& row) { return row.row.udi; }

std::string key_of(const InAccount<StoredAlert>& row) {
  return row.virtual_account + '\n' + row.row.type + '\n' + row.row.message;
}

Task<OrFault<std::vector<StoredToken>>> list_tokens(CssmSession& session,
                                                    std::string virtual_account) {
  CssmSession::Call call;
  call.path = tokens_path(virtual_account);
  const OrFault<json> answer = co_await session.ask(std::move(call));
  if (!answer) co_return tl::make_unexpected(answer.error());
  std::vector<StoredToken> tokens;
  for (const json& row : json_list(*answer, "tokens")) tokens.push_back(token_of(row));
  co_return tokens;
}

Task<OrFault<StoredToken>> create_token(CssmSession& session, std::string virtual_account,
                                        std::int64_t days_of_life) {
  CssmSession::Call call;
  call.method = "POST";
  call.path = tokens_path(virtual_account);
  call.body = json{{"description", "Created by mediator"},
                   {"expiresAfterDays", days_of_life},
                   {"exportControlled", "Not Allowed"}}
                  .dump();
  const OrFault<json> answer = co_await session.ask(std::move(call));
  if (!answer) co_return tl::make_unexpected(answer.error());
  // An object on the wire, an array in the published description.
  const auto found = answer->find("tokenInfo");
  if (found == answer->end()) co_return fail(FaultCode::CSSM1013, "no tokenInfo");
  const json& row = found->is_array() && !found->empty() ? found->front() : *found;
  StoredToken token = token_of(row);
  if (token.token.text.empty()) co_return fail(FaultCode::CSSM1013, "a tokenInfo without a token");
  co_return token;
}

}  // namespace slsim
