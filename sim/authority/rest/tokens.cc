// SPDX-License-Identifier: Apache-2.0
// Registration tokens: active ones listed, created, revoked.
#include <limits>
#include <nlohmann/json.hpp>

#include "sim/authority/rest/dates.h"
#include "sim/authority/rest/handlers.h"

namespace slsim {
namespace {

Json row_of(const Token& token) {
  return {{"token", token.text},
          {"expirationDate", token.expires == never ? Json{} : Json(rest_instant(token.expires))},
          {"description", token.description},
          {"exportControl", token.export_control_allowed ? "Allowed" : "Not Allowed"},
          {"createdBy", token.created_by}};
}

OrAnswer<TokenTerms> terms_of(const RestCall& call) {
  constexpr std::int64_t longest = 365;
  const auto life = integer_in(call.body, "expiresAfterDays");
  if (!life || *life < 1 || *life > longest) {
    return tl::make_unexpected(
        error_answer(400, "expiresAfterDays has to be a whole number from 1 to 365."));
  }
  const std::string control = text_in(call.body, "exportControlled");
  if (!control.empty() && !same_ignoring_case(control, "allowed") &&
      !same_ignoring_case(control, "not allowed")) {
    return tl::make_unexpected(
        error_answer(400, "exportControlled has to be Allowed or Not Allowed."));
  }
  TokenTerms terms{.description = text_in(call.body, "description"),
                   .life = days(*life),
                   .export_control_allowed = same_ignoring_case(control, "allowed")};
  // The cloud's interface knows no such member.
  if (call.generation == RestGeneration::on_prem && call.body.contains("numberofUses")) {
    const auto uses = integer_in(call.body, "numberofUses");
    if (!uses || *uses < 1 || *uses > std::numeric_limits<std::uint32_t>::max()) {
      return tl::make_unexpected(
          error_answer(400, "numberofUses has to be a whole number above 0."));
    }
    terms.max_uses = static_cast<std::uint32_t>(*uses);
  }
  return terms;
}

Result<void> revoke(RestCall& call, VirtualAccountId account, const std::string& text) {
  const auto found = call.state().tokens.by_text.find(text);
  if (found == call.state().tokens.by_text.end() ||
      call.authority.token({found->second}).account != account) {
    return refuse(ProblemCode::not_found, "Token- '" + text + "' does not exist");
  }
  return call.authority.revoke_token(call.context, call.by(), {found->second});
}

}  // namespace

HttpResponse rest_list_tokens(RestCall& call) {
  const auto account = virtual_account_of(call, Right::read);
  if (!account) return account.error();
  Json rows = Json::array();
  for (const Token& token : call.state().tokens.rows) {
    if (token.account != *account || status(token, call.now()) != TokenStatus::active) continue;
    rows.push_back(row_of(token));
  }
  return answer_with(200, {{"status", "SUCCESS"},
                           {"statusMessage", "Successfully read active tokens."},
                           {"tokens", rows}});
}

HttpResponse rest_create_token(RestCall& call) {
  enum class TokenInfo : std::uint8_t { object, array };
  const auto account = virtual_account_of(call, Right::manage_assets);
  if (!account) return account.error();
  const auto terms = terms_of(call);
  if (!terms) return terms.error();
  const auto made = call.authority.create_token(call.context, call.by(), *account, *terms);
  if (!made) return refused_answer(call, made.error());
  Json row = row_of(call.authority.token(*made));
  const bool as_array =
      call.generation == RestGeneration::g3 &&
      call.authority.settings().choice<TokenInfo>(Setting::token_info) == TokenInfo::array;
  return answer_with(200, {{"status", "SUCCESS"},
                           {"statusMessage", "A valid, active token was generated."},
                           {"tokenInfo", as_array ? Json::array({row}) : row}});
}

HttpResponse rest_revoke_tokens(RestCall& call) {
  const auto account = virtual_account_of(call, Right::manage_assets);
  if (!account) return account.error();
  const Json& texts = list_in(call.body, "tokens");
  if (texts.empty()) return error_answer(400, "Missing required input parameters");
  Json lines = Json::array();
  std::size_t revoked = 0;
  for (const Json& item : texts) {
    const std::string text = item.is_string() ? item.get<std::string>() : std::string{};
    const auto done = revoke(call, *account, text);
    if (done) ++revoked;
    lines.push_back({{"status", done ? "SUCCESS" : "ERROR"},
                     {"statusMessage",
                      done ? "Token- '" + text + "' revoked successfully" : done.error().detail}});
  }
  const char* overall = revoked == texts.size() ? "SUCCESS" : revoked == 0 ? "ERROR" : "WARNING";
  return answer_with(200,
                     {{"status", overall},
                      {"statusMessage", std::to_string(revoked) + " tokens successfully revoked."},
                      {"tokensRevokeStatus", lines}});
}

}  // namespace slsim
