// SPDX-License-Identifier: Apache-2.0
// Refusals as values. A code exists only where some caller reacts to it or a scenario may ask for
// it; its word is what `refused: {class: …}` names.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "core/journal/word.h"

namespace slsim {

enum class ProblemCode : std::uint8_t {
  // Between hosts: nothing could be sent, or no answer came.
  refused_connection,
  unknown_host,
  no_route,
  timed_out,
  couldnotvalidatetrustchain,
  name_mismatch,
  server_certificate_date,
  proxy_authentication_required,
  // Between hosts: what came was no answer.
  commresponse,
  msgparse,
  throttled,
  // Between hosts: an answer that the agent's checks do not let through.
  responsefailed,
  matchnonce,
  matchidentifier,
  verifysignaturefailed,
  signcertverificationfailed,
  nodecertverificationfailed,
  parsecertificatefailed,
  certificatemismatch,
  cryptorootcaimportfailed,
  // What a licence authority refuses.
  token_invalid,
  token_expired,
  token_exhausted,
  token_revoked,
  unknown_instance,
  certificate_invalid,
  certificate_expired,
  clock_skew,
  taginvalid,
  // What it refuses of a satellite, or a satellite of a file.
  unknown_satellite,
  credential_expired,
  full_sync_needed,
  sync_stale,
  sync_replayed,
  sync_foreign,
  sync_damaged,
  // What a product refuses.
  nullccoidtoken,
  already_registered,
  not_registered,
  in_progress,
  subscriber_node,
  service_stopped,
  powered_off,
  no_provision,
  unsupported,
  notreservationmode,
  reserved,
  reservationinprogress,
  reservationmismatch,
  reservationalreadyinstalled,
  noreservationinprogress,
  reservationinstallparsefail,
  codevalidationfailed,
  unknown_command,
  privilege_too_low,
  // What either refuses of an administrator.
  not_found,
  already_exists,
  not_allowed,
  invalid_argument,
};

/// Whether a request was not sent, or not answered at all.
[[nodiscard]] constexpr bool is_sending_failure(ProblemCode code) {
  return code <= ProblemCode::proxy_authentication_required;
}

/// The code's own word, as scenarios and journals spell it.
[[nodiscard]] Word word(ProblemCode code);

struct Problem {
  ProblemCode code;
  std::string detail;  ///< A sentence for a person: what was wrong, with the values.
  bool operator==(const Problem&) const = default;
};

template <class T>
using Result = tl::expected<T, Problem>;

/// `return refuse(ProblemCode::token_expired, "…")` from any function that answers with a Result.
[[nodiscard]] inline tl::unexpected<Problem> refuse(ProblemCode code, std::string detail) {
  return tl::make_unexpected(Problem{code, std::move(detail)});
}

}  // namespace slsim
