// SPDX-License-Identifier: Apache-2.0
// One REST call on its way: who calls, what the route's pattern and the query gave, the body as
// JSON; and what every handler needs to find things, to read tolerantly, and to answer in the
// published shapes. Handlers are thin: parse, call the service, print.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/http/message.h"
#include "core/http/uri.h"
#include "sim/authority/authority.h"

namespace slsim {

using Json = nlohmann::ordered_json;

/// On whose behalf a call is made. A user has roles in each smart account that lists the name.
struct RestCaller {
  std::string client_id;
  std::string user;
};

/// Which family of paths a call came by; answers differ.
enum class RestGeneration : std::uint8_t { gateway, g2, g3, on_prem };

struct RestCall {
  LicenseAuthority& authority;
  Context& context;
  const RestCaller& caller;
  const HttpRequest& request;
  const QueryFields& query;
  const Json& body;  ///< An empty object when none came.
  RestGeneration generation = RestGeneration::g2;
  std::map<std::string, std::string, std::less<>> path{};  ///< By the names in the pattern.

  [[nodiscard]] const AuthorityState& state() const { return authority.state(); }
  [[nodiscard]] Instant now() const { return context.now(); }
  [[nodiscard]] By by() const { return {caller.user}; }
  /// Of the query; empty when it is not there.
  [[nodiscard]] std::string query_or_empty(std::string_view name) const;
};

/// Something, or the answer that says why not.
template <class T>
using OrAnswer = tl::expected<T, HttpResponse>;

// --- Answers ---
/// Compact: published test scripts take answers apart by expressions that blanks would break.
[[nodiscard]] HttpResponse answer_with(int status, const Json& body);
/// Without a body: 401, 403, 404 of what is not the caller's to know.
[[nodiscard]] HttpResponse bare_answer(int status);
/// `{"status":"ERROR","statusMessage":…}`
[[nodiscard]] HttpResponse error_answer(int status, std::string_view message);
/// Of Smart Licensing Using Policy: `{"status":"FAILED","localized_message":…,"message":…}`, with a
/// message_code if one is given.
[[nodiscard]] HttpResponse policy_refusal(int status, std::string_view message,
                                          std::string_view message_code = {});
/// An error_answer for a refusal of the service: 400 for a bad argument, 404 for what is not there,
/// 403 for what is not allowed, else 422.
[[nodiscard]] HttpResponse refused_answer(const Problem& problem);
/// The same as the setting refusal_status has it.
[[nodiscard]] HttpResponse refused_answer(const RestCall&, const Problem& problem);

// --- Who may, and where ---
/// Whether the caller has the right over the virtual account, or over the whole smart account.
[[nodiscard]] bool caller_may(const RestCall&, SmartAccountId, Right,
                              std::optional<VirtualAccountId> = {});
/// Whether the caller has any role there.
[[nodiscard]] bool caller_sees(const RestCall&, SmartAccountId);
/// In which the caller has any role.
[[nodiscard]] std::vector<SmartAccountId> seen_accounts(const RestCall&);
/// Of `{sa}`, by its domain: 403 alike when it is not there and when the caller has no role in it.
[[nodiscard]] OrAnswer<SmartAccountId> smart_account_of(const RestCall&);
/// Likewise; 403 too unless the caller has the right over all of it.
[[nodiscard]] OrAnswer<SmartAccountId> smart_account_of(const RestCall&, Right);
/// Of `{va}`, or of the query's virtualAccountName, in `{sa}`.
[[nodiscard]] OrAnswer<VirtualAccountId> virtual_account_of(const RestCall&, Right);
/// Which the caller may read, in their order.
[[nodiscard]] std::vector<VirtualAccountId> seen_accounts(const RestCall&, SmartAccountId);
/// Those of the body's virtualAccounts; an empty or missing list means all that the caller sees.
[[nodiscard]] OrAnswer<std::vector<VirtualAccountId>> chosen_accounts(const RestCall&,
                                                                      SmartAccountId);
[[nodiscard]] std::int64_t account_number(SmartAccountId);
[[nodiscard]] std::int64_t account_number(VirtualAccountId);

// --- Reading bodies: numbers may come as 30, 30.0 or "30" ---
[[nodiscard]] std::optional<std::int64_t> integer_in(const Json& value);
/// Of a member; nothing when it is missing or no whole number.
[[nodiscard]] std::optional<std::int64_t> integer_in(const Json& object, std::string_view member);
/// Empty when it is missing or no text.
[[nodiscard]] std::string text_in(const Json& object, std::string_view member);
/// An empty array when it is missing or none.
[[nodiscard]] const Json& list_in(const Json& object, std::string_view member);
/// An empty object when it is missing or none.
[[nodiscard]] const Json& object_in(const Json& object, std::string_view member);
/// null for an empty text.
[[nodiscard]] Json or_null(std::string_view text);

// --- Pages ---
struct RestPage {
  std::size_t offset = 0;
  std::size_t limit = 50;
};
/// limit and offset of the body, or of the query of a GET. -1 is everything; 400 for other
/// negatives.
[[nodiscard]] OrAnswer<RestPage> page_of(const RestCall&);
/// The page's part of `rows`; empty beyond their end.
[[nodiscard]] Json page_rows(const std::vector<Json>& rows, const RestPage& page);

}  // namespace slsim
