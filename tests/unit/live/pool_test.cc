// SPDX-License-Identifier: Apache-2.0
#include "live/pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <numeric>
#include <vector>

namespace slsim {
namespace {

class Pool : public testing::TestWithParam<unsigned> {};

TEST_P(Pool, EveryJobIsRunOnceAndEndsAreToldInOrder) {
  constexpr std::size_t count = 500;
  std::vector<int> runs(count, 0);
  std::vector<std::size_t> told;
  run_jobs(
      count, GetParam(), [&](std::size_t i) { ++runs[i]; },
      [&](std::size_t i) {
        EXPECT_EQ(runs[i], 1);
        told.push_back(i);
        return true;
      });
  std::vector<std::size_t> all(count);
  std::iota(all.begin(), all.end(), std::size_t{0});
  EXPECT_EQ(told, all);
  EXPECT_EQ(std::accumulate(runs.begin(), runs.end(), 0), static_cast<int>(count));
}

TEST_P(Pool, StopsWhenToldTo) {
  std::atomic<std::size_t> ran = 0;
  std::vector<std::size_t> told;
  run_jobs(
      100'000, GetParam(), [&](std::size_t) { ++ran; },
      [&](std::size_t i) {
        told.push_back(i);
        return i < 2;
      });
  EXPECT_THAT(told, testing::ElementsAre(0, 1, 2));
  EXPECT_GE(ran, 3U);
}

TEST_P(Pool, NoJobsAreNoTrouble) {
  run_jobs(
      0, GetParam(), [](std::size_t) { FAIL(); }, [](std::size_t) { return false; });
}

TEST(PoolOfOne, StartsNothingAfterItWasStopped) {
  std::size_t ran = 0;
  run_jobs(
      100, 1, [&](std::size_t) { ++ran; }, [](std::size_t) { return false; });
  EXPECT_EQ(ran, 1U);
}

INSTANTIATE_TEST_SUITE_P(Threads, Pool, testing::Values(1U, 2U, 7U),
                         testing::PrintToStringParamName());

TEST(PoolSize, ThereIsAtLeastOneProcessor) { EXPECT_GE(processor_count(), 1U); }

}  // namespace
}  // namespace slsim
