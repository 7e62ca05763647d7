// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/rest/call.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>

namespace slsim {
namespace {

/// Only so that ids look like ids: real ones are numbers of five to seven digits.
constexpr std::int64_t first_smart_account_number = 100'001;
constexpr std::int64_t first_virtual_account_number = 200'001;

std::optional<std::int64_t> integer_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

const Json* member_of(const Json& object, std::string_view member) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(std::string{member});
  return found == object.end() ? nullptr : &*found;
}

/// By the setting refusal_status.
HttpResponse as_set(const RestCall& call, HttpResponse refusal) {
  enum class RefusalStatus : std::uint8_t { by_kind, http_200 };
  const auto as = call.authority.settings().choice<RefusalStatus>(Setting::refusal_status);
  if (as == RefusalStatus::http_200) refusal.status = 200;
  return refusal;
}

}  // namespace

std::string RestCall::query_or_empty(std::string_view name) const {
  const std::string* value = find_field(query, name);
  return value == nullptr ? std::string{} : *value;
}

HttpResponse answer_with(int status, const Json& body) {
  // Texts of a request may hold bytes that are no UTF-8.
  return {status,
          {{"Content-Type", "application/json"}},
          body.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

HttpResponse bare_answer(int status) { return {status, {}, {}}; }

HttpResponse error_answer(int status, std::string_view message) {
  return answer_with(status, {{"status", "ERROR"}, {"statusMessage", message}});
}

HttpResponse policy_refusal(int status, std::string_view message, std::string_view message_code) {
  Json body{{"status", "FAILED"}, {"localized_message", message}, {"message", message}};
  if (!message_code.empty()) body["message_code"] = message_code;
  return answer_with(status, body);
}

HttpResponse refused_answer(const Problem& problem) {
  const int status = problem.code == ProblemCode::invalid_argument ? 400
                     : problem.code == ProblemCode::not_found      ? 404
                                                                   : 422;
  return error_answer(status, problem.detail);
}

HttpResponse refused_answer(const RestCall& call, const Problem& problem) {
  return as_set(call, refused_answer(problem));
}

bool caller_may(const RestCall& call, SmartAccountId id, Right right,
                std::optional<VirtualAccountId> where) {
  const User* user = find_user(call.state().at(id), call.caller.user);
  return user != nullptr && may(*user, right, where);
}

bool caller_sees(const RestCall& call, SmartAccountId id) {
  const User* user = find_user(call.state().at(id), call.caller.user);
  return user != nullptr && !user->grants.empty();
}

std::vector<SmartAccountId> seen_accounts(const RestCall& call) {
  std::vector<SmartAccountId> seen;
  for (std::uint32_t i = 0; i < call.state().smart_accounts.size(); ++i) {
    if (caller_sees(call, {i})) seen.push_back({i});
  }
  return seen;
}

OrAnswer<SmartAccountId> smart_account_of(const RestCall& call) {
  const auto domain = call.path.find("sa");
  if (domain == call.path.end()) return tl::make_unexpected(bare_answer(403));
  const auto found = call.authority.find_smart_account(domain->second);
  if (!found || !caller_sees(call, *found)) return tl::make_unexpected(bare_answer(403));
  return *found;
}

OrAnswer<SmartAccountId> smart_account_of(const RestCall& call, Right right) {
  auto account = smart_account_of(call);
  if (account && !caller_may(call, *account, right)) return tl::make_unexpected(bare_answer(403));
  return account;
}

OrAnswer<VirtualAccountId> virtual_account_of(const RestCall& call, Right right) {
  const auto smart_account = smart_account_of(call);
  if (!smart_account) return tl::make_unexpected(smart_account.error());
  const auto in_path = call.path.find("va");
  const std::string name =
      in_path == call.path.end() ? call.query_or_empty("virtualAccountName") : in_path->second;
  const auto found =
      call.authority.find_virtual_account(name, call.state().at(*smart_account).domain);
  if (found && caller_may(call, *smart_account, right, *found)) return *found;
  // Who may not see all of the smart account does not learn what is there.
  const bool may_know = !found && caller_may(call, *smart_account, Right::read);
  return tl::make_unexpected(may_know ? refused_answer(call, found.error()) : bare_answer(403));
}

std::vector<VirtualAccountId> seen_accounts(const RestCall& call, SmartAccountId id) {
  std::vector<VirtualAccountId> seen;
  for (const VirtualAccountId account : call.authority.virtual_accounts(id)) {
    if (caller_may(call, id, Right::read, account)) seen.push_back(account);
  }
  return seen;
}

OrAnswer<std::vector<VirtualAccountId>> chosen_accounts(const RestCall& call, SmartAccountId id) {
  const std::vector<VirtualAccountId> seen = seen_accounts(call, id);
  const Json& names = list_in(call.body, "virtualAccounts");
  if (names.empty()) return seen;
  std::vector<VirtualAccountId> chosen;
  for (const Json& name : names) {
    const auto found = std::ranges::find_if(seen, [&](VirtualAccountId account) {
      return name.is_string() &&
             call.state().at(account).name == name.get_ref<const std::string&>();
    });
    if (found == seen.end()) {
      return tl::make_unexpected(as_set(
          call, error_answer(422, "There is no virtual account " +
                                      (name.is_string() ? name.get<std::string>() : "") + ".")));
    }
    if (std::ranges::find(chosen, *found) == chosen.end()) chosen.push_back(*found);
  }
  return chosen;
}

std::int64_t account_number(SmartAccountId id) { return first_smart_account_number + id.index; }
std::int64_t account_number(VirtualAccountId id) { return first_virtual_account_number + id.index; }

std::optional<std::int64_t> integer_in(const Json& value) {
  if (value.is_number_unsigned()) {
    const auto number = value.get<std::uint64_t>();
    if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return {};
    return static_cast<std::int64_t>(number);
  }
  if (value.is_number_integer()) return value.get<std::int64_t>();
  if (value.is_number_float()) {  // 30.0, as spreadsheets have it.
    std::string text = value.dump();
    if (!text.ends_with(".0")) return std::nullopt;
    text.resize(text.size() - 2);
    return integer_of(std::string_view{text});
  }
  if (value.is_string()) return integer_of(std::string_view{value.get_ref<const std::string&>()});
  return std::nullopt;
}

std::optional<std::int64_t> integer_in(const Json& object, std::string_view member) {
  const Json* value = member_of(object, member);
  return value == nullptr ? std::nullopt : integer_in(*value);
}

std::string text_in(const Json& object, std::string_view member) {
  const Json* value = member_of(object, member);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string{};
}

const Json& list_in(const Json& object, std::string_view member) {
  static const Json none = Json::array();
  const Json* value = member_of(object, member);
  return value != nullptr && value->is_array() ? *value : none;
}

const Json& object_in(const Json& object, std::string_view member) {
  static const Json none = Json::object();
  const Json* value = member_of(object, member);
  return value != nullptr && value->is_object() ? *value : none;
}

Json or_null(std::string_view text) { return text.empty() ? Json{} : Json(text); }

OrAnswer<RestPage> page_of(const RestCall& call) {
  const auto number = [&](std::string_view name) -> std::optional<std::int64_t> {
    if (const Json* value = member_of(call.body, name); value != nullptr && !value->is_null()) {
      return integer_in(*value).value_or(-2);
    }
    const std::string* text = find_field(call.query, name);
    if (text == nullptr || text->empty()) return std::nullopt;
    return integer_of(std::string_view{*text}).value_or(-2);
  };
  RestPage page;
  const std::int64_t limit = number("limit").value_or(static_cast<std::int64_t>(page.limit));
  const std::int64_t offset = number("offset").value_or(0);
  if (limit < -1 || offset < 0) {
    return tl::make_unexpected(error_answer(400, "limit and offset have to be whole numbers."));
  }
  page.offset = static_cast<std::size_t>(offset);
  page.limit =
      limit < 0 ? std::numeric_limits<std::size_t>::max() : static_cast<std::size_t>(limit);
  return page;
}

Json page_rows(const std::vector<Json>& rows, const RestPage& page) {
  Json part = Json::array();
  for (std::size_t i = page.offset; i < rows.size() && part.size() < page.limit; ++i) {
    part.push_back(rows[i]);
  }
  return part;
}

}  // namespace slsim
