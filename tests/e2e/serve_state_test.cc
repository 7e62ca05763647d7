// SPDX-License-Identifier: Apache-2.0
// What is kept by `slsim serve --state`, through restarts, kills and files of others.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "core/chance/chance.h"
#include "live/http_client.h"
#include "tests/e2e/served.h"

namespace slsim {
namespace {

using testing::HasSubstr;

using ServeState = ServeTest;

constexpr std::string_view tokens_of_va =
    "/services/api/smart-accounts-and-licensing/v1/accounts/partner.example/virtual-accounts/"
    "va-enterprise/tokens";

TEST_F(ServeState, ASessionGoesOnWhereItWas) {
  ASSERT_TRUE(serve("--clock stepped --state kept"));
  ctl("do 'cm1: {register: t1}'");
  ctl("advance 3d");
  const std::string digest = status("digest");
  EXPECT_EQ(end(), 0);
  ASSERT_TRUE(serve("--clock stepped --state kept"));
  EXPECT_EQ(status("offset"), "3d");
  EXPECT_EQ(status("digest"), digest);
  EXPECT_THAT(ctl("show cm1 registration").out, HasSubstr("registered"));
}

TEST_F(ServeState, TheClockThatItsUserMovedIsKeptWithoutAnyInput) {
  ASSERT_TRUE(serve("--clock stepped --state kept"));
  ASSERT_EQ(ctl("advance 7d").code, 0);
  end("KILL");
  ASSERT_TRUE(serve("--clock stepped --state kept"));
  EXPECT_EQ(status("offset"), "7d");
}

TEST_F(ServeState, ASnapshotIsGoneBackToAndKept) {
  ASSERT_TRUE(serve("--clock stepped --state kept"));
  ctl("do 'cm1: {register: t1}'");
  ctl("advance 3d");
  const std::string digest = status("digest");
  ASSERT_EQ(ctl("snapshot s.json").code, 0);
  ctl("do 'cm2: {register: t2}'");
  ctl("advance 3d");
  ASSERT_NE(status("digest"), digest);
  ASSERT_EQ(ctl("restore s.json").code, 0);
  EXPECT_EQ(status("digest"), digest);
  end("KILL");
  ASSERT_TRUE(serve("--clock stepped --state kept"));
  EXPECT_EQ(status("digest"), digest);
  EXPECT_EQ(status("offset"), "3d");
}

TEST_F(ServeState, APointThatCannotBeReadIsPassedOverAndNothingIsLost) {
  const std::string how = "--clock stepped --state kept --points 1";
  ASSERT_TRUE(serve(how));
  for (int input = 0; input < 6; ++input) ctl("do 'cm1: {add_device: UCM_Basic}'");
  const std::string digest = status("digest");
  EXPECT_EQ(end(), 0);
  ASSERT_EQ(shell("ls kept/session.1.point kept/session.2.point").code, 0);
  ASSERT_TRUE(serve(how));
  EXPECT_EQ(status("digest"), digest);
  EXPECT_EQ(read("serve.err").find("passed over"), std::string::npos) << read("serve.err");
  EXPECT_EQ(end(), 0);
  const auto passed_over = [&](const std::string& damage, const std::string& why) {
    EXPECT_EQ(shell(damage).code, 0);
    ASSERT_TRUE(serve(how));
    EXPECT_EQ(status("digest"), digest) << damage;
    EXPECT_THAT(read("serve.err"), HasSubstr(why)) << damage;
    EXPECT_EQ(status("inputs"), "6") << damage;
    EXPECT_EQ(end("KILL"), 137);
  };
  passed_over("truncate -s 100 kept/session.1.point", "session.1.point: damaged");
  passed_over("printf x | dd of=kept/session.2.point bs=1 seek=300 conv=notrunc",
              "session.2.point: damaged");
  passed_over("printf 'slsim point 9' >kept/session.1.point; printf '' >kept/session.2.point",
              "session.2.point: no point");
}

TEST_F(ServeState, TimeWithoutAServerCountsIfThatIsWanted) {
  ASSERT_TRUE(serve("--clock x86400 --state kept"));
  EXPECT_EQ(end(), 0);
  shell("sleep 1.1");
  ASSERT_TRUE(serve("--clock stepped --state kept"));
  const std::string frozen = status("now");
  EXPECT_EQ(end(), 0);
  ASSERT_TRUE(serve("--clock x86400 --on-restart catch_up --state kept"));
  EXPECT_GE(status("now").substr(0, 10), frozen.substr(0, 10));
}

TEST_F(ServeState, BrokenAndForeignAndBusyFilesAreOneLineAndExitTwo) {
  ASSERT_TRUE(serve("--state kept"));
  const auto fails_with = [&](const std::string& flags, const std::string& why) {
    const Ran ran = shell(
        "HOME=$PWD/home slsim serve --ports free --admin 127.0.0.1:0 "
        "--proxy 127.0.0.1:0 " +
        flags);
    EXPECT_EQ(ran.code, 2) << why;
    EXPECT_THAT(ran.err, HasSubstr(why));
    EXPECT_EQ(std::ranges::count(ran.err, '\n'), 1) << ran.err;
  };
  fails_with("--state kept", "another process uses it");
  EXPECT_EQ(end(), 0);
  write("w.yaml", "slsim: 1\nworld: {}\nsteps: []\n");
  fails_with("w.yaml --state kept", "another world");
  shell(
      "sqlite=$(command -v sqlite3); mkdir old && cp kept/* old/ && "
      "printf garbage >old/session.db && rm -f old/session.db-wal old/session.db-shm");
  fails_with("--state old", "no state file of slsim");
}

/// Clients that create tokens as fast as they are answered, and remember what they were told.
class Load {
 public:
  Load(const std::string& url, std::string bearer)
      : origin_{*parse_origin(url)}, bearer_{std::move(bearer)} {}

  void start(unsigned clients) {
    for (unsigned i = 0; i < clients; ++i) threads_.emplace_back([this] { work(); });
  }
  void stop() {
    stopping_ = true;
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
    stopping_ = false;
  }
  [[nodiscard]] const std::set<std::string>& answered() const { return answered_; }
  void move_to(const std::string& url) { origin_ = *parse_origin(url); }

 private:
  void work() {
    while (!stopping_) {
      // Saved at the end and played as a scenario: many kills shall be many, not one long replay.
      std::this_thread::sleep_for(std::chrono::milliseconds{4});
      const auto answer = fetch(
          origin_, {"POST",
                    std::string{tokens_of_va},
                    {},
                    {{"Authorization", "Bearer " + bearer_}, {"Content-Type", "application/json"}},
                    R"({"expiresAfterDays":30})"});
      if (!answer || answer->status != 200) continue;
      const std::size_t from = answer->body.find(R"("token":")") + 9;
      const std::lock_guard lock{mutex_};
      answered_.insert(answer->body.substr(from, answer->body.find('"', from) - from));
    }
  }

  HttpOrigin origin_;
  std::string bearer_;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  std::set<std::string> answered_;
  std::vector<std::thread> threads_;
};

int kills_wanted() {
  const char* text = std::getenv("SLSIM_KILLS");  // NOLINT(concurrency-mt-unsafe)
  return text == nullptr ? 20 : std::atoi(text);  // NOLINT(cert-err34-c)
}

TEST_F(ServeState, WhatWasAnsweredIsThereAfterEveryKill) {
  RandomStream chance{1, "kills"};
  // Points are written all the while, and most kills come while one is.
  const std::string how = "--clock stepped --state kept --points 3";
  ASSERT_TRUE(serve(how));
  Load load{url("cssm/api", "http"), bearer()};
  for (int kill = 0; kill < kills_wanted(); ++kill) {
    load.start(3);
    std::this_thread::sleep_for(std::chrono::milliseconds{20 + chance.below(150)});
    end("KILL");
    load.stop();
    ASSERT_TRUE(serve(how)) << read("serve.err");
    load.move_to(url("cssm/api", "http"));
  }
  EXPECT_GT(load.answered().size(), 20U);
  const std::string listed =
      curl(fmt::format("-H 'Authorization: Bearer {}' https://swapi.cisco.com{}", bearer(),
                       tokens_of_va))
          .out;
  for (const std::string& token : load.answered()) {
    EXPECT_THAT(listed, HasSubstr("\"" + token + "\"")) << "answered, and lost";
  }
  // Taken up once more, and as a scenario that nobody interrupted, it is the same world.
  const std::string digest = status("digest");
  ASSERT_EQ(ctl("save s.yaml").code, 0);
  const Ran run = slsim("run s.yaml --json");
  EXPECT_EQ(run.code, 0) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr(digest));
  EXPECT_EQ(end(), 0);
  ASSERT_TRUE(serve("--clock stepped --state kept"));
  EXPECT_EQ(status("digest"), digest);
}

}  // namespace
}  // namespace slsim
