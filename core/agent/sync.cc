// SPDX-License-Identifier: Apache-2.0
#include "core/agent/sync.h"

namespace slsim {

Word word(SyncScope scope) { return scope == SyncScope::full ? "full"_w : "partial"_w; }

}  // namespace slsim
