// SPDX-License-Identifier: Apache-2.0
// What CSSM's REST interface remembers between calls: access tokens, work that clients poll for,
// which usage reports came already, and rows that linger. Values only.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/time/instant.h"
#include "sim/authority/accounts.h"

namespace slsim {

/// By its text, which is a secret: never printed nor journaled.
struct AccessToken {
  std::string client_id;
  std::string user;  ///< Whose roles it has.
  Instant expires;   ///< The first instant at which it no longer works.
};

/// Accepted and answered later, when the client polls.
struct PendingWork {
  std::string action;  ///< authorizations, acknowledgements, remove_status
  std::string user;    ///< Who alone may poll for it.
  std::string answer;  ///< The answer's `data`, as JSON, decided when the work was accepted.
  Instant ready{};
};

/// A product instance that was removed and is still listed, by the setting removal_lag.
struct RemovedRow {
  VirtualAccountId account;
  std::string name;  ///< By which the list is searched.
  std::string row;   ///< As JSON.
  Instant until{};
};

/// Whose paths are served: those of the cloud, or those of SSM On-Prem.
enum class RestSurface : std::uint8_t { cssm, on_prem };

struct RestState {
  std::map<std::string, AccessToken, std::less<>> access_tokens;
  std::map<std::int64_t, PendingWork> work;
  std::set<std::uint64_t> usage_reports;  ///< Hashes of payloads.
  std::vector<RemovedRow> removed;
};

}  // namespace slsim
