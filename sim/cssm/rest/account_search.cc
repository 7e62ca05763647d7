// SPDX-License-Identifier: Apache-2.0
#include "sim/cssm/rest/account_search.h"

namespace slsim {
namespace {

constexpr std::size_t most_found = 1000;  // Go client "smartaccounts": the search is capped.

bool contains_ignoring_case(std::string_view text, std::string_view part) {
  if (part.size() > text.size()) return false;
  for (std::size_t i = 0; i + part.size() <= text.size(); ++i) {
    if (same_ignoring_case(text.substr(i, part.size()), part)) return true;
  }
  return false;
}

}  // namespace

std::string account_type_name(const SmartAccount& account) {
  return account.type == AccountType::customer ? "CUSTOMER" : "HOLDING";
}

std::vector<SmartAccountId> matching_accounts(const RestCall& call, std::string_view domain,
                                              std::string_view name, std::string_view type) {
  std::vector<SmartAccountId> found;
  for (const SmartAccountId id : seen_accounts(call)) {
    const SmartAccount& account = call.state().at(id);
    if (found.size() == most_found) break;
    if (contains_ignoring_case(account.domain, domain) &&
        contains_ignoring_case(account.name, name) &&
        (type.empty() || same_ignoring_case(type, account_type_name(account)))) {
      found.push_back(id);
    }
  }
  return found;
}

}  // namespace slsim
