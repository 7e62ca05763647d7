// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/scenario/loader.h"
#include "sim/scenario/runner.h"
#include "sim/scenario/tables.h"
#include "sim/serve/session.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view world = R"(
slsim: 1
world:
  network: {latency: 1s}
  proxies: [{name: px1, users: {u: open-sesame}}]
  cssm:
    smart_accounts:
      - domain: partner.example
        virtual_accounts:
          - {name: va-1, licenses: [{license: UCM_Enhanced, quantity: 20}], tokens: [{name: t1}]}
  clusters:
    - {name: cm1, licenses: {UCM_Enhanced: 11}, subscribers: [sub1]}
    - {name: low, credentials: {platform: {user: op, password: pw, privilege: 1}}}
)";

class Typing : public testing::Test {
 protected:
  Session session_ = *Session::open({.path = "world.yaml", .text = std::string{world}}, {});

  std::string look(std::string line, const std::string& node = "cm1") {
    const auto answer = session_.look_up(node, {.line = std::move(line)});
    return answer ? answer->text : "acts";
  }
};

TEST_F(Typing, LetsThePlatformUserIn) {
  EXPECT_TRUE(session_.logs_in("cm1", {"platform", "platform"}));
  EXPECT_TRUE(session_.logs_in("cm1/sub1", {"platform", "platform"}));
  EXPECT_FALSE(session_.logs_in("cm1", {"admin", "admin"}));
  EXPECT_FALSE(session_.logs_in("cssm/api", {"platform", "platform"}));
  EXPECT_FALSE(session_.logs_in("nobody", {"platform", "platform"}));
  session_.perform("network: {cut: {from: outside, to: cm1}}");
  EXPECT_FALSE(session_.logs_in("cm1", {"platform", "platform"}));
}

TEST_F(Typing, ShowsWithoutATrace) {
  const std::uint64_t digest = session_.world().digest();
  EXPECT_THAT(look("show license summary"), HasSubstr("Smart Licensing is ENABLED"));
  EXPECT_THAT(look("license smart deregister", "low"), HasSubstr("No valid command"));
  EXPECT_THAT(look("\xff\xfe"), HasSubstr("No valid command"));
  EXPECT_EQ(look("show license all", "cm1/sub1"), "");
  EXPECT_EQ(look("license smart deregister"), "acts");
  EXPECT_EQ(session_.world().digest(), digest);
  EXPECT_TRUE(session_.inputs().empty());
}

TEST_F(Typing, AnswersWhenWhatWasStartedHasEnded) {
  const auto typed = session_.type("cm1", {.line = "license smart register idtoken nobody's"});
  EXPECT_FALSE(typed.answer);
  EXPECT_FALSE(session_.typed(typed.number));
  session_.advance(session_.now() + seconds(3));
  ASSERT_TRUE(session_.typed(typed.number));
  EXPECT_THAT(session_.typed(typed.number)->text, HasSubstr("Executed command unsuccessfully\n"));
}

TEST_F(Typing, IsReplayedAndHidesThePassword) {
  const auto typed = session_.type(
      "cm1",
      {.line = "license smart transport proxy px1 8080", .user = "u", .password = "open-sesame"});
  ASSERT_TRUE(typed.answer);
  EXPECT_THAT(typed.answer->text, HasSubstr("updated successfully"));
  const auto saved = session_.save();
  ASSERT_TRUE(saved) << saved.error();
  EXPECT_THAT(*saved, Not(HasSubstr("open-sesame")));
  const Loaded loaded = load_scenario("saved.yaml", *saved, {}, {actor_kinds(), &world_shape()});
  ASSERT_TRUE(loaded.mistakes.empty());
  const RunResult result = run(std::make_shared<const Plan>(loaded.plans.front()));
  EXPECT_TRUE(result.failures.empty());
  EXPECT_EQ(result.digest, session_.world().digest());
}

TEST_F(Typing, EndsWithTheMachine) {
  session_.perform("cm1: {power_off: {}}");
  const auto answer = session_.look_up("cm1", {.line = "show license udi"});
  ASSERT_TRUE(answer && answer->problem);
  EXPECT_EQ(answer->problem->code, ProblemCode::powered_off);
}

TEST_F(Typing, TakesWhateverPeopleHaveForPasswords) {
  for (const std::string password : {"$ecret", "12345", "a: {b", "\"quoted\"", "back\\slash", "'",
                                     " blanks ", "yes", "~", "ü", ""}) {
    const auto typed = session_.type(
        "cm1",
        {.line = "license smart transport proxy px1 8080", .user = password, .password = password});
    ASSERT_TRUE(typed.answer);
    EXPECT_THAT(typed.answer->text, HasSubstr("updated successfully")) << password;
    const auto& names = session_.world().journal().names();
    const auto& via = session_.world()
                          .cluster(*session_.world().plan().find_actor("cm1"))
                          .options()
                          .transport.via;
    ASSERT_TRUE(via && via->login) << password;
    EXPECT_EQ(names.text(via->login->password), password);
  }
}

TEST_F(Typing, TakesWhateverIsTypedForAToken) {
  for (const std::string token : {"$token", "a:b", "{}", "%41", "'", "#x", "-"}) {
    const auto typed = session_.type("cm1", {.line = "license smart register idtoken " + token});
    ASSERT_FALSE(typed.answer) << token;
    session_.advance(session_.now() + seconds(3));
    ASSERT_TRUE(session_.typed(typed.number)) << token;
    EXPECT_EQ(session_.typed(typed.number)->problem->code, ProblemCode::token_invalid) << token;
  }
}

}  // namespace
}  // namespace slsim
