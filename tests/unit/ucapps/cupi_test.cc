// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cuc/cupi.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/ucapps/toy_cssm.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;

ClusterOptions connection(std::string version = "14") {
  ClusterOptions options;
  options.product = Product::cuc;
  options.version = std::move(version);
  options.counts.set(License::CUC_BasicMessaging, 7);
  return options;
}

struct Unity : ToyWorld {
  explicit Unity(std::string version = "14", const Settings& settings = Settings{Product::cuc})
      : ToyWorld{connection(std::move(version)), settings} {}

  HttpResponse ask(std::string method, std::string path, std::string body = {},
                   HttpHeaders headers = {{"Accept", "application/json"}}) {
    HttpRequest request{.method = std::move(method), .path = "/vmrest/" + std::move(path)};
    request.headers = std::move(headers);
    request.headers.push_back({"Authorization", "Basic YWRtaW46YWRtaW4="});
    request.body = std::move(body);
    return ask(request);
  }
  HttpResponse ask(const HttpRequest& request) {
    Context here = context();
    HttpOutcome outcome =
        call_cupi(*cluster, here, node.value_or(cluster->options().publisher), request);
    if (outcome.ticket == 0) return outcome.answer.value_or(HttpResponse{0, {}, {}});
    run_for(Duration{0});
    const auto finished = cluster->take_result(outcome.ticket);
    if (!finished) return {0, {}, {}};
    return cupi_answer_to(
        *cluster, {outcome.operation, outcome.dialect, finished->problem, finished->orphan_left});
  }
  std::optional<HostId> node;
};

TEST(Cupi, TellsApartWhichPathsAreItsOwn) {
  EXPECT_TRUE(is_cupi("/vmrest/smartlicense/register"));
  EXPECT_TRUE(is_cupi("/vmrest"));
  EXPECT_FALSE(is_cupi("/vmrestaurant"));
}

TEST(Cupi, RegistersByJsonOrXmlWithForceAsTextOrBoolean) {
  for (const std::string body :
       {R"({"token":"t","force":"false"})", R"({"token":"t","force":true})", R"({"token":"t"})",
        "<RegisterDetails><token>t</token><force>true</force></RegisterDetails>"}) {
    Unity world;
    const HttpResponse answer = world.ask("PUT", "smartlicense/register", body);
    EXPECT_EQ(answer.status, 200) << body;
    EXPECT_EQ(world.standing().registration, Registration::registered) << body;
  }
}

TEST(Cupi, ShowsDetailsInTheOrderOfThePublishedSample) {
  Unity world;
  world.register_now();
  world.run_for(hours(1));
  const std::string body = world.ask("GET", "smartlicense/licensedetails").body;
  EXPECT_THAT(body, HasSubstr(R"({"SmartLicensing":"Enabled","Register":{"Status":"Registered",)"
                              R"("SmartAccount":"partner.example","VirtualAccount":"va-1",)"
                              R"("LastRenewalAttempt":"Not Applicable",)"
                              R"("NextRenewalAttempt":"1970-06-30 00:00:00.0",)"
                              R"("LastRegistrationSuccessTime":"1970-01-01 00:00:00.0",)"));
  EXPECT_THAT(body, HasSubstr(R"("ExportControlFunctionality":"Not Allowed"},"Authorization":{)"
                              R"("Status":"Authorized","LastCommunicationAttempt":)"
                              R"("SUCCEEDED 1970-01-01 00:01:30.0","NextCommunicationAttempt":)"
                              R"("1970-01-01 06:01:30.0","EvaluationPeriodRemaining":"90:0:0"})"));
  EXPECT_THAT(body, HasSubstr(R"("LicenseUsage":{"EntitlementTag":[{"Id":"regid.2020-06.)"));
  EXPECT_THAT(body, HasSubstr(R"("Count":"7","Status":"InCompliance"},{)"));
}

TEST(Cupi, ShowsEvaluationByDaysHoursAndMinutes) {
  Unity world;
  world.run_for(days(1) + hours(2) + minutes(3));
  const std::string xml = world.ask("GET", "smartlicense/licensedetails", {}, {}).body;
  EXPECT_THAT(xml, HasSubstr("<Status>Evaluation</Status>"));
  EXPECT_THAT(xml, HasSubstr("<EvaluationPeriodRemaining>88:21:57</EvaluationPeriodRemaining>"));
  EXPECT_THAT(xml, HasSubstr("<Count>7</Count><Status>Eval</Status>"));
  EXPECT_THAT(xml, HasSubstr("<ProductUDI>pid=UCM sn=0beef</ProductUDI>"));
}

TEST(Cupi, RefusesByTheTableOfAnswers) {
  struct Case {
    ProblemCode code;
    int status;
    std::string_view word;
  };
  for (const Case& it :
       {Case{ProblemCode::token_expired, 400, "INVALID_PARAMETER"},
        Case{ProblemCode::token_invalid, 400, "INVALID_PARAMETER"},
        Case{ProblemCode::couldnotvalidatetrustchain, 500, "Invalid trust chain pool"},
        Case{ProblemCode::timed_out, 500, "Communication timeout"},
        Case{ProblemCode::refused_connection, 500, "Communication send error"},
        Case{ProblemCode::throttled, 500, "INTERNAL_SERVER_ERROR"}}) {
    Unity world;
    world.cssm.refusal = Problem{it.code, "why"};
    const HttpResponse answer = world.ask("PUT", "smartlicense/register", R"({"token":"t"})");
    EXPECT_EQ(answer.status, it.status) << it.word;
    EXPECT_THAT(answer.body, HasSubstr(std::string{it.word}));
    EXPECT_THAT(answer.body, HasSubstr(R"({"errors":{"code":")"));
  }
}

TEST(Cupi, RefusesWhatTheStateDoesNotAllowWith405) {
  Unity world;
  for (const char* operation : {"deregister", "renewAuth", "renewID", "configurenuancecerts"}) {
    EXPECT_EQ(world.ask("PUT", std::string{"smartlicense/"} + operation).status, 405) << operation;
  }
  world.register_now();
  const HttpResponse again = world.ask("PUT", "smartlicense/register", R"({"token":"t"})");
  EXPECT_EQ(again.status, 405);
  EXPECT_THAT(again.body, HasSubstr("METHOD_NOT_ALLOWED"));
  EXPECT_THAT(again.body, HasSubstr("To Re-register it use 'force' flag"));
  EXPECT_EQ(world.ask("PUT", "smartlicense/transportsettings", R"({"transportMode":"0"})").status,
            405);
  for (const char* operation : {"renewAuth", "renewID", "configurenuancecerts", "deregister"}) {
    EXPECT_EQ(world.ask("PUT", std::string{"smartlicense/"} + operation).status, 200) << operation;
  }
}

TEST(Cupi, WantsTheAdministratorsLogin) {
  Unity world;
  const HttpResponse answer = world.ask({.path = "/vmrest/smartlicense/licensedetails"});
  EXPECT_EQ(answer.status, 401);
  EXPECT_THAT(answer.body, HasSubstr("<code>NOT_AUTHORIZED</code>"));
}

TEST(Cupi, AnswersASubscriberWithTheStatusAndNothingElse) {
  Unity world;
  world.node = world.kernel.network.add_host("cm1/sub1", Unity::cluster_actor);
  EXPECT_EQ(world.ask("GET", "smartlicense/licensedetails").status, 200);
  for (const char* operation : {"register", "deregister", "renewAuth", "renewID",
                                "transportsettings", "configurenuancecerts"}) {
    const HttpResponse answer = world.ask("PUT", std::string{"smartlicense/"} + operation, "{}");
    EXPECT_EQ(answer.status, 405) << operation;
    EXPECT_THAT(answer.body, HasSubstr("Product is in subscriber Node"));
  }
}

TEST(Cupi, SaysWhenTheLicenceServiceIsStopped) {
  Unity world;
  Context here = world.context();
  ASSERT_TRUE(world.cluster->stop_service(here));
  EXPECT_EQ(world.ask("GET", "smartlicense/licensedetails").status, 500);
  const HttpResponse answer = world.ask("PUT", "smartlicense/register", R"({"token":"t"})");
  EXPECT_EQ(answer.status, 500);
  EXPECT_THAT(answer.body, HasSubstr("Smart License server is not running"));
}

TEST(Cupi, RefusesDocumentsThatMakeNoSense) {
  Unity world;
  for (const char* body : {"", "{", "[]", R"({"force":"true"})", R"({"token":{"a":"b"}})",
                           R"({"token":"t","force":"perhaps"})", "<a"}) {
    EXPECT_EQ(world.ask("PUT", "smartlicense/register", body).status, 400) << body;
  }
  EXPECT_EQ(
      world.ask("PUT", "smartlicense/register", std::string(cupi_request_limit + 1, ' ')).status,
      400);
  EXPECT_EQ(world.standing().registration, Registration::unregistered);
}

TEST(Cupi, ChangesTransportAndRefusesWhatIsOutOfRange) {
  Unity world;
  for (const char* body :
       {R"({"transportMode":"3"})", R"({"transportMode":"1","transportUrl":"sat"})",
        R"({"transportMode":"2","httpHost":"nobody","httpPort":"8080"})",
        R"({"transportMode":"0","colour":"blue"})"}) {
    EXPECT_EQ(world.ask("PUT", "smartlicense/transportsettings", body).status, 400) << body;
  }
  const HttpResponse changed = world.ask(
      "PUT", "smartlicense/transportsettings",
      R"({"transportMode":"1","transportUrl":"https://sat.example/x","isPrivacyEnabled":true})");
  EXPECT_EQ(changed.status, 200);
  const std::string shown = world.ask("GET", "smartlicense/transportsettings").body;
  EXPECT_THAT(shown, HasSubstr(R"({"transportMode":"1","transportUrl":"https://sat.example/x",)"
                               R"("httpHost":"","httpPort":"0","isPrivacyEnabled":"true",)"
                               R"("isProxyAuthReq":"false","httpProxyUser":""})"));
  EXPECT_EQ(world.ask("PUT", "smartlicense/transportsettings", R"({"transportMode":"0"})").status,
            200);
  EXPECT_THAT(world.ask("GET", "smartlicense/transportsettings").body,
              HasSubstr("https://tools.cisco.com/its/service/oddce/services/DDCEService"));
}

TEST(Cupi, HasAProxysLoginFrom125SU4On) {
  constexpr const char* body = R"({"isProxyAuthReq":"false"})";
  EXPECT_EQ(Unity{"12.5(1)SU3"}.ask("PUT", "smartlicense/transportsettings", body).status, 400);
  EXPECT_EQ(Unity{"12.5(1)SU4"}.ask("PUT", "smartlicense/transportsettings", body).status, 200);
}

TEST(Cupi, IsThereFrom125On) {
  EXPECT_EQ(Unity{"12.0"}.ask("GET", "smartlicense/licensedetails").status, 404);
  EXPECT_EQ(Unity{"12.5"}.ask("GET", "smartlicense/licensedetails").status, 200);
}

TEST(Cupi, CountsEachFeature) {
  Unity world;
  const std::string all = world.ask("GET", "licensestatuscounts").body;
  EXPECT_THAT(all, HasSubstr(R"({"@total":"6","LicenseStatusCount":[{"TagName":)"
                             R"("LicSubscribersMax")"));
  EXPECT_THAT(world.ask("GET", "licensestatuscounts/LicSubscribersMax", {}, {}).body,
              HasSubstr("<LicenseStatusCount><TagName>LicSubscribersMax</TagName>"));
  EXPECT_THAT(world.ask("GET", "licensestatuscounts/LicSubscribersMax").body,
              HasSubstr(R"("Count":"7")"));
  EXPECT_EQ(world.ask("GET", "licensestatuscounts/LicNothing").status, 404);
  EXPECT_THAT(world.ask("GET", "licensestatuscounts", {}, {}).body,
              HasSubstr("<LicenseStatusCounts total=\"6\">"));
}

TEST(Cupi, SaysSoWhereAPublishedCallIsNotSimulated) {
  Unity world;
  EXPECT_EQ(world.ask("GET", "users").status, 501);
  EXPECT_EQ(world.ask("GET", "smartlicense/nothing").status, 404);
  EXPECT_EQ(world.ask("DELETE", "smartlicense/register").status, 405);
}

TEST(Cupi, DeregisteringWithoutContactAnswers500AndLetsGoUnlessToldOtherwise) {
  for (const bool stays : {false, true}) {
    Settings settings{Product::cuc};
    settings.set(Setting::deregistration_without_contact, stays ? 1 : 0);
    Unity world{"14", settings};
    world.register_now();
    world.cssm.refusal = Problem{ProblemCode::timed_out, "why"};
    const HttpResponse answer = world.ask("PUT", "smartlicense/deregister");
    EXPECT_EQ(answer.status, 500);
    EXPECT_THAT(answer.body, HasSubstr("Communication timeout"));
    EXPECT_EQ(world.standing().registration,
              stays ? Registration::registered : Registration::unregistered);
  }
}

}  // namespace
}  // namespace slsim
