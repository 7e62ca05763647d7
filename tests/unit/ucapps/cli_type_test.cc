// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cli_type.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/ucapps/cli_line.h"
#include "tests/unit/ucapps/toy_cssm.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class CliTyping : public testing::Test {
 protected:
  /// What was printed in the end.
  CliAnswer type(const TypedLine& typed) {
    Context context = world.context();
    CliOutcome outcome = type_line(*world.cluster, context, typed);
    if (outcome.ticket == 0) return outcome.answer;
    world.run_for(Duration{0});
    const auto finished = world.cluster->take_result(outcome.ticket);
    if (!finished) return {"under way still\n", {}};
    return end_of_line(*world.cluster, *finished).value_or(CliAnswer{"nobody waited\n", {}});
  }
  CliAnswer type(std::string line) { return type(TypedLine{.line = std::move(line)}); }
  std::optional<ProblemCode> refused(std::string line, int privilege = 4) {
    const CliAnswer answer = type(TypedLine{.line = std::move(line), .privilege = privilege});
    if (!answer.problem) return std::nullopt;
    EXPECT_THAT(answer.text, testing::StartsWith("Executed command unsuccessfully\n"));
    return answer.problem->code;
  }

  ToyWorld world{needing(11)};
};

TEST_F(CliTyping, RegistersAndLetsGo) {
  EXPECT_EQ(type("license smart register idtoken abc").text,
            "Registration completed successfully.\n");
  EXPECT_EQ(world.standing().registration, Registration::registered);
  EXPECT_EQ(type("license smart deregister").text, "Deregistration completed successfully.\n");
  EXPECT_EQ(world.standing().registration, Registration::unregistered);
  EXPECT_EQ(world.cluster->terminal().printed, "Deregistration completed successfully.\n");
  EXPECT_THAT(world.cluster->terminal().waiting, IsEmpty());
}

TEST_F(CliTyping, AsksForForceOnceItIsRegistered) {
  world.register_now();
  EXPECT_EQ(refused("license smart register idtoken abc"), ProblemCode::already_registered);
  EXPECT_EQ(refused("license smart register idtoken abc twice"), ProblemCode::invalid_argument);
  EXPECT_EQ(type("license smart register idtoken abc force").problem, std::nullopt);
}

TEST_F(CliTyping, PrintsWhatTheAuthoritySaid) {
  world.cssm.refusal = Problem{ProblemCode::token_expired, "the token has expired"};
  const CliAnswer answer = type("license smart register idtoken abc");
  EXPECT_EQ(answer.text, "Executed command unsuccessfully\nthe token has expired\n");
}

TEST_F(CliTyping, DoesNotTellOneSendingFailureFromAnother) {
  world.register_now();
  world.cut();
  Context context = world.context();
  const CliOutcome begun = type_line(*world.cluster, context, {.line = "license smart renew auth"});
  ASSERT_NE(begun.ticket, 0U);
  world.run_for(minutes(2));
  const auto finished = world.cluster->take_result(begun.ticket);
  ASSERT_TRUE(finished);
  EXPECT_THAT(end_of_line(*world.cluster, *finished)->text,
              HasSubstr("Communication message send error"));
}

TEST_F(CliTyping, WarnsOfAnInstanceThatIsLeft) {
  world.register_now();
  world.cut();
  Context context = world.context();
  const CliOutcome begun = type_line(*world.cluster, context, {.line = "license smart deregister"});
  world.run_for(minutes(2));
  const auto finished = world.cluster->take_result(begun.ticket);
  ASSERT_TRUE(finished);
  EXPECT_TRUE(finished->orphan_left);
  EXPECT_THAT(end_of_line(*world.cluster, *finished)->text, HasSubstr("by hand"));
}

TEST_F(CliTyping, WantsPrivilegeToActAndNoneToShow) {
  world.register_now();
  for (const int low : {0, 1}) {
    EXPECT_EQ(refused("license smart deregister", low), ProblemCode::privilege_too_low);
    EXPECT_EQ(refused("show license summary", low), std::nullopt);
  }
  EXPECT_EQ(world.standing().registration, Registration::registered);
}

TEST_F(CliTyping, TellsHalfACommandFromNone) {
  EXPECT_THAT(type("license smart").text, HasSubstr("Incomplete command entered"));
  EXPECT_THAT(type("license smart register idtoken").text, HasSubstr("Incomplete"));
  EXPECT_THAT(type("show license").text, HasSubstr("Incomplete"));
  EXPECT_THAT(type("reboot").text, HasSubstr("No valid command entered"));
  EXPECT_THAT(type("license smart renew ID now").text, HasSubstr("No valid command entered"));
  EXPECT_THAT(type("show license nothing").text, HasSubstr("No valid command entered"));
  EXPECT_EQ(type("").text, "");
  EXPECT_EQ(refused(std::string(cli_line_limit + 1, 'x')), ProblemCode::unknown_command);
}

TEST_F(CliTyping, TracesWhatCameOfEachOperation) {
  EXPECT_THAT(type("show license trace").text, HasSubstr("  register: None"));
  world.register_now();
  EXPECT_THAT(type("show license trace").text, HasSubstr("  register: SUCCEEDED on"));
  EXPECT_THAT(type("show license trace").text, HasSubstr("  deregister: None"));
}

TEST_F(CliTyping, ShowsForSupportHowItReportsAndWhatCameOfIt) {
  world.register_now();
  const std::string page = type("show license tech support").text;
  EXPECT_THAT(page, HasSubstr("  Mode: direct\n"));
  EXPECT_THAT(page, HasSubstr("DDCEService"));
  EXPECT_THAT(page, HasSubstr("  register: SUCCEEDED on "));
  EXPECT_THAT(page, HasSubstr("  authorize: None\n"));
}

TEST_F(CliTyping, SaysNothingWhenTheMachineIsOff) {
  Context context = world.context();
  ASSERT_TRUE(world.cluster->power_off(context));
  const CliAnswer answer = type("show license summary");
  EXPECT_EQ(answer.text, "");
  EXPECT_EQ(answer.problem->code, ProblemCode::powered_off);
}

TEST_F(CliTyping, NeedsTheLicenceServiceForLicencesAlone) {
  Context context = world.context();
  ASSERT_TRUE(world.cluster->stop_service(context));
  EXPECT_EQ(refused("license smart register idtoken abc"), ProblemCode::service_stopped);
  EXPECT_EQ(refused("show license udi"), ProblemCode::service_stopped);
  EXPECT_THAT(type("utils service list").text, HasSubstr("[STOPPED]"));
}

TEST_F(CliTyping, DoesNothingThatWasNotConfirmed) {
  TypedLine restart{.line = "utils system restart", .confirmed = false};
  type(restart);
  world.run_for(seconds(1));
  EXPECT_EQ(world.cluster->condition(), Cluster::Condition::running);
  restart.confirmed = true;
  type(restart);
  world.run_for(seconds(1));
  EXPECT_EQ(world.cluster->condition(), Cluster::Condition::powered_off);
}

TEST(CliTypingByRelease, HasNoLicenceCommandsBeforeTwelve) {
  ClusterOptions options = needing(11);
  options.version = "11.5";
  ToyWorld world{options};
  Context context = world.context();
  for (const char* line : {"license smart deregister", "show license all"}) {
    const CliOutcome outcome = type_line(*world.cluster, context, {.line = line});
    ASSERT_TRUE(outcome.answer.problem);
    EXPECT_EQ(outcome.answer.problem->code, ProblemCode::unknown_command);
  }
  EXPECT_EQ(type_line(*world.cluster, context, {.line = "utils service list"}).answer.problem,
            std::nullopt);
}

TEST(CliQuestions, AreOfCompleteCommandsOnly) {
  EXPECT_THAT(questions_of("license smart transport proxy px1 8080"),
              ElementsAre(CliQuestion::authentication, CliQuestion::user, CliQuestion::password));
  EXPECT_THAT(questions_of("license smart transport proxy px1"), IsEmpty());
  EXPECT_THAT(questions_of("utils system restart"), ElementsAre(CliQuestion::confirm));
  EXPECT_THAT(questions_of("show license all"), IsEmpty());
  EXPECT_THAT(text_of(CliQuestion::authentication), HasSubstr("authentication"));
}

TEST_F(CliTyping, TellsWhatOnlyShowsFromWhatActs) {
  const auto shown = [&](const char* line, int privilege = 4) {
    return shown_line(*world.cluster, world.now(), world.kernel.journal.names(),
                      {.line = line, .privilege = privilege});
  };
  EXPECT_TRUE(shown("show license summary"));
  EXPECT_EQ(shown("Show  LICENSE udi")->problem, std::nullopt);
  EXPECT_TRUE(shown("no such thing"));
  EXPECT_TRUE(shown("license smart deregister", 1));
  EXPECT_FALSE(shown("license smart deregister"));
}

TEST(CliSubscriber, IsSilentOnLicences) {
  EXPECT_EQ(type_on_subscriber("license smart deregister").text, "");
  EXPECT_EQ(type_on_subscriber("show license all").problem, std::nullopt);
  EXPECT_THAT(type_on_subscriber("utils service list").text, HasSubstr("No valid command"));
}

}  // namespace
}  // namespace slsim
