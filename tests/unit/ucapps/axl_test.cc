// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cucm/axl.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/ucapps/toy_cssm.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;

ClusterOptions release(std::string version) {
  ClusterOptions options = needing(11);
  options.version = std::move(version);
  return options;
}

HttpRequest axl(std::string_view operation, std::string_view fields = {},
                std::string_view schema = "14.0") {
  HttpRequest request{.method = "POST", .path = "/axl/"};
  request.headers = {{"Authorization", "Basic YWRtaW46YWRtaW4="}};
  request.body = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><n:" +
                 std::string{operation} + " xmlns:n=\"http://www.cisco.com/AXL/API/" +
                 std::string{schema} + "\">" + std::string{fields} +
                 "</n:" + std::string{operation} + "></s:Body></s:Envelope>";
  return request;
}

HttpResponse ask(ToyWorld& world, const HttpRequest& request) {
  Context context = world.context();
  HttpOutcome outcome =
      call_axl(*world.cluster, context, world.cluster->options().publisher, request);
  if (outcome.ticket == 0) return outcome.answer.value_or(HttpResponse{0, {}, {}});
  const auto problem = world.finish(outcome.ticket);
  return axl_answer_to(*world.cluster, {outcome.operation, outcome.dialect, problem})
      .value_or(HttpResponse{0, {}, {}});
}

constexpr std::string_view token = "<token>t</token><force>false</force>";

TEST(Axl, RegistersAndSaysSo) {
  ToyWorld world{release("14")};
  const HttpResponse answer = ask(world, axl("doSmartLicenseRegister", token));
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, HasSubstr("<ns:doSmartLicenseRegisterResponse "
                                     "xmlns:ns=\"http://www.cisco.com/AXL/API/14.0\">"
                                     "<return>Successful.</return>"));
  EXPECT_EQ(world.standing().registration, Registration::registered);
}

TEST(Axl, SaysInTextOrByFaultWhatWasRefused) {
  for (const bool by_fault : {false, true}) {
    Settings settings{Product::cucm};
    settings.set(Setting::axl_failures, by_fault ? 1 : 0);
    ToyWorld world{release("14"), settings};
    world.cssm.refusal = Problem{ProblemCode::token_expired, "The token has expired."};
    const HttpResponse answer = ask(world, axl("doSmartLicenseRegister", token));
    EXPECT_EQ(answer.status, by_fault ? 500 : 200);
    EXPECT_THAT(answer.body, HasSubstr("The token has expired."));
    EXPECT_EQ(answer.body.find("axlError") != std::string::npos, by_fault);
  }
}

TEST(Axl, DropsTheConnectionWhereThatIsSet) {
  Settings settings{Product::cucm};
  settings.set(Setting::axl_drops_register, 1);
  ToyWorld world{release("14"), settings};
  EXPECT_EQ(ask(world, axl("doSmartLicenseRegister", token)).status, 0);
  EXPECT_EQ(world.standing().registration, Registration::registered);
}

TEST(Axl, ShowsTheStatusInTheOrderOfTheSchema) {
  ToyWorld world{release("14")};
  world.register_now();
  world.run_for(hours(1));
  const std::string body = ask(world, axl("getSmartLicenseStatus")).body;
  std::size_t last = 0;
  for (const std::string_view element : {"LicenseDetails",
                                         "SmartLicensing",
                                         "Registration",
                                         "Status",
                                         "SmartAccount",
                                         "VirtualAccount",
                                         "LastRenewalAttempt",
                                         "NextRenewalAttempt",
                                         "LastRenewalStatus",
                                         "RegistrationFailedReason",
                                         "RegistrationExpires",
                                         "ProductUDI",
                                         "ExportControlFunctionality",
                                         "Authorization",
                                         "LastCommunicationAttempt",
                                         "NextCommunicationAttempt",
                                         "LastCommunicationStatus",
                                         "AuthorizationFailedReason",
                                         "AuthorizationExpires",
                                         "EvaluationPeriodRemaining",
                                         "LicenseStatus",
                                         "Entitlement",
                                         "Tag",
                                         "Count",
                                         "return"}) {
    const std::size_t at = body.find("<" + std::string{element}, last);
    ASSERT_NE(at, std::string::npos) << element;
    last = at;
  }
  EXPECT_THAT(body, HasSubstr("<LastCommunicationStatus>SUCCEEDED<"));
  EXPECT_THAT(body, HasSubstr("<Count>11</Count><Status>InCompliance</Status>"));
}

TEST(Axl, ShowsNoStatusWhileTheLicenceServiceIsStopped) {
  ToyWorld world{release("14")};
  Context context = world.context();
  ASSERT_TRUE(world.cluster->stop_service(context));
  const std::string body = ask(world, axl("getSmartLicenseStatus")).body;
  EXPECT_THAT(body, HasSubstr("Cisco Smart License Manager is not running"));
  EXPECT_EQ(body.find("LicenseDetails"), std::string::npos);
  ASSERT_TRUE(world.cluster->start_service(context));
  EXPECT_THAT(ask(world, axl("getSmartLicenseStatus")).body, HasSubstr("LicenseDetails"));
}

TEST(Axl, KnowsSmartLicensingFromSchema12Point5On) {
  ToyWorld older{release("12.0")};
  EXPECT_THAT(ask(older, axl("getSmartLicenseStatus", "", "12.0")).body, HasSubstr("is not known"));
  EXPECT_EQ(ask(older, axl("getSmartLicenseStatus", "", "12.5")).status, 500);
  ToyWorld newer{release("14SU2")};
  EXPECT_EQ(ask(newer, axl("getSmartLicenseStatus", "", "12.5")).status, 200);
  EXPECT_EQ(ask(newer, axl("doUpdateLicenseUsage", "", "11.5")).status, 200);
  EXPECT_EQ(ask(newer, axl("getSmartLicenseStatus", "", "15.0")).status, 500);
  ToyWorld newest{release("15")};
  EXPECT_EQ(ask(newest, axl("doUpdateLicenseUsage", "", "11.5")).status, 500);
}

TEST(Axl, ShowsFieldsOfProxyLoginsFromSchema14On) {
  ToyWorld world{release("14")};
  EXPECT_THAT(ask(world, axl("getTransportSettings")).body, HasSubstr("<proxyUserName"));
  EXPECT_THAT(ask(world, axl("getTransportSettings", "", "12.5")).body,
              Not(HasSubstr("<proxyUserName")));
}

TEST(Axl, ChangesTheTransportWhileUnregistered) {
  ToyWorld world{release("14")};
  const std::string fields =
      "<transportMode>0</transportMode><url>https://elsewhere.example/x</url><httpHost/>"
      "<httpPort>0</httpPort>";
  EXPECT_THAT(ask(world, axl("doUpdateTransportSettings", fields)).body, HasSubstr("Successful."));
  EXPECT_THAT(ask(world, axl("getTransportSettings")).body,
              HasSubstr("<transportUrl>https://elsewhere.example/"));
  EXPECT_THAT(ask(world, axl("doUpdateTransportSettings", "<url/>")).body,
              HasSubstr("transportMode is missing"));
  ToyWorld registered{release("14")};
  registered.register_now();
  EXPECT_THAT(ask(registered, axl("doUpdateTransportSettings", fields)).body,
              HasSubstr("is not allowed"));
}

TEST(Axl, WantsALogin) {
  ToyWorld world{release("14")};
  HttpRequest request = axl("getSmartLicenseStatus");
  request.headers.clear();
  EXPECT_EQ(ask(world, request).status, 401);
}

TEST(Axl, AnswersNonsenseWithAFault) {
  ToyWorld world{release("14")};
  HttpRequest request = axl("getSmartLicenseStatus");
  request.body = "nonsense";
  EXPECT_EQ(ask(world, request).status, 500);
  EXPECT_EQ(ask(world, axl("doDance")).status, 500);
}

TEST(Axl, DescribesEachOperationOnce) {
  const std::string wsdl = axl_wsdl("14SU2", "cm1:8443");
  EXPECT_THAT(wsdl, HasSubstr("https://cm1:8443/axl/"));
  EXPECT_THAT(wsdl, HasSubstr("targetNamespace=\"http://www.cisco.com/AXL/API/14.0\""));
  EXPECT_THAT(wsdl, HasSubstr("<operation name=\"doSmartLicenseRegister\"><input"));
}

TEST(Axl, RefusesATokenThatIsTooLong) {
  ToyWorld world{release("14")};
  const std::string fields = "<token>" + std::string(256, 'x') + "</token><force>false</force>";
  EXPECT_EQ(ask(world, axl("doSmartLicenseRegister", fields)).status, 500);
  EXPECT_EQ(ask(world, axl("doSmartLicenseReRegister", fields)).status, 500);
  EXPECT_EQ(world.standing().registration, Registration::unregistered);
}

TEST(Axl, WarnsOfAnInstanceThatIsLeft) {
  ToyWorld world{release("14")};
  EXPECT_THAT(
      axl_answer_to(*world.cluster, {"doSmartLicenseDeRegister", "14.0", std::nullopt, true})->body,
      HasSubstr("Remove it there by hand."));
  EXPECT_THAT(
      axl_answer_to(*world.cluster, {"doSmartLicenseDeRegister", "14.0", std::nullopt})->body,
      Not(HasSubstr("by hand")));
}

TEST(Axl, RefusesALoginAtTheProxyBeforeSchemaFourteen) {
  ToyWorld world{release("14")};
  const std::string fields =
      "<transportMode>0</transportMode><url></url><httpHost></httpHost><httpPort>0</httpPort>";
  const std::string login = "<proxyUserName>u</proxyUserName>";
  EXPECT_EQ(ask(world, axl("doUpdateTransportSettings", fields, "12.5")).status, 200);
  EXPECT_EQ(ask(world, axl("doUpdateTransportSettings", fields + login, "12.5")).status, 500);
  EXPECT_EQ(ask(world, axl("doUpdateTransportSettings", fields + login, "14.0")).status, 200);
}

TEST(Axl, ShowsAGatewayWhereItIs) {
  ToyWorld world{release("14")};
  const std::string fields =
      "<transportMode>1</transportMode><url>https://tg1/Transportgateway</url>"
      "<httpHost></httpHost><httpPort>0</httpPort>";
  ask(world, axl("doUpdateTransportSettings", fields));
  const std::string shown = ask(world, axl("getTransportSettings")).body;
  EXPECT_THAT(shown, HasSubstr("<transportmode>1</transportmode>"));
  EXPECT_THAT(shown,
              HasSubstr("<transportGatewayUrl>https://tg1/Transportgateway</transportGatewayUrl>"));
}

TEST(Axl, DescribesWhatTheReleaseKnows) {
  const std::string older = axl_wsdl("12.0", "cm1:8443");
  EXPECT_THAT(older, HasSubstr("doUpdateLicenseUsage"));
  EXPECT_THAT(older, Not(HasSubstr("doSmartLicense")));
  const std::string first = axl_wsdl("12.5(1)SU4", "cm1:8443");
  EXPECT_THAT(first, HasSubstr("doSmartLicenseRegister"));
  EXPECT_THAT(first, Not(HasSubstr("enableProxyAuthentication")));
  EXPECT_THAT(axl_wsdl("14", "cm1:8443"), HasSubstr("enableProxyAuthentication"));
}

TEST(Axl, CountsForTheOlderManagerToo) {
  ToyWorld world{release("11.5")};
  EXPECT_THAT(ask(world, axl("doUpdateLicenseUsage", "", "11.5")).body,
              HasSubstr("<return>true</return>"));
  EXPECT_EQ(ask(world, axl("doSmartLicenseDeRegister", "", "11.5")).status, 500);
}

}  // namespace
}  // namespace slsim
