// SPDX-License-Identifier: Apache-2.0
#include "core/result/problem.h"

#include "core/result/check.h"

namespace slsim {

Word word(ProblemCode code) {
  switch (code) {
    case ProblemCode::refused_connection:
      return "refused_connection"_w;
    case ProblemCode::unknown_host:
      return "unknown_host"_w;
    case ProblemCode::no_route:
      return "no_route"_w;
    case ProblemCode::timed_out:
      return "timed_out"_w;
    case ProblemCode::couldnotvalidatetrustchain:
      return "couldnotvalidatetrustchain"_w;
    case ProblemCode::name_mismatch:
      return "name_mismatch"_w;
    case ProblemCode::server_certificate_date:
      return "server_certificate_date"_w;
    case ProblemCode::proxy_authentication_required:
      return "proxy_authentication_required"_w;
    case ProblemCode::commresponse:
      return "commresponse"_w;
    case ProblemCode::msgparse:
      return "msgparse"_w;
    case ProblemCode::throttled:
      return "throttled"_w;
    case ProblemCode::responsefailed:
      return "responsefailed"_w;
    case ProblemCode::matchnonce:
      return "matchnonce"_w;
    case ProblemCode::matchidentifier:
      return "matchidentifier"_w;
    case ProblemCode::verifysignaturefailed:
      return "verifysignaturefailed"_w;
    case ProblemCode::signcertverificationfailed:
      return "signcertverificationfailed"_w;
    case ProblemCode::nodecertverificationfailed:
      return "nodecertverificationfailed"_w;
    case ProblemCode::parsecertificatefailed:
      return "parsecertificatefailed"_w;
    case ProblemCode::certificatemismatch:
      return "certificatemismatch"_w;
    case ProblemCode::cryptorootcaimportfailed:
      return "cryptorootcaimportfailed"_w;
    case ProblemCode::token_invalid:
      return "token_invalid"_w;
    case ProblemCode::token_expired:
      return "token_expired"_w;
    case ProblemCode::token_exhausted:
      return "token_exhausted"_w;
    case ProblemCode::token_revoked:
      return "token_revoked"_w;
    case ProblemCode::unknown_instance:
      return "unknown_instance"_w;
    case ProblemCode::certificate_invalid:
      return "certificate_invalid"_w;
    case ProblemCode::certificate_expired:
      return "certificate_expired"_w;
    case ProblemCode::clock_skew:
      return "clock_skew"_w;
    case ProblemCode::taginvalid:
      return "taginvalid"_w;
    case ProblemCode::unknown_satellite:
      return "unknown_satellite"_w;
    case ProblemCode::credential_expired:
      return "credential_expired"_w;
    case ProblemCode::full_sync_needed:
      return "full_sync_needed"_w;
    case ProblemCode::sync_stale:
      return "sync_stale"_w;
    case ProblemCode::sync_replayed:
      return "sync_replayed"_w;
    case ProblemCode::sync_foreign:
      return "sync_foreign"_w;
    case ProblemCode::sync_damaged:
      return "sync_damaged"_w;
    case ProblemCode::nullccoidtoken:
      return "nullccoidtoken"_w;
    case ProblemCode::already_registered:
      return "already_registered"_w;
    case ProblemCode::not_registered:
      return "not_registered"_w;
    case ProblemCode::in_progress:
      return "in_progress"_w;
    case ProblemCode::subscriber_node:
      return "subscriber_node"_w;
    case ProblemCode::service_stopped:
      return "service_stopped"_w;
    case ProblemCode::powered_off:
      return "powered_off"_w;
    case ProblemCode::no_provision:
      return "no_provision"_w;
    case ProblemCode::unsupported:
      return "unsupported"_w;
    case ProblemCode::notreservationmode:
      return "notreservationmode"_w;
    case ProblemCode::unknown_command:
      return "unknown_command"_w;
    case ProblemCode::privilege_too_low:
      return "privilege_too_low"_w;
    case ProblemCode::not_found:
      return "not_found"_w;
    case ProblemCode::already_exists:
      return "already_exists"_w;
    case ProblemCode::not_allowed:
      return "not_allowed"_w;
    case ProblemCode::invalid_argument:
      return "invalid_argument"_w;
  }
  CHECK(false, "a problem has a code of the list");
}

}  // namespace slsim
