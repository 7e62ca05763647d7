// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "tests/support/heap/allocations.h"
#include "tests/unit/kernel/toy_world.h"

namespace slsim {
namespace {

/// Lets all clients ask and hear the answer at once, without notes of it.
void one_round(ToyWorld& world, std::uint32_t clients) {
  Kernel& kernel = world.kernel;
  for (std::uint32_t i = 0; i < clients; ++i) world.ask(i, 0);
  while (const auto due = kernel.timeline.pop(kernel.timeline.now())) {
    const auto arrival = kernel.network.arrive(kernel, *due);
    if (!arrival) continue;
    const auto* request = std::get_if<RequestArrival>(&*arrival);
    if (request != nullptr) Context{kernel, due->actor}.reply(request->exchange, AuthorizeReply{});
  }
}

TEST(NetworkAllocations, AnAuthorizationCostsNone) {
  constexpr std::uint32_t clients = 100;
  ToyWorld world{clients};
  one_round(world, clients);
  const std::uint64_t before = allocations();
  for (int i = 0; i < 100; ++i) one_round(world, clients);
  EXPECT_EQ(allocations(), before);
  EXPECT_EQ(world.kernel.journal.recorded(), 2U * 101U * clients);
}

}  // namespace
}  // namespace slsim
