// SPDX-License-Identifier: Apache-2.0
// Registration tokens: given out and taken back.
#include "sim/authority/authority.h"

namespace slsim {

Result<TokenId> LicenseAuthority::create_token(Context& context, By by, VirtualAccountId id,
                                               const TokenTerms& terms) {
  if (Result<void> there = require(id); !there) return tl::unexpected{there.error()};
  const VirtualAccount& account = state_.at(id);
  if (!account.satellite.empty()) {
    return refuse(ProblemCode::not_allowed, "Tokens of virtual account " + account.name +
                                                " are made on its satellite " + account.satellite +
                                                ".");
  }
  if (account.suspended) {
    return refuse(ProblemCode::not_allowed, "The local account is not registered with the cloud.");
  }
  if (terms.export_control_allowed && !state_.limits.export_control) {
    return refuse(ProblemCode::unsupported,
                  "This version cannot allow export-controlled functionality.");
  }
  if (terms.life <= Duration::zero()) {
    return refuse(ProblemCode::invalid_argument, "A token has to last some time.");
  }
  if (terms.max_uses == 0U) {
    return refuse(ProblemCode::invalid_argument, "A token has to be good for one use at least.");
  }
  Result<TokenId> made =
      add_token(state_.tokens, id, terms, by.user, context.now(), stream(context, "tokens"));
  if (!made) return made;
  Token& token = state_.tokens.at(*made);
  token.label = context.intern(token.name.empty() ? token.uuid : token.name);
  ++state_.generation;
  if (token.expires != never) {
    context.schedule(token.expires, static_cast<std::uint32_t>(AuthorityTimer::token_expiry),
                     made->index);
  }
  context.record(Level::change, "token_created"_w,
                 {{"token"_w, token.label},
                  {"virtual_account"_w, account.label},
                  {"expires"_w, token.expires},
                  {"max_uses"_w, std::int64_t{token.max_uses.value_or(0)}},
                  {"export_control"_w, token.export_control_allowed}});
  log(context, by, id, LogCategory::token_generated,
      token.export_control_allowed
          ? "A token that allows export-controlled functionality was generated."
          : "A token was generated.");
  return made;
}

Result<void> LicenseAuthority::revoke_token(Context& context, By by, TokenId id) {
  if (id.index >= state_.tokens.rows.size()) {
    return refuse(ProblemCode::not_found, "There is no such token.");
  }
  if (state_.tokens.at(id).revoked) {
    return refuse(ProblemCode::not_allowed, "The token has been revoked already.");
  }
  revoke(context, id);
  log(context, by, state_.tokens.at(id).account, LogCategory::token_revoked,
      "A token was revoked.");
  return {};
}

void LicenseAuthority::revoke(Context& context, TokenId id) {
  Token& token = state_.tokens.at(id);
  token.revoked = true;
  ++state_.generation;
  context.record(Level::change, "token_revoked"_w,
                 {{"token"_w, token.label}, {"virtual_account"_w, state_.at(token.account).label}});
}

void LicenseAuthority::revoke_all(Context& context, VirtualAccountId account) {
  for (std::uint32_t i = 0; i < state_.tokens.rows.size(); ++i) {
    const Token& token = state_.tokens.rows[i];
    if (token.account == account && !token.revoked) revoke(context, {i});
  }
}

}  // namespace slsim
