// SPDX-License-Identifier: Apache-2.0
// The text of a registration token in the published shape: the percent-encoding of Base64 lines (60
// characters each) over
// `<uuid>-<expiry in milliseconds since 1970>|<Base64 of 32 bytes>`. The 32 bytes are an
// HMAC-SHA256 under a test key of ours, so that such a token means nothing to any real licence
// server.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result/problem.h"
#include "core/time/instant.h"

namespace slsim {

using Uuid = std::array<std::uint8_t, 16>;

/// `6f1c7b2e-91d4-4c3a-8a55-0c2f4be0a1d9`
[[nodiscard]] std::string print(const Uuid& uuid);

/// The same uuid and expiry give the same text.
[[nodiscard]] std::string token_text(const Uuid& uuid, Instant expires);

struct TokenContent {
  std::string uuid;
  Instant expires;
};

/// What `text` says if it is of the published shape and carries our MAC; else token_invalid, with
/// the reason.
[[nodiscard]] Result<TokenContent> read_token_text(std::string_view text);

}  // namespace slsim
