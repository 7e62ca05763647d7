// SPDX-License-Identifier: Apache-2.0
// What CSSM's REST interface remembers between calls: access tokens, work that clients poll for,
// and which usage reports came already. Values only.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "core/time/instant.h"

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

/// Whose paths are served: those of the cloud, or those of SSM On-Prem.
enum class RestSurface : std::uint8_t { cssm, on_prem };

struct RestState {
  std::map<std::string, AccessToken, std::less<>> access_tokens;
  std::map<std::int64_t, PendingWork> work;
  std::set<std::uint64_t> usage_reports;  ///< Hashes of payloads.
};

}  // namespace slsim
