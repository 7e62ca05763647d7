// SPDX-License-Identifier: Apache-2.0
#include "live/world_thread.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace slsim {
namespace {

using Clock = WorldThread::Clock;

TEST(WorldThread, DoesOneJobAtATimeInTheOrderOfEachSender) {
  std::vector<std::pair<int, int>> done;
  int committed = 0;
  int answered = 0;
  {
    WorldThread world{{[] { return std::optional<Clock::time_point>{}; },
                       [&] {
                         committed = static_cast<int>(done.size());
                         return true;
                       }}};
    std::vector<std::thread> senders;
    for (int sender = 0; sender < 4; ++sender) {
      senders.emplace_back([&, sender] {
        for (int i = 0; i < 1000; ++i) {
          world.post([&, sender, i]() -> WorldThread::Then {
            done.emplace_back(sender, i);
            return [&, place = static_cast<int>(done.size())] {
              EXPECT_LE(place, committed);  // What follows leaves only when all is durable.
              ++answered;
            };
          });
        }
      });
    }
    for (auto& sender : senders) sender.join();
  }
  EXPECT_EQ(done.size(), 4000U);
  EXPECT_EQ(answered, 4000);
  for (int sender = 0; sender < 4; ++sender) {
    int next = 0;
    for (const auto& [who, what] : done) {
      if (who == sender) {
        EXPECT_EQ(what, next++);
      }
    }
  }
}

TEST(WorldThread, TicksWhenItSaidItWould) {
  std::atomic<int> ticks = 0;
  WorldThread world{{[&]() -> std::optional<Clock::time_point> {
                       if (++ticks == 5) return std::nullopt;
                       return Clock::now() + std::chrono::milliseconds{1};
                     },
                     [] { return true; }}};
  while (ticks < 5) std::this_thread::yield();
  // After a job it looks again.
  world.call([] {});
  while (ticks < 6) std::this_thread::yield();
}

TEST(WorldThread, ACallReturnsWhenItsWorkIsDurable) {
  bool durable = false;
  int value = 0;
  WorldThread world{{[] { return std::optional<Clock::time_point>{}; },
                     [&] {
                       durable = value == 1;
                       return true;
                     }}};
  world.call([&] { value = 1; });
  EXPECT_TRUE(durable);
}

}  // namespace
}  // namespace slsim
