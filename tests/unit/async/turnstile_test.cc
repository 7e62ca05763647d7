// SPDX-License-Identifier: Apache-2.0
#include "core/async/turnstile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "core/async/task.h"

namespace slsim {
namespace {

using testing::ElementsAre;

struct Room {
  Turnstile door{};
  std::vector<std::string> seen{};
  std::vector<Reply<int>> inside{};
};

Task<> visit(Room& room, std::string name) {
  const Turnstile::Turn turn = co_await room.door.enter();
  room.seen.push_back(name + " in");
  Answer<int> answer;
  room.inside.push_back(answer.reply());
  co_await std::move(answer);
  room.seen.push_back(name + " out");
}

TEST(Turnstile, LetsOneThroughAtATimeInTheirOrder) {
  Room room;
  Running a{visit(room, "a")};
  Running b{visit(room, "b")};
  Running c{visit(room, "c")};
  a.begin();
  b.begin();
  c.begin();
  EXPECT_THAT(room.seen, ElementsAre("a in"));
  room.inside[0](0);
  EXPECT_THAT(room.seen, ElementsAre("a in", "a out", "b in"));
  room.inside[1](0);
  room.inside[2](0);
  EXPECT_THAT(room.seen, ElementsAre("a in", "a out", "b in", "b out", "c in", "c out"));
  EXPECT_TRUE(c.done());
  Running d{visit(room, "d")};
  d.begin();
  EXPECT_EQ(room.seen.back(), "d in");
}

TEST(Turnstile, IsHeldUpByNobodyWhoHasGone) {
  Room room;
  std::optional<Running> a;
  std::optional<Running> b;
  a.emplace(visit(room, "a"));
  b.emplace(visit(room, "b"));
  Running c{visit(room, "c")};
  a->begin();
  b->begin();
  c.begin();
  b.reset();  // Before its turn.
  a.reset();  // In it.
  EXPECT_THAT(room.seen, ElementsAre("a in", "c in"));
}

TEST(Turnstile, PassesATurnOnThatNobodyTook) {
  Turnstile door;
  { [[maybe_unused]] const auto dropped = door.enter(); }
  EXPECT_TRUE(door.enter().await_ready());
}

}  // namespace
}  // namespace slsim
