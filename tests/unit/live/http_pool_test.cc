// SPDX-License-Identifier: Apache-2.0
#include "live/http_pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "live/http_server.h"

namespace slsim {
namespace {

using std::chrono::milliseconds;
using testing::IsEmpty;
using testing::SizeIs;

/// A server that answers with the path, but holds what asks for `/never`.
class Pool : public testing::Test {
 protected:
  void SetUp() override {
    origin.port = *server.listen(
        {{"127.0.0.1", 0}, {}, [this](const HttpRequest& in, const HttpReply& reply) {
           const std::lock_guard lock{mutex};
           if (in.path == "/never") {
             held.push_back(reply);
           } else {
             reply.answer({200, {}, in.path});
           }
         }});
    server.start(2);
  }
  void TearDown() override {
    server.stop(milliseconds{0});
    held.clear();  // A reply does not outlive its server.
  }
  std::map<HttpPool::Number, std::string> bodies(HttpPool& pool, std::size_t count) {
    std::map<HttpPool::Number, std::string> found;
    for (int turn = 0; turn < 200 && found.size() < count; ++turn) {
      for (const HttpPool::Arrived& row : pool.take(milliseconds{50})) {
        found[row.number] = row.answer ? row.answer->body : row.answer.error().detail;
      }
    }
    return found;
  }

  std::mutex mutex;
  std::vector<HttpReply> held;
  HttpServer server;
  HttpOrigin origin{false, "127.0.0.1", 0};
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
