// SPDX-License-Identifier: Apache-2.0
#include "sim/cssm/rest/policy_call.h"

#include <nlohmann/json.hpp>

namespace slsim {
namespace {

std::optional<std::int64_t> number_of_header(const RestCall& call, std::string_view name) {
  const std::string* value = find_header(call.request.headers, name);
  return value == nullptr ? std::nullopt : integer_in(Json(*value));
}

}  // namespace

HttpResponse policy_refusal(int status, std::string_view message, std::string_view message_code) {
  Json body{{"status", "FAILED"}, {"localized_message", message}, {"message", message}};
  if (!message_code.empty()) body["message_code"] = message_code;
  return answer_with(status, body);
}

OrAnswer<SmartAccountId> policy_smart_account(const RestCall& call) {
  const auto number = number_of_header(call, "X-CSW-SMART-ACCOUNT-ID");
  if (!number) {
    return tl::make_unexpected(policy_refusal(400, "X-CSW-SMART-ACCOUNT-ID is missing."));
  }
  for (const SmartAccountId id : seen_accounts(call)) {
    if (account_number(id) == *number) return id;
  }
  return tl::make_unexpected(bare_answer(403));
}

OrAnswer<VirtualAccountId> policy_virtual_account(const RestCall& call, Right right) {
  const auto smart_account = policy_smart_account(call);
  if (!smart_account) return tl::make_unexpected(smart_account.error());
  const auto number = number_of_header(call, "X-CSW-VIRTUAL-ACCOUNT-ID");
  if (!number) {
    return tl::make_unexpected(policy_refusal(400, "X-CSW-VIRTUAL-ACCOUNT-ID is missing."));
  }
  for (const VirtualAccountId id : call.authority.virtual_accounts(*smart_account)) {
    if (account_number(id) == *number && caller_may(call, *smart_account, right, id)) return id;
  }
  return tl::make_unexpected(bare_answer(403));
}

const Json& policy_data(const RestCall& call) { return object_in(call.body, "data"); }

std::int64_t epoch_milliseconds(Instant at) { return at.time_since_epoch().count(); }

}  // namespace slsim
