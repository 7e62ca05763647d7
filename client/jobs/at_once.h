// SPDX-License-Identifier: Apache-2.0
// How many jobs are under way at once.
#pragma once

#include <cstddef>

namespace slsim {

/// Not published: HCM-F is not known to have limits.
struct JobsAtOnce {
  std::size_t all = 64;
  std::size_t account = 16;  ///< Of one virtual account.
};

}  // namespace slsim
