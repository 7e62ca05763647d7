// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/demand.h"

namespace slsim {

void Demand::add(const Counts& counts) {
  for (const Counts::Entry& entry : counts) pooled[entry.license] += entry.count;
}

void Demand::remove(const Counts& counts) {
  for (const Counts::Entry& entry : counts) pooled[entry.license] -= entry.count;
}

}  // namespace slsim
