// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/allocation_rules.h"

namespace slsim {

Word word(Hierarchy choice) { return choice == Hierarchy::on ? "on"_w : "off"_w; }

Word word(DualParenting choice) { return choice == DualParenting::on ? "on"_w : "off"_w; }

Word word(EnterpriseBorrowing choice) {
  return choice == EnterpriseBorrowing::before_hcs ? "before_hcs"_w : "after_hcs"_w;
}

Word word(HcsOrder choice) {
  return choice == HcsOrder::native_first ? "native_first"_w : "enterprise_first"_w;
}

Word word(ShortTier choice) { return choice == ShortTier::lowest ? "lowest"_w : "highest"_w; }

Word word(StandardMessaging choice) {
  return choice == StandardMessaging::apart ? "apart"_w : "highest"_w;
}

}  // namespace slsim
