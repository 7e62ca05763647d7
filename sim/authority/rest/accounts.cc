// SPDX-License-Identifier: Apache-2.0
// Smart accounts: listed, searched, found with the ids that other calls want as headers.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/authority/rest/handlers.h"

namespace slsim {
namespace {

constexpr std::size_t most_found = 1000;  // Go client "smartaccounts": the search is capped.

/// As the portal words them: `Virtual Account Administrator`.
std::string role_name(const RoleGrant& grant) {
  static constexpr std::string_view names[] = {"Administrator", "Approver", "User", "Viewer"};
  return (grant.only ? "Virtual Account " : "Smart Account ") +
         std::string{names[static_cast<std::size_t>(grant.role)]};
}

std::string type_name(const SmartAccount& account) {
  return account.type == AccountType::customer ? "CUSTOMER" : "HOLDING";
}

Json roles_of(const RestCall& call, const User& user) {
  Json roles = Json::array();
  for (const RoleGrant& grant : user.grants) {
    Json role{{"role", role_name(grant)}};
    if (grant.only) role["virtualAccount"] = call.state().at(*grant.only).name;
    roles.push_back(std::move(role));
  }
  return roles;
}

bool contains_ignoring_case(std::string_view text, std::string_view part) {
  if (part.size() > text.size()) return false;
  for (std::size_t i = 0; i + part.size() <= text.size(); ++i) {
    if (same_ignoring_case(text.substr(i, part.size()), part)) return true;
  }
  return false;
}

/// Which the caller sees and whose domain and name have these parts in them.
std::vector<SmartAccountId> matching(const RestCall& call, std::string_view domain,
                                     std::string_view name, std::string_view type) {
  std::vector<SmartAccountId> found;
  for (const SmartAccountId id : seen_accounts(call)) {
    const SmartAccount& account = call.state().at(id);
    if (found.size() == most_found) break;
    if (contains_ignoring_case(account.domain, domain) &&
        contains_ignoring_case(account.name, name) &&
        (type.empty() || same_ignoring_case(type, type_name(account)))) {
      found.push_back(id);
    }
  }
  return found;
}

/// startIdx and rowsPerPage of plug-and-play listings.
OrAnswer<RestPage> pnp_page(const RestCall& call) {
  RestPage page;
  const auto read = [&](std::string_view name, std::size_t otherwise) -> std::int64_t {
    const std::string text = call.query_or_empty(name);
    if (text.empty()) return static_cast<std::int64_t>(otherwise);
    return integer_in(Json(text)).value_or(-1);
  };
  const std::int64_t start = read("startIdx", 0);
  const std::int64_t rows = read("rowsPerPage", page.limit);
  if (start < 0 || rows < 0) {
    return tl::make_unexpected(
        answer_with(422, {{"status", "COMPLETE"},
                          {"message", "startIdx and rowsPerPage have to be whole numbers."},
                          {"messageCode", "DMS-ERR-100"}}));
  }
  page.offset = static_cast<std::size_t>(start);
  page.limit = static_cast<std::size_t>(rows);
  return page;
}

HttpResponse pnp_answer(const std::vector<Json>& rows, const RestPage& page) {
  const Json data = page_rows(rows, page);
  return answer_with(200, {{"status", "COMPLETE"},
                           {"message", "SUCCESS"},
                           {"messageCode", "DMS-SUCCESS"},
                           {"totalRows", rows.size()},
                           {"pageSize", page.limit},
                           {"startIdx", page.offset},
                           {"data", data}});
}

}  // namespace

HttpResponse rest_list_accounts(RestCall& call) {
  Json accounts = Json::array();
  for (const SmartAccountId id : seen_accounts(call)) {
    const SmartAccount& account = call.state().at(id);
    accounts.push_back({{"accountName", account.name},
                        {"accountDomain", account.domain},
                        {"accountType", type_name(account)},
                        {"accountStatus", "Active"},
                        {"roles", roles_of(call, *find_user(account, call.caller.user))}});
  }
  return answer_with(200, {{"accounts", accounts}, {"status", "SUCCESS"}, {"statusMessage", ""}});
}

HttpResponse rest_search_accounts(RestCall& call) {
  const auto page = page_of(call);
  if (!page) return page.error();
  std::vector<Json> rows;
  for (const SmartAccountId id :
       matching(call, call.query_or_empty("domain"), call.query_or_empty("name"),
                call.query_or_empty("type"))) {
    const SmartAccount& account = call.state().at(id);
    rows.push_back({{"domain", account.domain},
                    {"name", account.name},
                    {"id", account_number(id)},
                    {"type", type_name(account)},
                    {"status", "ACTIVE"}});
  }
  return answer_with(200, {{"totalRecords", rows.size()},
                           {"accounts", page_rows(rows, *page)},
                           {"status", "SUCCESS"},
                           {"statusMessage", ""}});
}

HttpResponse rest_search_account_ids(RestCall& call) {
  Json accounts = Json::array();
  for (const SmartAccountId id :
       matching(call, call.query_or_empty("domain"), call.query_or_empty("name"), "")) {
    Json virtual_accounts = Json::array();
    for (const VirtualAccountId va : seen_accounts(call, id)) {
      virtual_accounts.push_back({{"default", call.state().at(va).is_default},
                                  {"name", call.state().at(va).name},
                                  {"virtual_account_id", std::to_string(account_number(va))}});
    }
    accounts.push_back({{"account_id", std::to_string(account_number(id))},
                        {"domain", call.state().at(id).domain},
                        {"name", call.state().at(id).name},
                        {"virtual_accounts", virtual_accounts}});
  }
  if (accounts.empty()) {
    return answer_with(200, {{"status", "COMPLETE"},
                             {"message_code", "NO DATA FOUND"},
                             {"message", "No matching record found for given input"}});
  }
  return answer_with(
      200, {{"message_code", ""}, {"accounts", accounts}, {"message", ""}, {"status", "COMPLETE"}});
}

HttpResponse rest_search_accounts_of_user(RestCall& call) {
  const std::string user_id = call.query_or_empty("userId");
  if (user_id.empty()) return error_answer(400, "Missing required input parameters");
  Json accounts = Json::array();
  for (const SmartAccountId id : matching(call, call.query_or_empty("smartAccountDomain"), "",
                                          call.query_or_empty("accountType"))) {
    const SmartAccount& account = call.state().at(id);
    const User* user = find_user(account, user_id);
    if (user == nullptr || user->grants.empty()) continue;
    Json row{{"accountId", account_number(id)},
             {"accountName", account.name},
             {"accountDomain", account.domain},
             {"accountType", type_name(account)}};
    // `addRoleDipslayName` is the published spelling.
    if (call.query_or_empty("addRoleDipslayName") != "false") row["roles"] = roles_of(call, *user);
    if (same_ignoring_case(call.query_or_empty("addVirtualAccounts"), "true")) {
      row["virtualAccounts"] = Json::array();
      for (const VirtualAccountId va : seen_accounts(call, id)) {
        row["virtualAccounts"].push_back(
            {{"id", account_number(va)}, {"name", call.state().at(va).name}});
      }
    }
    accounts.push_back(std::move(row));
  }
  return answer_with(200, {{"status", "SUCCESS"}, {"accounts", accounts}});
}

HttpResponse rest_recommend_accounts(RestCall& call) {
  if (text_in(call.body, "crPartyID").empty()) {
    return answer_with(400, {{"status", "FAILURE"}, {"message", "crPartyID is missing."}});
  }
  Json accounts = Json::array();
  for (const SmartAccountId id : seen_accounts(call)) {
    accounts.push_back({{"accountDomainIdentifier", call.state().at(id).domain},
                        {"accountName", call.state().at(id).name},
                        {"status", "ACTIVE"}});
  }
  return answer_with(200, {{"status", "SUCCESS"},
                           {"totalRows", std::to_string(accounts.size())},
                           {"smartAccounts", accounts}});
}

HttpResponse rest_pnp_accounts(RestCall& call) {
  const auto page = pnp_page(call);
  if (!page) return page.error();
  std::vector<Json> rows;
  for (const SmartAccountId id : matching(call, call.query_or_empty("accountDomain"), "", "")) {
    rows.push_back({{"companyName", call.state().at(id).name},
                    {"domainIdentifier", call.state().at(id).domain},
                    {"accountIdentifier", std::to_string(account_number(id))}});
  }
  return pnp_answer(rows, *page);
}

HttpResponse rest_pnp_virtual_accounts(RestCall& call) {
  const auto page = pnp_page(call);
  if (!page) return page.error();
  const auto id = smart_account_of(call);
  if (!id) {
    return answer_with(422, {{"status", "COMPLETE"},
                             {"message", "User or Account is not authorized."},
                             {"messageCode", "DMS-ERR-136"},
                             {"cause", nullptr},
                             {"stackTrace", Json::array()},
                             {"suppressed", Json::array()},
                             {"localizedMessage", "User or Account is not authorized."}});
  }
  std::vector<Json> rows;
  for (const VirtualAccountId va : seen_accounts(call, *id)) {
    const VirtualAccount& account = call.state().at(va);
    rows.push_back({{"virtualAccountName", account.name},
                    {"virtualAccountId", account_number(va)},
                    {"networkId", ""},
                    {"organizationname", ""},
                    {"default", account.is_default ? "true" : "false"}});
  }
  return pnp_answer(rows, *page);
}

}  // namespace slsim
