// SPDX-License-Identifier: Apache-2.0
#include "core/async/task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "core/async/answer.h"

namespace slsim {
namespace {

/// Keeps what it was asked until the test answers.
class Port {
 public:
  Answer<int> ask() {
    Answer<int> answer;
    open_.push_back(answer.reply());
    return answer;
  }
  [[nodiscard]] std::size_t asked() const { return open_.size(); }
  void answer(std::size_t which, int value) { open_.at(which)(value); }
  [[nodiscard]] bool forgotten(std::size_t which) const { return open_.at(which).forgotten(); }

 private:
  std::vector<Reply<int>> open_;
};

Task<int> add_one(Port& port) {
  const int value = co_await port.ask();
  co_return value + 1;
}

Task<> sum_of_two(Port& port, int& sum) {
  const int first = co_await add_one(port);
  const int second = co_await add_one(port);
  sum = first + second;
}

TEST(Task, DoesNothingUntilItBegins) {
  Port port;
  int sum = 0;
  const Running running{sum_of_two(port, sum)};
  EXPECT_EQ(port.asked(), 0U);
  EXPECT_FALSE(running.done());
}

TEST(Task, GoesOnWhereItWaitedWhenTheAnswerComes) {
  Port port;
  int sum = 0;
  Running running{sum_of_two(port, sum)};
  running.begin();
  EXPECT_EQ(port.asked(), 1U);
  port.answer(0, 10);
  EXPECT_EQ(port.asked(), 2U);
  EXPECT_FALSE(running.done());
  port.answer(1, 20);
  EXPECT_TRUE(running.done());
  EXPECT_EQ(sum, 32);
}

/// Says when it goes away.
struct Witness {
  explicit Witness(int& alive) : alive_{alive} { ++alive_; }
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;
  ~Witness() { --alive_; }
  int& alive_;
};

Task<int> held(Port& port, int& alive) {
  const Witness witness{alive};
  const int first = co_await port.ask();
  const int second = co_await add_one(port);
  co_return first + second;
}

Task<> holding(Port& port, int& alive) {
  const Witness witness{alive};
  co_await port.ask();
  co_await held(port, alive);
  co_await port.ask();
}

TEST(Task, CanBeDestroyedAtEveryAwait) {
  constexpr std::size_t awaits = 4;
  for (std::size_t killed_at = 0; killed_at <= awaits; ++killed_at) {
    Port port;
    int alive = 0;
    {
      Running running{holding(port, alive)};
      running.begin();
      for (std::size_t i = 0; i < killed_at; ++i) port.answer(i, 1);
      EXPECT_EQ(running.done(), killed_at == awaits);
      EXPECT_EQ(port.asked(), std::min(killed_at + 1, awaits));
    }
    EXPECT_EQ(alive, 0) << "killed at " << killed_at;
    if (killed_at == awaits) continue;
    EXPECT_TRUE(port.forgotten(killed_at));
    port.answer(killed_at, 1);  // Goes nowhere.
    EXPECT_EQ(port.asked(), killed_at + 1);
  }
}

Task<int> at_once(int value) { co_return value; }

Task<> many(int times, std::int64_t& sum) {
  for (int i = 0; i < times; ++i) {
    sum += co_await at_once(1);
    sum += co_await Answer<int>{1};
  }
}

TEST(Task, AMillionAnswersAtOnceTakeNoStack) {
  std::int64_t sum = 0;
  Running running{many(1'000'000, sum)};
  running.begin();
  EXPECT_TRUE(running.done());
  EXPECT_EQ(sum, 2'000'000);
}

Task<int> nested(int depth) {
  if (depth == 0) co_return 0;
  const int below = co_await nested(depth - 1);
  co_return below + 1;
}

Task<> deep(int& depth) { depth = co_await nested(10'000); }

TEST(Task, ReturnsFromTenThousandLevels) {
  int depth = 0;
  Running running{deep(depth)};
  running.begin();
  EXPECT_EQ(depth, 10'000);
}

Task<> moved(Port& port, std::string& got) {
  const std::unique_ptr<int> owned = std::make_unique<int>(co_await port.ask());
  got = std::to_string(*owned);
}

TEST(Task, TwoChainsWaitForOnePortEachForItsOwn) {
  Port port;
  std::string first;
  std::string second;
  Running one{moved(port, first)};
  Running two{moved(port, second)};
  one.begin();
  two.begin();
  port.answer(1, 2);
  EXPECT_EQ(second, "2");
  EXPECT_EQ(first, "");
  port.answer(0, 1);
  EXPECT_EQ(first, "1");
}

}  // namespace
}  // namespace slsim
