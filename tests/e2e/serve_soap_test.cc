// SPDX-License-Identifier: Apache-2.0
// AXL bound from its description by a generic SOAP client, zeep.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/e2e/served.h"

namespace slsim {
namespace {

using testing::HasSubstr;

constexpr std::string_view client = R"(import sys
import requests
import zeep

url, token = sys.argv[1:]
session = requests.Session()
session.auth = requests.auth.HTTPBasicAuth("admin", "admin")
described = zeep.Client(url + "/axl/AXLAPI.wsdl", transport=zeep.Transport(session=session))
axl = described.create_service(next(iter(described.wsdl.bindings)), url + "/axl/")
for name in sorted(axl._operations):
    print("operation", name)
print("registered:", axl.doSmartLicenseRegister(token=token, force="false"))
print(axl.getSmartLicenseStatus())
)";

class ServeSoap : public ServeTest {
 protected:
  /// What that client says of cm2, which it registers with a token.
  Ran bind(const std::string& token) {
    write("client.py", client);
    // The system's interpreter: the library is a package of it.
    return shell(fmt::format("REQUESTS_CA_BUNDLE={} /usr/bin/python3 client.py {} '{}'", root_,
                             url("cm2", "https"), token));
  }
};

TEST_F(ServeSoap, AClientFindsTheOperationsAndRegisters) {
  ASSERT_TRUE(serve("--clock x60"));
  const Ran ran = bind(token_text("va-enterprise"));
  ASSERT_EQ(ran.code, 0) << ran.err;
  for (const char* operation : {"doSmartLicenseRegister", "doSmartLicenseDeRegister",
                                "getSmartLicenseStatus", "listLicensedUser"}) {
    EXPECT_THAT(ran.out, HasSubstr(fmt::format("operation {}\n", operation)));
  }
  EXPECT_THAT(ran.out, HasSubstr("'Registered'")) << ctl("show cm2 registration").out;
  EXPECT_THAT(ctl("show cm2 registration").out, HasSubstr("registered"));
}

TEST_F(ServeSoap, AClientHearsWhyItsTokenIsRefused) {
  ASSERT_TRUE(serve("--clock x60"));
  const Ran ran = bind("no-token-at-all");
  EXPECT_THAT(ran.out, HasSubstr("registered: The token is not valid")) << ran.err;
  EXPECT_THAT(ctl("show cm2 registration").out, HasSubstr("unregistered"));
}

}  // namespace
}  // namespace slsim
