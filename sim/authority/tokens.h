// SPDX-License-Identifier: Apache-2.0
// Registration tokens: what a product shows to be let into a virtual account. A store of plain
// values, fit for every authority that gives tokens out.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/chance/chance.h"
#include "core/result/problem.h"
#include "core/time/instant.h"
#include "sim/authority/accounts.h"

namespace slsim {

struct TokenId {
  std::uint32_t index = 0;
  auto operator<=>(const TokenId&) const = default;
};

enum class TokenStatus : std::uint8_t { active, expired, exhausted, revoked };
[[nodiscard]] Word word(TokenStatus status);

/// What whoever orders a token decides.
struct TokenTerms {
  std::string name{};  ///< Given name, by which scenarios speak of it; may be empty.
  std::string description{};
  Duration life = days(30);
  std::optional<std::uint32_t> max_uses{};  ///< Absent: as often as one likes.
  bool export_control_allowed = false;
};

struct Token {
  std::string name;
  std::string uuid;  ///< Within the text.
  std::string text;  ///< What travels.
  std::string description;
  std::string created_by;
  NameId label{};  ///< In the journal: its given name, or else its uuid.
  VirtualAccountId account{};
  Instant created{};
  Instant expires{};  ///< The first instant at which it no longer works.
  std::optional<std::uint32_t> max_uses;
  std::uint32_t uses = 0;  ///< Successful registrations.
  bool export_control_allowed = false;
  bool revoked = false;
};

[[nodiscard]] TokenStatus status(const Token& token, Instant now);

struct Tokens {
  std::vector<Token> rows;  ///< By TokenId; none is ever taken out.
  std::map<std::string, std::uint32_t, std::less<>> by_text;
  std::map<std::string, std::uint32_t, std::less<>> by_name;

  [[nodiscard]] const Token& at(TokenId id) const { return rows[id.index]; }
  [[nodiscard]] Token& at(TokenId id) { return rows[id.index]; }
};

/// Refuses a given name that is taken. The text is new: its uuid comes from `stream`.
Result<TokenId> add_token(Tokens& tokens, VirtualAccountId account, const TokenTerms& terms,
                          std::string_view created_by, Instant now, RandomStream& stream);

/// By text, or by given name.
[[nodiscard]] std::optional<TokenId> find_token(const Tokens& tokens,
                                                std::string_view text_or_name);

/// The token of that text, if it lets anybody in now; else token_invalid, _revoked, _expired or
/// _exhausted. Counts nothing: a use is a registration that succeeded.
[[nodiscard]] Result<TokenId> admit(const Tokens& tokens, std::string_view text, Instant now);

}  // namespace slsim
