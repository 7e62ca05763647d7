// SPDX-License-Identifier: Apache-2.0
// Millions of contacts a year bring unchanged counts: they take nothing from the heap.
#include <gtest/gtest.h>

#include "tests/support/cssm_world.h"
#include "tests/support/heap/allocations.h"

namespace slsim {
namespace {

class AuthorizeAllocations : public CssmWorld {
 protected:
  void contact(std::uint64_t serial, const Counts& demand) {
    kernel_.network.send(kernel_, ActorId{2}, product_, {receiver_, now()},
                         AuthorizeRequest{serial, demand, now()}, 0);
    while (const auto due = kernel_.timeline.pop(now())) {
      const auto arrival = kernel_.network.arrive(kernel_, *due);
      if (!arrival) continue;
      const auto* request = std::get_if<RequestArrival>(&*arrival);
      if (request == nullptr) continue;
      Context context = this->context();
      cssm_.on_request(context, *request);
    }
  }
};

TEST_F(AuthorizeAllocations, UnchangedCountsCostNone) {
  start_without_journal();
  own(va1_, License::UCM_Basic, 10);
  const Counts demand = counts({{License::UCM_Basic, 11}});  // Short: the mask is made each time.
  const std::uint64_t serial = register_product(1, token(va1_));
  for (int i = 0; i < 100; ++i) contact(serial, demand);
  const std::uint64_t before = allocations();
  for (int i = 0; i < 1000; ++i) contact(serial, demand);
  EXPECT_EQ(allocations(), before);
}

}  // namespace
}  // namespace slsim
