// SPDX-License-Identifier: Apache-2.0
#include "live/http_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "tests/unit/live/holding_server.h"

namespace slsim {
namespace {

using testing::ElementsAre;

class Line : public HoldingServer {
 protected:
  void ask(HttpLine& line, std::string path) {
    line.ask({.path = std::move(path)}, [this](const Result<HttpResponse>& answer) {
      const std::lock_guard lock{mutex};
      heard.push_back(answer ? answer->body : std::string{word(answer.error().code).text()});
      changed.notify_all();
    });
  }
  std::vector<std::string> wait_for(std::size_t count) {
    std::unique_lock lock{mutex};
    changed.wait_for(lock, std::chrono::seconds{10}, [&] { return heard.size() >= count; });
    return heard;
  }

  std::condition_variable changed;
  std::vector<std::string> heard;
};

TEST_F(Line, AsksInOrder) {
  HttpLine line{origin, {}};
  for (const char* path : {"/a", "/b", "/c"}) ask(line, path);
  EXPECT_THAT(wait_for(3), ElementsAre("/a", "/b", "/c"));
}

TEST_F(Line, SaysWhyThereIsNoAnswer) {
  HttpLine line{{false, "127.0.0.1", 1}, {}};
  ask(line, "/a");
  EXPECT_THAT(wait_for(1), ElementsAre("refused_connection"));
}

TEST_F(Line, GivesUpAtItsEnd) {
  {
    HttpLine line{origin, {}};
    ask(line, "/never");
    ask(line, "/a");
  }
  EXPECT_TRUE(heard.empty());
}

}  // namespace
}  // namespace slsim
