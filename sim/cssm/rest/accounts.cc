// SPDX-License-Identifier: Apache-2.0
// Smart accounts: listed, searched, found with the ids that other calls want as headers; and which
// virtual account is the default of one.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/cssm/rest/account_search.h"
#include "sim/cssm/rest/handlers.h"

namespace slsim {
namespace {

/// As the portal words them: `Virtual Account Administrator`.
std::string role_name(const RoleGrant& grant) {
  static constexpr std::string_view names[] = {"Administrator", "Approver", "User", "Viewer"};
  return (grant.only ? "Virtual Account " : "Smart Account ") +
         std::string{names[static_cast<std::size_t>(grant.role)]};
}

bool has_role(const User& user, std::string_view name) {
  return std::ranges::any_of(user.grants, [&](const RoleGrant& grant) {
    return same_ignoring_case(role_name(grant), name);
  });
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

}  // namespace

HttpResponse rest_list_accounts(RestCall& call) {
  Json accounts = Json::array();
  for (const SmartAccountId id : seen_accounts(call)) {
    const SmartAccount& account = call.state().at(id);
    accounts.push_back({{"accountName", account.name},
                        {"accountDomain", account.domain},
                        {"accountType", account_type_name(account)},
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
       matching_accounts(call, call.query_or_empty("domain"), call.query_or_empty("name"),
                         call.query_or_empty("type"))) {
    const SmartAccount& account = call.state().at(id);
    rows.push_back({{"domain", account.domain},
                    {"name", account.name},
                    {"id", account_number(id)},
                    {"type", account_type_name(account)},
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
       matching_accounts(call, call.query_or_empty("domain"), call.query_or_empty("name"), "")) {
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
  for (const SmartAccountId id : matching_accounts(call, call.query_or_empty("smartAccountDomain"),
                                                   "", call.query_or_empty("accountType"))) {
    const SmartAccount& account = call.state().at(id);
    const User* user = find_user(account, user_id);
    if (user == nullptr || user->grants.empty()) continue;
    if (const std::string role = call.query_or_empty("roleName");
        !role.empty() && !has_role(*user, role)) {
      continue;
    }
    Json row{{"accountId", account_number(id)},
             {"accountName", account.name},
             {"accountDomain", account.domain},
             {"accountType", account_type_name(account)}};
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

/// Its errors come as 406.
HttpResponse rest_default_virtual_account(RestCall& call) {
  const std::string domain = call.query_or_empty("smartAccountDomain");
  const std::string type = call.query_or_empty("accountType");
  const auto number = integer_in(Json(call.query_or_empty("smartAccountId")));
  for (const SmartAccountId id : seen_accounts(call)) {
    if (call.state().at(id).domain != domain && number != account_number(id)) continue;
    if (!type.empty() && !same_ignoring_case(type, account_type_name(call.state().at(id)))) break;
    const auto account = call.authority.default_account(id);
    if (!account || !caller_may(call, id, Right::read, *account)) break;
    return answer_with(200, {{"id", account_number(*account)},
                             {"name", call.state().at(*account).name},
                             {"accountId", account_number(id)},
                             {"accountName", call.state().at(id).name},
                             {"accountDomain", call.state().at(id).domain},
                             {"default", true}});
  }
  return error_answer(406, "There is no default virtual account for these parameters.");
}

}  // namespace slsim
