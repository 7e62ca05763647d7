// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/cssm_verbs.h"

#include "sim/scenario/cssm_satellite_verbs.h"
#include "sim/scenario/rest_verbs.h"

#include <vector>

namespace slsim {

Outcome refused_by_cssm(const Problem& problem) {
  const int http = problem.code == ProblemCode::not_allowed ? 403
                   : problem.code == ProblemCode::not_found ? 404
                                                            : 400;
  return Refusal{problem, http, {}};
}

std::span<const Verb> cssm_verbs() {
  static const std::vector<Verb> all = [] {
    std::vector<Verb> verbs;
    for (const auto part : {cssm_account_verbs(), cssm_license_verbs(), cssm_instance_verbs(),
                            cssm_reservation_verbs(), cssm_trust_verbs(), rest_verbs(),
                            cssm_satellite_verbs(), cssm_external_verbs()}) {
      verbs.insert(verbs.end(), part.begin(), part.end());
    }
    return verbs;
  }();
  return all;
}

}  // namespace slsim
