// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/tokens.h"

#include "sim/authority/token_text.h"

namespace slsim {
namespace {

Uuid draw_uuid(RandomStream& stream) {
  Uuid uuid{};
  for (std::size_t half = 0; half < 2; ++half) {
    const std::uint64_t bits = stream.next();
    for (std::size_t i = 0; i < 8; ++i)
      uuid[half * 8 + i] = static_cast<std::uint8_t>(bits >> (8 * i));
  }
  uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0fU) | 0x40U);  // RFC 9562: version 4,
  uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3fU) | 0x80U);  // and its variant.
  return uuid;
}

std::string called(const Token& token) {
  return token.name.empty() ? std::string{"The token"} : "Token " + token.name;
}

}  // namespace

Word word(TokenStatus status) {
  switch (status) {
    case TokenStatus::active:
      return "active"_w;
    case TokenStatus::expired:
      return "expired"_w;
    case TokenStatus::exhausted:
      return "exhausted"_w;
    case TokenStatus::revoked:
      break;
  }
  return "revoked"_w;
}

TokenStatus status(const Token& token, Instant now) {
  if (token.revoked) return TokenStatus::revoked;
  if (now >= token.expires) return TokenStatus::expired;
  if (token.max_uses && token.uses >= *token.max_uses) return TokenStatus::exhausted;
  return TokenStatus::active;
}

Result<TokenId> add_token(Tokens& tokens, VirtualAccountId account, const TokenTerms& terms,
                          std::string_view created_by, Instant now, RandomStream& stream) {
  if (!terms.name.empty() && tokens.by_name.contains(terms.name)) {
    return refuse(ProblemCode::already_exists, "There is a token " + terms.name + " already.");
  }
  const Instant expires = never - now < terms.life ? never : now + terms.life;
  const auto index = static_cast<std::uint32_t>(tokens.rows.size());
  const Uuid uuid = draw_uuid(stream);
  tokens.rows.push_back({.name = terms.name,
                         .uuid = print(uuid),
                         .text = token_text(uuid, expires),
                         .description = terms.description,
                         .created_by = std::string{created_by},
                         .account = account,
                         .created = now,
                         .expires = expires,
                         .max_uses = terms.max_uses,
                         .export_control_allowed = terms.export_control_allowed});
  tokens.by_text.emplace(tokens.rows.back().text, index);
  if (!terms.name.empty()) tokens.by_name.emplace(terms.name, index);
  return TokenId{index};
}

std::optional<TokenId> find_token(const Tokens& tokens, std::string_view text_or_name) {
  if (const auto found = tokens.by_name.find(text_or_name); found != tokens.by_name.end()) {
    return TokenId{found->second};
  }
  const auto found = tokens.by_text.find(text_or_name);
  if (found == tokens.by_text.end()) return std::nullopt;
  return TokenId{found->second};
}

Result<TokenId> admit(const Tokens& tokens, std::string_view text, Instant now) {
  const auto found = tokens.by_text.find(text);
  if (found == tokens.by_text.end()) {
    const Result<TokenContent> content = read_token_text(text);
    if (!content) return tl::make_unexpected(content.error());
    return refuse(ProblemCode::token_invalid, "The token is not valid: nobody here gave it out.");
  }
  const TokenId id{found->second};
  const Token& token = tokens.at(id);
  switch (status(token, now)) {
    case TokenStatus::active:
      return id;
    case TokenStatus::expired:
      return refuse(ProblemCode::token_expired, called(token) + " has expired.");
    case TokenStatus::exhausted:
      return refuse(ProblemCode::token_exhausted,
                    called(token) + " has had its " + std::to_string(token.uses) + " uses.");
    case TokenStatus::revoked:
      break;
  }
  return refuse(ProblemCode::token_revoked, called(token) + " has been revoked.");
}

}  // namespace slsim
