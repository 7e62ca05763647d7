// SPDX-License-Identifier: Apache-2.0
// Virtual accounts: listed, created and deleted.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/authority/rest/handlers.h"

namespace slsim {
namespace {

HttpResponse done() {
  return answer_with(200, {{"status", "SUCCESS"}, {"statusMessage", "Operation Successful"}});
}

/// isDefault is a text on the wire; SSM On-Prem has words of its own for it.
Json row_of(const RestCall& call, const VirtualAccount& account) {
  enum class DefaultWords : std::uint8_t { yes_no, true_false };
  if (call.generation == RestGeneration::on_prem) {
    const bool yes_no = call.authority.settings().choice<DefaultWords>(
                            Setting::satellite_default) == DefaultWords::yes_no;
    const char* yes = yes_no ? "yes" : "true";
    const char* no = yes_no ? "no" : "false";
    return {{"name", account.name},
            {"description", account.description},
            {"isDefault", account.is_default ? yes : no}};
  }
  return {
      {"name", account.name},
      {"description", account.description},
      {"isDefault", account.is_default ? "true" : "false"},
      {"commerceAccessLevel", account.access == AccessLevel::public_access ? "PUBLIC" : "PRIVATE"},
      {"isSatellite", account.satellite.empty() ? "false" : "true"}};
}

struct Paging {
  std::size_t from = 0;
  std::size_t size = 50;
};

/// from and size of the third generation, `from` being the number of a row; whatever is no number
/// counts as left out.
Paging paging_of(const RestCall& call) {
  Paging paging;
  const auto from = integer_in(Json(call.query_or_empty("from")));
  const auto size = integer_in(Json(call.query_or_empty("size")));
  if (from && *from > 0) paging.from = static_cast<std::size_t>(*from);
  if (size && *size > 0) paging.size = static_cast<std::size_t>(*size);
  return paging;
}

HttpResponse paged(const RestCall& call, std::vector<Json> rows) {
  if (same_ignoring_case(call.query_or_empty("sort"), "name")) {
    std::ranges::stable_sort(rows, {},
                             [](const Json& row) { return row["name"].get<std::string>(); });
  }
  if (same_ignoring_case(call.query_or_empty("order"), "desc")) std::ranges::reverse(rows);
  const Paging paging = paging_of(call);
  const RestPage page{paging.from, paging.size};
  return answer_with(200, {{"virtualAccounts", page_rows(rows, page)},
                           {"currentPage", paging.from / paging.size + 1},
                           {"pageSize", paging.size},
                           {"totalPages", (rows.size() + paging.size - 1) / paging.size},
                           {"totalRows", rows.size()},
                           {"status", "SUCCESS"},
                           {"statusMessage", ""},
                           {"message", ""}});
}

bool is_true(const Json& object, const char* member) {
  const auto found = object.find(member);
  if (found == object.end()) return false;
  if (found->is_boolean()) return found->get<bool>();
  return found->is_string() && same_ignoring_case(found->get_ref<const std::string&>(), "true");
}

}  // namespace

HttpResponse rest_list_virtual_accounts(RestCall& call) {
  const auto id = smart_account_of(call);
  if (!id) return id.error();
  std::vector<Json> rows;
  for (const VirtualAccountId account : seen_accounts(call, *id)) {
    rows.push_back(row_of(call, call.state().at(account)));
  }
  if (call.generation == RestGeneration::g3) return paged(call, std::move(rows));
  return answer_with(200,
                     {{"virtualAccounts", rows}, {"status", "SUCCESS"}, {"statusMessage", ""}});
}

HttpResponse rest_create_virtual_account(RestCall& call) {
  const auto id = smart_account_of(call, Right::manage_accounts);
  if (!id) return id.error();
  VirtualAccountTerms terms{.name = text_in(call.body, "name"),
                            .description = text_in(call.body, "description")};
  if (terms.name.empty()) return error_answer(400, "Missing required input parameters");
  if (!text_in(call.body, "parentVaName").empty()) {
    return error_answer(501, "Nested virtual accounts are not served yet.");
  }
  if (same_ignoring_case(text_in(call.body, "commerceAccessLevel"), "private")) {
    terms.access = AccessLevel::private_access;
  }
  // What is a satellite's belongs to one of the account's own name until that one registers.
  if (is_true(call.body, "isSatellite")) terms.satellite = terms.name;
  const bool is_default = is_true(call.body, "isDefault");
  if (is_default && !terms.satellite.empty()) {
    return error_answer(400, "A virtual account of a satellite cannot be the default.");
  }
  const auto made = call.authority.create_virtual_account(call.context, call.by(), *id, terms);
  if (!made) return refused_answer(call, made.error());
  if (is_default) {
    const auto changed = call.authority.make_default(call.context, call.by(), *made);
    if (!changed) return refused_answer(call, changed.error());
  }
  return done();
}

HttpResponse rest_delete_virtual_account(RestCall& call) {
  const auto id = smart_account_of(call, Right::manage_accounts);
  if (!id) return id.error();
  const auto account = virtual_account_of(call, Right::manage_accounts);
  if (!account) return account.error();
  const auto deleted = call.authority.delete_virtual_account(call.context, call.by(), *account);
  return deleted ? done() : refused_answer(call, deleted.error());
}

}  // namespace slsim
