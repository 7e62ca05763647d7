// SPDX-License-Identifier: Apache-2.0
// Product instances that another authority has, as it reported them last: rows among one's own that
// nobody can ask with. By the reporter's numbers, which it never gives twice.
#pragma once

#include <cstdint>
#include <map>

#include "sim/authority/instances.h"

namespace slsim {

using MirrorIndex = std::map<std::uint64_t, InstanceId>;

}  // namespace slsim
