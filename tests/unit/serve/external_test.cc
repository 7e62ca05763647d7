// SPDX-License-Identifier: Apache-2.0
// A session whose CSSM is another session: time stands while that one is asked, and what it
// answered is an input, so that the session can be taken up and saved without it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/scenario/loader.h"
#include "sim/scenario/runner.h"
#include "sim/scenario/tables.h"
#include "sim/serve/session.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* cloud_world = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        users: [{name: admin, roles: [{role: administrator}]}]
        clients: [{id: app, secret: s3cret, owner: admin}]
        virtual_accounts:
          - {name: DEFAULT, licenses: [{license: UCM_Enhanced, quantity: 5}], tokens: [{name: t9}]}
          - {name: va-sat, licenses: [{license: UCM_Enhanced, quantity: 10}]}
)";

constexpr const char* branch_world = R"(slsim: 1
world:
  cssm: {external: "https://127.0.0.1:9443"}
  satellites:
    - name: sat1
      accounts: [{name: la1, smart_account: partner.example, virtual_account: va-sat, sync: daily, tokens: [{name: t1, expires: 90d}]}]
  clusters:
    - {name: cm1, licenses: {UCM_Enhanced: 4}, reports_to: sat1}
    - {name: cm2, licenses: {UCM_Enhanced: 4}}
)";

Session opened(const char* world) {
  auto session = Session::open({.path = "world.yaml", .text = world}, {});
  if (!session) ADD_FAILURE() << session.error();
  return *std::move(session);
}

class External : public testing::Test {
 protected:
  /// Everything that waits is carried to the other session and back.
  void carry() {
    while (branch_.held()) {
      const ExternalCssm::Call call = branch_.external_calls().front();
      branch_.answer_external(call.number, answer_to(call.request));
    }
  }
  Result<HttpResponse> answer_to(const HttpRequest& request) {
    if (!reachable_) return refuse(ProblemCode::refused_connection, "connection refused");
    const auto asked = cloud_.ask({"cssm/receiver"}, request);
    if (!asked.answer) return refuse(ProblemCode::timed_out, "no answer");
    return std::get<HttpResponse>(*asked.answer);
  }
  void go(Duration by) {
    const Instant to = branch_.now() + by;
    while (!branch_.advance(to)) carry();
    carry();
    cloud_.advance(to);
  }
  void tell(const std::string& step) {
    const auto performed = branch_.perform(step);
    EXPECT_THAT(performed.mistakes, IsEmpty());
    carry();
  }
  static Value shown(const Session& session, std::string_view actor, std::string_view field) {
    const World& world = session.world();
    const Target target{*world.plan().find_actor(actor), {}};
    return world.plan().actors[target.actor.index].kind->field(field)->read(world, target);
  }

  Session cloud_ = opened(cloud_world);
  Session branch_ = opened(branch_world);
  bool reachable_ = true;
};

TEST_F(External, TimeStandsUntilTheAnswerIsThere) {
  branch_.perform("sat1: {register_account: {user: admin}}");
  ASSERT_TRUE(branch_.held());
  ASSERT_THAT(branch_.external_calls(), SizeIs(1));
  EXPECT_THAT(branch_.external_calls().front().request.body, HasSubstr("register_satellite"));
  EXPECT_FALSE(branch_.advance(branch_.start() + days(90)));
  EXPECT_EQ(branch_.now(), branch_.start());
  EXPECT_FALSE(branch_.save().has_value());
  carry();
  EXPECT_TRUE(branch_.advance(branch_.start() + hours(1)));
}

TEST_F(External, ASatelliteAndItsProductsLiveOnTheOtherSession) {
  tell("sat1: {register_account: {user: admin}}");
  tell("cm1: {register: t1}");
  go(days(2));
  EXPECT_EQ(shown(cloud_, "cssm", "instance_count"), Value{1});
  EXPECT_EQ(shown(branch_, "cm1", "authorization"), Value{"authorized"});
  const std::string token =
      cloud_.world().cssm().token(*cloud_.world().cssm().find_token("t9")).text;
  tell("cm2: {register: \"" + token + "\"}");
  EXPECT_EQ(shown(branch_, "cm2", "registration"), Value{"registered"});
  EXPECT_EQ(shown(cloud_, "cssm", "instance_count"), Value{2});
}

TEST_F(External, WhoCallsItsInterfaceIsPassedOn) {
  const auto asked =
      branch_.ask({"cssm/gateway"},
                  {.method = "POST",
                   .path = "/as/token.oauth2",
                   .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                   .body = "grant_type=client_credentials&client_id=app&client_secret=s3cret"});
  EXPECT_FALSE(asked.answer);
  carry();
  const auto answer = branch_.take(asked.call);
  ASSERT_TRUE(answer);
  EXPECT_EQ(std::get<HttpResponse>(*answer).status, 200);
  EXPECT_THAT(std::get<HttpResponse>(*answer).body, HasSubstr("access_token"));
}

TEST_F(External, WhatIsNotReachedFailsAsByTheNetwork) {
  tell("sat1: {register_account: {user: admin}}");
  reachable_ = false;
  go(days(2));
  const Value accounts = shown(branch_, "sat1", "accounts");
  EXPECT_EQ(*accounts.find("la1")->find("last_problem"), Value{"refused_connection"});
  reachable_ = true;
  go(days(1));
  EXPECT_TRUE(shown(branch_, "sat1", "accounts").find("la1")->find("last_problem")->absent());
}

TEST_F(External, WhatIsNoAnswerOfAnAuthorityIsSaidSo) {
  branch_.perform("sat1: {register_account: {user: admin}}");
  branch_.answer_external(1, HttpResponse{502, {}, "<html>Bad Gateway</html>"});
  const auto outcome = branch_.outcome(0);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(std::get<Refusal>(*outcome).problem.code, ProblemCode::commresponse);
}

TEST_F(External, ASessionIsTakenUpAndSavedWithoutTheOther) {
  tell("sat1: {register_account: {user: admin}}");
  tell("cm1: {register: t1}");
  go(days(5));
  const auto again = Session::resume(branch_.setup(), branch_.inputs(), branch_.now());
  ASSERT_TRUE(again.has_value()) << again.error();
  EXPECT_EQ(again->world().digest(), branch_.world().digest());
  const auto text = branch_.save();
  ASSERT_TRUE(text.has_value()) << text.error();
  EXPECT_THAT(*text, HasSubstr("external: recorded"));
  EXPECT_THAT(*text, Not(HasSubstr("127.0.0.1")));
  const Loaded loaded = load_scenario("saved.yaml", *text, {}, {actor_kinds(), &world_shape()});
  for (const Mistake& mistake : loaded.mistakes) ADD_FAILURE() << print(mistake);
  ASSERT_THAT(loaded.plans, SizeIs(1));
  const RunResult result = run(std::make_shared<const Plan>(loaded.plans.front()));
  for (const Failure& failure : result.failures) ADD_FAILURE() << failure.text;
  EXPECT_EQ(result.digest, branch_.world().digest());
}

TEST_F(External, ACallThatWaitedAtAKillIsAskedAgain) {
  branch_.perform("sat1: {register_account: {user: admin}}");
  auto again = Session::resume(branch_.setup(), branch_.inputs(), branch_.now());
  ASSERT_TRUE(again.has_value());
  ASSERT_TRUE(again->held());
  branch_ = *std::move(again);
  carry();
  EXPECT_EQ(*shown(branch_, "sat1", "accounts").find("la1")->find("state"), Value{"registered"});
}

TEST_F(External, WhatCssmHasIsAskedThere) {
  EXPECT_THAT(branch_.perform("cssm: {create_token: {virtual_account: va-sat}}").mistakes,
              HasSubstr("CSSM is another program in this world (external)"));
}

}  // namespace
}  // namespace slsim
