// SPDX-License-Identifier: Apache-2.0
// A cluster's verbs and fields by subject.
#pragma once

#include <span>

#include "sim/scenario/tables.h"

namespace slsim {

[[nodiscard]] std::span<const Verb> cluster_transport_verbs();
[[nodiscard]] std::span<const Field> cluster_transport_fields();

}  // namespace slsim
