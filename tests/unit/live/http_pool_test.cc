// SPDX-License-Identifier: Apache-2.0
#include "live/http_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/unit/live/holding_server.h"

namespace slsim {
namespace {

using std::chrono::milliseconds;
using testing::IsEmpty;
using testing::SizeIs;

class Pool : public HoldingServer {
 protected:
  std::map<HttpPool::Number, std::string> bodies(HttpPool& pool, std::size_t count) {
    std::map<HttpPool::Number, std::string> found;
    for (int turn = 0; turn < 200 && found.size() < count; ++turn) {
      for (const HttpPool::Arrived& row : pool.take(milliseconds{50})) {
        found[row.number] = row.answer ? row.answer->body : row.answer.error().detail;
      }
    }
    return found;
  }
};

TEST_F(Pool, GivesEachQuestionItsAnswer) {
  HttpPool pool{3};
  std::map<HttpPool::Number, std::string> expected;
  for (int i = 0; i < 50; ++i) {
    const std::string path = "/" + std::to_string(i);
    expected[pool.ask(origin, {.path = path}, {})] = path;
  }
  EXPECT_EQ(bodies(pool, 50), expected);
  EXPECT_THAT(pool.take(milliseconds{0}), IsEmpty());
}

TEST_F(Pool, AnswersOneWhileAnotherWaits) {
  HttpPool pool{2};
  pool.ask(origin, {.path = "/never"}, {});
  const HttpPool::Number number = pool.ask(origin, {.path = "/soon"}, {});
  EXPECT_EQ(bodies(pool, 1), (std::map<HttpPool::Number, std::string>{{number, "/soon"}}));
}

TEST_F(Pool, HearsNoMoreOfWhatWasGivenUpAndHasRoomAgain) {
  HttpPool pool{1};
  pool.give_up(pool.ask(origin, {.path = "/never"}, {}));
  const HttpPool::Number number = pool.ask(origin, {.path = "/soon"}, {});
  EXPECT_EQ(bodies(pool, 1), (std::map<HttpPool::Number, std::string>{{number, "/soon"}}));
  EXPECT_THAT(pool.take(milliseconds{20}), IsEmpty());
}

TEST_F(Pool, EndsWithoutItsAnswers) {
  HttpPool pool{4};
  for (int i = 0; i < 8; ++i) pool.ask(origin, {.path = "/never"}, {});
  EXPECT_THAT(pool.take(milliseconds{20}), SizeIs(0));
}

}  // namespace
}  // namespace slsim
