// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/cluster_refusals.h"

#include <fmt/format.h>

#include "sim/scenario/world.h"

namespace slsim {
namespace {

/// HTTP status by which the products' own interfaces refuse (Unity Connection's API guide and
/// HCM-F's table of answers; that of provisioning is assumed).
int http_status(ProblemCode code) {
  switch (code) {
    case ProblemCode::already_registered:
    case ProblemCode::not_registered:
    case ProblemCode::reserved:
    case ProblemCode::reservationinprogress:
    case ProblemCode::subscriber_node:
      return 405;
    case ProblemCode::nullccoidtoken:
    case ProblemCode::token_invalid:
    case ProblemCode::token_expired:
    case ProblemCode::token_exhausted:
    case ProblemCode::token_revoked:
    case ProblemCode::invalid_argument:
    case ProblemCode::taginvalid:
      return 400;
    case ProblemCode::no_provision:
      return 403;
    case ProblemCode::powered_off:
      return 0;  // Nobody answers.
    default:
      return 500;
  }
}

}  // namespace

Outcome refused(const Problem& problem) { return Refusal{problem, http_status(problem.code), {}}; }

std::optional<Refusal> unreachable(const World& world, const Target& target) {
  if (target.sub.empty()) return std::nullopt;
  const Network& network = world.kernel().network;
  const auto node = network.find_host(
      fmt::format("{}/{}", world.kernel().journal.actor_name(target.actor), target.sub));
  if (!node || network.up(*node)) return std::nullopt;
  return Refusal{{ProblemCode::powered_off, fmt::format("{} is powered_off", target.sub)}, 0, {}};
}

}  // namespace slsim
