// SPDX-License-Identifier: Apache-2.0
// Accounts as plug and play lists them.
#include <nlohmann/json.hpp>

#include "sim/cssm/rest/account_search.h"
#include "sim/cssm/rest/handlers.h"

namespace slsim {
namespace {

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

HttpResponse rest_pnp_accounts(RestCall& call) {
  const auto page = pnp_page(call);
  if (!page) return page.error();
  std::vector<Json> rows;
  for (const SmartAccountId id :
       matching_accounts(call, call.query_or_empty("accountDomain"), "", "")) {
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
