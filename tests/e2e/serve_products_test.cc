// SPDX-License-Identifier: Apache-2.0
// Unity Connection and Emergency Responder as their clients reach them: CUPI and the forms by curl,
// the command line by OpenSSH; and what was done is saved as a scenario that plays alike.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/e2e/served.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view world = R"(slsim: 1
world:
  cssm:
    smart_accounts:
      - domain: partner.example
        users: [{name: admin, password: demo, roles: [{role: administrator}]}]
        clients: [{id: demo, secret: demo, owner: admin}]
        virtual_accounts:
          - name: va-1
            licenses: [{license: CUC_BasicMessaging, quantity: 20}, {license: CER_USER, quantity: 20}]
            tokens: [{name: t1, expires: 30d}]
  clusters:
    - {name: cuc1, product: cuc, version: "14", licenses: {CUC_BasicMessaging: 11}}
    - name: cer1
      product: cer
      version: "14"
      licenses: {CER_USER: 11}
      credentials: {admin: {user: admin, password: responder-secret}}
)";

class ServeProducts : public ServeTest {
 protected:
  bool start() {
    write("products.yaml", world);
    return serve("products.yaml --clock stepped");
  }
  /// A call of Unity Connection's interface; the status stands behind the body.
  std::string cupi(std::string_view method, std::string_view call, std::string_view body = "") {
    const std::string data = body.empty() ? "" : fmt::format("-d '{}'", body);
    return curl(fmt::format("-u admin:admin -H 'Accept: application/json' -H 'Content-Type: "
                            "application/json' -X {} {} -w ' %{{http_code}}' "
                            "https://cuc1:8443/vmrest/smartlicense/{}",
                            method, data, call))
        .out;
  }
  /// A form of Emergency Responder's pages, with the cookie that was given before.
  std::string form(std::string_view fields) {
    return curl(fmt::format("-b jar -c jar {} https://cer1:8443/ceradmin/servlet/CERAdminServlet",
                            fields))
        .out;
  }
};

TEST_F(ServeProducts, UnityConnectionIsRegisteredReadAndLetGoOverCupi) {
  ASSERT_TRUE(start());
  const std::string token = token_text("va-1");
  EXPECT_THAT(cupi("PUT", "register", R"({"token":"nobody","force":false})"),
              HasSubstr("INVALID_PARAMETER"));
  EXPECT_EQ(cupi("PUT", "register", fmt::format(R"({{"token":"{}","force":"false"}})", token)),
            " 200");
  ASSERT_EQ(ctl("advance 1h").code, 0);
  const std::string details = cupi("GET", "licensedetails");
  EXPECT_THAT(details, HasSubstr(R"("Status":"Registered","SmartAccount":"partner.example")"));
  EXPECT_THAT(details, HasSubstr(R"("Status":"Authorized")"));
  EXPECT_THAT(cupi("PUT", "transportsettings", R"({"transportMode":"0"})"), HasSubstr(" 405"));
  EXPECT_EQ(cupi("PUT", "deregister"), " 200");
  EXPECT_THAT(ctl("show cuc1 registration").out, HasSubstr("unregistered"));
}

TEST_F(ServeProducts, EmergencyResponderIsRegisteredByFormAndTheSessionIsSaved) {
  ASSERT_TRUE(start());
  const std::string token = token_text("va-1");
  EXPECT_THAT(form("-d formname=licRegistration -d hiddenaction=registerLic -d regToken=x"),
              HasSubstr("Please log on"));
  EXPECT_THAT(
      form("-d formname=login -d actionname=Login -d name=admin -d passwd=responder-secret"),
      HasSubstr("<h1>License Manager</h1>"));
  EXPECT_THAT(form(fmt::format("-d formname=licRegistration -d hiddenaction=registerLic "
                               "--data-urlencode 'regToken={}' -d forceRegister=",
                               token)),
              HasSubstr("<th>Registration Status</th><td>Registered</td>"));
  EXPECT_THAT(ctl("show cer1 registration").out, HasSubstr("registered"));
  ASSERT_EQ(ctl("save saved.yaml").code, 0);
  EXPECT_THAT(read("saved.yaml"), Not(HasSubstr("responder-secret")));
  EXPECT_EQ(slsim("run saved.yaml").code, 0);
}

}  // namespace
}  // namespace slsim
