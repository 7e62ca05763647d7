// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/client/fake_cssm.h"

#include <nlohmann/json.hpp>

#include "core/http/uri.h"

namespace slsim {
namespace {

using nlohmann::json;

HttpResponse answer(int status, const json& body) {
  HttpResponse response{.status = status, .body = body.dump()};
  response.headers = {{"Content-Type", "application/json"}};
  return response;
}

json token_row(const FakeCssm::Token& token) {
  return {{"token", token.text},
          {"expirationDate", "2030-07-17T23:21:37.000Z"},
          {"description", ""},
          {"exportControl", token.export_allowed ? "Allowed" : "Not Allowed"},
          {"createdBy", "ann"}};
}

}  // namespace

HttpResponse page_of_the_gateway() {
  HttpResponse response{.status = 403, .body = "<h1>Developer Over Rate</h1>"};
  response.headers = {{"Content-Type", "text/html"}};
  return response;
}

FakeCssm::FakeCssm() = default;

std::string FakeCssm::account_of_token(const std::string& token) const {
  for (const Token& row : tokens) {
    if (row.text == token) return row.virtual_account;
  }
  return {};
}

HttpResponse FakeCssm::log_in(const HttpRequest& request) {
  const auto form = parse_query(request.body);
  const std::string* given = form ? find_field(*form, "client_secret") : nullptr;
  if (given == nullptr || *given != secret) {
    return answer(400, {{"error", "invalid_client"}, {"error_description", "No."}});
  }
  const std::string bearer = "bearer-" + std::to_string(++log_ins);
  bearers_.insert("Bearer " + bearer);
  return answer(200, {{"access_token", bearer}, {"token_type", "Bearer"}, {"expires_in", 3599}});
}

HttpResponse FakeCssm::list(const HttpRequest& request, const std::string& member,
                            std::vector<Row> rows) const {
  const json body = json::parse(request.body);
  if (body.contains("virtualAccounts")) {
    const std::string only = body.at("virtualAccounts").at(0).get<std::string>();
    std::erase_if(rows, [&](const Row& row) { return row.virtual_account != only; });
  }
  const auto offset = body.at("offset").get<std::size_t>();
  const auto limit = body.at("limit").get<std::size_t>();
  json items = json::array();
  for (std::size_t i = offset; i < rows.size() && i < offset + limit; ++i) {
    const Row& row = rows[i];
    json item{{"virtualAccount", row.virtual_account}, {"status", "In Compliance"}};
    if (member == "licenses") {
      item.update({{"license", row.name},
                   {"quantity", 10},
                   {"inUse", 4},
                   {"available", 6},
                   {"reserved", 0},
                   {"billingType", "PREPAID"}});
    } else {
      item.update(
          {{"hostName", row.name},
           {"productTagName", "regid.2016-07.com.cisco.UCM"},
           {"sudi", {{"udiPid", "UCM"}, {"udiSerialNumber", row.name}, {"uuid", nullptr}}}});
    }
    items.push_back(item);
  }
  return answer(200, {{"status", "SUCCESS"}, {"totalRecords", rows.size()}, {member, items}});
}

HttpResponse FakeCssm::list_tokens(const std::string& name) const {
  json items = json::array();
  for (const Token& token : tokens) {
    if (token.virtual_account == name) items.push_back(token_row(token));
  }
  return answer(200, {{"status", "SUCCESS"}, {"tokens", items}});
}

HttpResponse FakeCssm::create_token(const std::string& name) {
  tokens.push_back({name, "made-" + std::to_string(++created_tokens), false});
  return answer(200, {{"status", "SUCCESS"}, {"tokenInfo", token_row(tokens.back())}});
}

Result<HttpResponse> FakeCssm::serve(const HttpExchange& exchange) {
  if (!upsets.empty()) {
    Result<HttpResponse> upset = upsets.front();
    upsets.pop_front();
    return upset;
  }
  const HttpRequest& request = exchange.request;
  if (request.path == "/as/token.oauth2") return log_in(request);
  const std::string* bearer = find_header(request.headers, "Authorization");
  if (bearer == nullptr || !bearers_.contains(*bearer)) return HttpResponse{.status = 401};
  if (forgets_bearers) bearers_.clear();
  if (++served_ == changes_after) instances = changed_instances;
  const auto path = path_segments(request.path).value();
  // services api smart-accounts-and-licensing v1 accounts {sa} …
  if (path.at(5) != domain) return HttpResponse{.status = 403};
  if (path.back() == "virtual-accounts") {
    json rows = json::array();
    for (const VirtualAccount& row : virtual_accounts) {
      rows.push_back({{"name", row.name},
                      {"description", ""},
                      {"isDefault", row.name == "va-1" ? "true" : "false"},
                      {"commerceAccessLevel", "PUBLIC"},
                      {"isSatellite", row.satellite ? "true" : "false"}});
    }
    return answer(200, {{"status", "SUCCESS"}, {"virtualAccounts", rows}});
  }
  if (path.back() == "licenses") return list(request, "licenses", licenses);
  if (path.back() == "devices") return list(request, "devices", instances);
  if (path.back() == "alerts") return list(request, "alerts", {});
  if (path.back() != "tokens") return HttpResponse{.status = 404};
  return request.method == "POST" ? create_token(path.at(7)) : list_tokens(path.at(7));
}

}  // namespace slsim
