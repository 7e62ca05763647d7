// SPDX-License-Identifier: Apache-2.0
#include "sim/cssm/rest/policy_call.h"

#include <nlohmann/json.hpp>

namespace slsim {
namespace {

OrAnswer<std::int64_t> number_of_header(const RestCall& call, const std::string& name) {
  const std::string* value = find_header(call.request.headers, name);
  if (value == nullptr) return tl::make_unexpected(policy_refusal(400, name + " is missing."));
  const auto number = integer_in(Json(*value));
  if (!number) return tl::make_unexpected(policy_refusal(422, name + " is no number."));
  return *number;
}

}  // namespace

OrAnswer<void> requesting_system(const RestCall& call, bool needed) {
  const std::string* value = find_header(call.request.headers, "X-CSW-REQUESTING-SYSTEM");
  if (value == nullptr && !needed) return {};
  if (value == nullptr) {
    return tl::make_unexpected(policy_refusal(400, "X-CSW-REQUESTING-SYSTEM is missing."));
  }
  if (Json::parse(*value, nullptr, false).is_object()) return {};
  return tl::make_unexpected(policy_refusal(400, "X-CSW-REQUESTING-SYSTEM is no JSON object."));
}

OrAnswer<SmartAccountId> policy_smart_account(const RestCall& call) {
  const auto number = number_of_header(call, "X-CSW-SMART-ACCOUNT-ID");
  if (!number) return tl::make_unexpected(number.error());
  for (const SmartAccountId id : seen_accounts(call)) {
    if (account_number(id) == *number) return id;
  }
  return tl::make_unexpected(bare_answer(403));
}

OrAnswer<VirtualAccountId> policy_virtual_account(const RestCall& call, Right right) {
  enum class Requesting : std::uint8_t { optional, required };
  const bool needed = call.authority.settings().choice<Requesting>(Setting::requesting_system) ==
                      Requesting::required;
  if (const auto told = requesting_system(call, needed); !told) {
    return tl::make_unexpected(told.error());
  }
  const auto smart_account = policy_smart_account(call);
  if (!smart_account) return tl::make_unexpected(smart_account.error());
  const auto number = number_of_header(call, "X-CSW-VIRTUAL-ACCOUNT-ID");
  if (!number) return tl::make_unexpected(number.error());
  for (const VirtualAccountId id : call.authority.virtual_accounts(*smart_account)) {
    if (account_number(id) == *number && caller_may(call, *smart_account, right, id)) return id;
  }
  return tl::make_unexpected(bare_answer(403));
}

const Json& policy_data(const RestCall& call) { return object_in(call.body, "data"); }

std::int64_t epoch_milliseconds(Instant at) { return at.time_since_epoch().count(); }

}  // namespace slsim
