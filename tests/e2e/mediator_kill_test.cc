// SPDX-License-Identifier: Apache-2.0
// The process mediator is killed at random instants and begun again: it goes on where it was,
// registers no cluster twice and loses nothing.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <string>

#include "core/chance/chance.h"
#include "tests/e2e/mediated.h"

namespace slsim {
namespace {

using nlohmann::json;

constexpr int clusters = 24;
constexpr int accounts = 250;

class MediatorKilled : public MediatorTest {
 protected:
  MediatorKilled() {
    std::string world = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        users: [{name: admin, roles: [{role: administrator}]}]
        clients: [{id: app, secret: s3cret, owner: admin}]
        virtual_accounts:
)";
    for (int i = 0; i < accounts; ++i) {
      world += fmt::format(
          "          - {{name: va-{}, licenses: [{{license: UCM_Enhanced, quantity: 9}}]}}\n", i);
    }
    world += "  clusters:\n";
    std::string estate = "clusters:\n";
    for (int i = 0; i < clusters; ++i) {
      world += fmt::format("    - {{name: cm{}, version: \"14\"}}\n", i);
      estate += fmt::format(
          "  - {{name: cm{0}, version: \"14\", publisher: cm{0}, admin: {{user: admin, password: "
          "admin}}, platform: {{user: platform, password: platform}}}}\n",
          i);
    }
    write("world.yaml", world);
    write("estate.yaml", estate);
  }

  /// Adds the account and finds out how long a sync takes here.
  void add() {
    answer(add_account);
    const auto begun = std::chrono::steady_clock::now();
    answer("sync");
    whole_ = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun);
  }
  /// Kills it within the time that a sync takes, if it is still there then. Whether it was.
  bool kill_within(std::string_view words) {
    const Duration patience = chance_.between(milliseconds(3), whole_);
    const Ran ran =
        shell(fmt::format("timeout -s KILL {:.3f} {} {}",
                          static_cast<double>(patience.count()) / 1000, start_of_line(), words));
    const bool killed = ran.code == 137;
    // What is over sooner than that, on a fast machine or because little is left, is hit earlier.
    if (!killed) whole_ = std::max(milliseconds(8), whole_ * 2 / 3);
    return killed;
  }
  std::string names() {
    std::string text;
    for (int i = 0; i < clusters; ++i) text += fmt::format("cm{} ", i);
    return text;
  }
  /// How many times the licence server has registered something: each takes a token.
  std::string registrations() {
    return shell(
               fmt::format("slsim ctl --admin {} show cssm tokens | grep -o '[ {{]uses: [0-9]*' | "
                           "awk '{{ sum += $NF }} END {{ print sum }}'",
                           admin_))
        .out;
  }

  static constexpr std::string_view add_account =
      "account add partner.example --client-id app --secret-file secret";
  RandomStream chance_{17, "kills"};
  Duration whole_{};
};

TEST_F(MediatorKilled, WithinSyncsLosesNothing) {
  ASSERT_TRUE(serve_estate());
  add();
  answer("account remove partner.example");
  int kills = 0;
  for (int turn = 0; turn < 20; ++turn) {
    const bool added = !answer("account list").empty();
    if (kill_within(added ? "sync" : add_account)) ++kills;
  }
  EXPECT_GT(kills, 5);
  if (answer("account list").empty()) answer(add_account);
  answer("sync");
  EXPECT_EQ(answer("va list").size(), std::size_t{accounts});
  EXPECT_EQ(answer("va show va-249")["licenses"].size(), 1U);
}

TEST_F(MediatorKilled, WithinBulkAssignmentsRegistersNoClusterTwice) {
  ASSERT_TRUE(serve_estate());
  add();
  answer("va set-mode va-7 enterprise");
  answer("cluster import estate.yaml");
  int kills = 0;
  for (int turn = 0; turn < 8; ++turn) {
    if (kill_within("assign --to va-7 " + names())) ++kills;
    if (kill_within("jobs --follow")) ++kills;
  }
  EXPECT_GT(kills, 3);
  mediator_in_time("assign --to va-7 " + names());
  // One that was killed while it registered looks for five minutes whether it did.
  mediator_in_time("jobs --follow");
  const json rows = answer("cluster list");
  ASSERT_EQ(rows.size(), std::size_t{clusters});
  for (const json& row : rows) EXPECT_EQ(row["status"], "Manually Registered") << row;
  for (const json& job : answer("jobs")) EXPECT_EQ(job["status"], "completed") << job;
  EXPECT_EQ(registrations(), fmt::format("{}\n", clusters));
}

}  // namespace
}  // namespace slsim
