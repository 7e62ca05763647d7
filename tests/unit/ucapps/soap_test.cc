// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/soap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace slsim {
namespace {

using testing::HasSubstr;

std::string envelope(std::string_view inside, bool newer = false) {
  const std::string space = newer ? "http://www.w3.org/2003/05/soap-envelope"
                                  : "http://schemas.xmlsoap.org/soap/envelope/";
  return "<s:Envelope xmlns:s=\"" + space + "\"><s:Body>" + std::string{inside} +
         "</s:Body></s:Envelope>";
}

TEST(Soap, ReadsAnOperationWithItsLeaves) {
  const auto call = read_soap(
      envelope(R"(<n:go xmlns:n="urn:x"><n:a>1 &lt; 2</n:a><b><c>deep</c></b><d/></n:go>)"));
  ASSERT_TRUE(call) << call.error();
  EXPECT_EQ(call->operation, "go");
  EXPECT_EQ(call->name_space, "urn:x");
  EXPECT_EQ(call->field("a"), "1 < 2");
  EXPECT_EQ(call->field("c"), "deep");
  EXPECT_TRUE(call->has("d"));
  EXPECT_FALSE(call->has("b"));
  EXPECT_EQ(call->version, SoapVersion::soap_1_1);
  EXPECT_EQ(read_soap(envelope("<go/>", true))->version, SoapVersion::soap_1_2);
}

TEST(Soap, FindsTheNamespaceWhereverItWasDeclared) {
  EXPECT_EQ(read_soap(envelope(R"(<go xmlns="urn:y"/>)"))->name_space, "urn:y");
  const std::string outer =
      R"(<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:n="urn:z">)"
      "<e:Header/><e:Body><n:go/></e:Body></e:Envelope>";
  EXPECT_EQ(read_soap(outer)->name_space, "urn:z");
}

TEST(Soap, RefusesWhatIsNoEnvelope) {
  for (const std::string& body :
       {std::string{}, std::string{"{}"}, std::string{"<a/>"}, std::string{"<a><b></a>"},
        std::string{R"(<Envelope xmlns="urn:other"><Body><go/></Body></Envelope>)"}, envelope(""),
        std::string(soap_request_limit + 1, ' ')}) {
    EXPECT_FALSE(read_soap(body)) << body.substr(0, 100);
  }
  std::string deep = "x";
  for (int i = 0; i < soap_depth_limit; ++i) deep.insert(0, "<a>").append("</a>");
  EXPECT_FALSE(read_soap(envelope(deep)));
}

TEST(Soap, ExpandsNoEntitiesOfADocumentType) {
  const std::string bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\">]>" + envelope("<go><t>&a;</t></go>");
  const auto call = read_soap(bomb);
  if (call) {
    EXPECT_EQ(call->field("t"), "&a;");
  }
}

TEST(Soap, WritesAnswersAndFaultsOfBothVersions) {
  const HttpResponse answer =
      soap_answer(SoapVersion::soap_1_1, "urn:x", {"goResponse", {}, {{"a", "1 < 2"}, {"b"}}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_THAT(answer.body, HasSubstr("<ns:goResponse xmlns:ns=\"urn:x\"><a>1 &lt; 2</a><b/>"));
  const HttpResponse fault = soap_fault(SoapVersion::soap_1_2, "No.", {"why", "Because."});
  EXPECT_EQ(fault.status, 500);
  EXPECT_THAT(fault.body, HasSubstr("<soapenv:Reason><soapenv:Text>No.</soapenv:Text>"));
  EXPECT_THAT(fault.body, HasSubstr("<soapenv:Detail><why>Because.</why></soapenv:Detail>"));
}

TEST(Soap, ChecksLoginsAsBasicAuthenticationDoes) {
  const BasicLogin login{"admin", "pa:ss"};
  const auto with = [](std::string value) {
    HttpRequest request;
    request.headers = {{"authorization", std::move(value)}};
    return request;
  };
  EXPECT_TRUE(has_login(with("Basic YWRtaW46cGE6c3M="), login));
  EXPECT_TRUE(has_login(with("basic YWRtaW46cGE6c3M="), login));
  EXPECT_FALSE(has_login(with("Basic YWRtaW46cGE6c3Q="), login));
  EXPECT_FALSE(has_login(with("Basic ???"), login));
  EXPECT_FALSE(has_login(with("Bearer YWRtaW46cGE6c3M="), login));
  EXPECT_FALSE(has_login({}, login));
  EXPECT_EQ(login_wanted("x").status, 401);
}

}  // namespace
}  // namespace slsim
