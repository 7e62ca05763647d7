// SPDX-License-Identifier: Apache-2.0
// Accounts as plug and play lists them.
#include <nlohmann/json.hpp>

#include "sim/cssm/rest/account_search.h"
#include "sim/cssm/rest/handlers.h"

namespace slsim {
namespace {

/// With the members of a Java Throwable, which the published shape leaks.
HttpResponse pnp_refusal(std::string_view message, std::string_view code) {
  return answer_with(422, {{"status", "COMPLETE"},
                           {"message", message},
                           {"messageCode", code},
                           {"cause", nullptr},
                           {"stackTrace", Json::array()},
                           {"suppressed", Json::array()},
                           {"localizedMessage", message}});
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
        pnp_refusal("startIdx and rowsPerPage have to be whole numbers.", "DMS-ERR-100"));
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
  enum class AccountId : std::uint8_t { text, number };
  const bool text =
      call.authority.settings().choice<AccountId>(Setting::pnp_account_id) == AccountId::text;
  std::vector<Json> rows;
  for (const SmartAccountId id :
       matching_accounts(call, call.query_or_empty("accountDomain"), "", "")) {
    const std::int64_t number = account_number(id);
    rows.push_back({{"companyName", call.state().at(id).name},
                    {"domainIdentifier", call.state().at(id).domain},
                    {"accountIdentifier", text ? Json(std::to_string(number)) : Json(number)}});
  }
  return pnp_answer(rows, *page);
}

HttpResponse rest_pnp_virtual_accounts(RestCall& call) {
  const auto page = pnp_page(call);
  if (!page) return page.error();
  const auto id = smart_account_of(call);
  if (!id) {
    return pnp_refusal("User or Account is not authorized.", "DMS-ERR-136");
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
