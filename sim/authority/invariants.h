// SPDX-License-Identifier: Apache-2.0
// What must hold of a CSSM at every instant, as questions about its state: no fault of a network or
// of a product may ever break these.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/authority/state.h"

namespace slsim {

/// A sentence for each that is broken; checks every row.
[[nodiscard]] std::vector<std::string> broken_invariants(const AuthorityState& state);

/// The same as far as it can be told from the sums of the accounts that changed last: cheap enough
/// for every event. Does nothing while the state's generation is `seen`, which it then moves on.
[[nodiscard]] std::vector<std::string> broken_sums(const AuthorityState& state,
                                                   std::uint64_t& seen);

}  // namespace slsim
