// SPDX-License-Identifier: Apache-2.0
#include "core/result/problem.h"

#include <array>

namespace slsim {
namespace {

/// In the order of the enumerators.
constexpr std::array words{
    "refused_connection"_w,
    "unknown_host"_w,
    "no_route"_w,
    "timed_out"_w,
    "couldnotvalidatetrustchain"_w,
    "name_mismatch"_w,
    "server_certificate_date"_w,
    "proxy_authentication_required"_w,
    "commresponse"_w,
    "msgparse"_w,
    "throttled"_w,
    "responsefailed"_w,
    "matchnonce"_w,
    "matchidentifier"_w,
    "verifysignaturefailed"_w,
    "signcertverificationfailed"_w,
    "nodecertverificationfailed"_w,
    "parsecertificatefailed"_w,
    "certificatemismatch"_w,
    "cryptorootcaimportfailed"_w,
    "token_invalid"_w,
    "token_expired"_w,
    "token_exhausted"_w,
    "token_revoked"_w,
    "unknown_instance"_w,
    "certificate_invalid"_w,
    "certificate_expired"_w,
    "clock_skew"_w,
    "taginvalid"_w,
    "unknown_satellite"_w,
    "credential_expired"_w,
    "full_sync_needed"_w,
    "sync_stale"_w,
    "sync_replayed"_w,
    "sync_foreign"_w,
    "sync_damaged"_w,
    "nullccoidtoken"_w,
    "already_registered"_w,
    "not_registered"_w,
    "in_progress"_w,
    "subscriber_node"_w,
    "service_stopped"_w,
    "powered_off"_w,
    "no_provision"_w,
    "unsupported"_w,
    "notreservationmode"_w,
    "reserved"_w,
    "reservationinprogress"_w,
    "reservationmismatch"_w,
    "reservationalreadyinstalled"_w,
    "noreservationinprogress"_w,
    "reservationinstallparsefail"_w,
    "codevalidationfailed"_w,
    "unknown_command"_w,
    "privilege_too_low"_w,
    "not_found"_w,
    "already_exists"_w,
    "not_allowed"_w,
    "invalid_argument"_w,
};
static_assert(words.size() == static_cast<std::size_t>(ProblemCode::invalid_argument) + 1);

}  // namespace

Word word(ProblemCode code) { return words.at(static_cast<std::size_t>(code)); }

}  // namespace slsim
