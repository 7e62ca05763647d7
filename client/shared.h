// SPDX-License-Identifier: Apache-2.0
// What syncs and jobs that run side by side share. It is in memory only: whoever starts again logs
// in again.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "client/fault.h"
#include "client/store/seal.h"
#include "core/async/turnstile.h"
#include "core/time/instant.h"

namespace slsim {

/// An access token.
struct Bearer {
  Secret secret{};
  Instant until{};
  bool operator==(const Bearer&) const = default;
};

/// Of one API client. Who finds none that is good enters, and whoever waited meanwhile takes what
/// came of it: a token or a fault.
struct AccessDesk {
  Bearer token{};
  std::int64_t log_ins = 0;
  Fault fault{};  ///< Of the last one, if the token is empty.
  Turnstile turns{};
};

/// Names of one kind that the portal lists: UDIs, virtual accounts. One reading serves all who
/// asked before it began.
struct PortalReading {
  using Names = std::set<std::string, std::less<>>;
  struct Listing {
    Names names{};
    Instant at{};  ///< When the reading came to its end.
  };
  std::int64_t begun = 0;
  std::int64_t over = 0;           ///< The number of the last one that came to its end.
  std::optional<Listing> found{};  ///< By that one; absent when it failed.
  Turnstile turns{};
};

struct Shared {
  std::map<std::string, AccessDesk, std::less<>> access{};  ///< By gateway, client and secret.
  /// Virtual accounts by smart account, UDIs by smart account and virtual account.
  std::map<std::string, PortalReading, std::less<>> virtual_accounts{};
  std::map<std::string, PortalReading, std::less<>> instances{};
  /// Of whoever makes a token of a virtual account: jobs side by side make one, not one each.
  std::map<std::int64_t, Turnstile> token_turns{};
};

}  // namespace slsim
