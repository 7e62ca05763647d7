// SPDX-License-Identifier: Apache-2.0
// The REST interface of a licence authority as scenarios call it: CSSM's, or a satellite's.
#pragma once

#include <span>

#include "sim/scenario/registry.h"

namespace slsim {

[[nodiscard]] std::span<const Verb> rest_verbs();

}  // namespace slsim
