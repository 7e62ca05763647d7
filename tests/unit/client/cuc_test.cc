// SPDX-License-Identifier: Apache-2.0
#include "client/uc/cuc.h"

#include <gmock/gmock.h>

#include <string>
#include <utility>

#include "tests/unit/client/fake_ports.h"

namespace slsim {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* details = R"({"SmartLicensing":"Enabled","Register":{"Status":"Registered",
"SmartAccount":"partner.example","VirtualAccount":"va-1",
"ProductUDI":"pid=Cisco Unity Connection sn=0beef"},"Authorization":{"Status":"Authorized"}})";

class Cuc : public testing::Test {
 protected:
  Cuc() {
    app_.product = Product::cuc;
    app_.address = "cuc1";
    app_.version = "14";
    app_.admin = {"ann", {"pw"}};
  }
  void answer_with(int status, std::string body) {
    ports_.http.server = [status,
                          body = std::move(body)](const HttpExchange&) -> Result<HttpResponse> {
      return HttpResponse{.status = status, .body = body};
    };
  }
  /// With an error document of that message.
  void refuse_with(int status, const std::string& message) {
    answer_with(status, R"({"errors":{"code":"X","message":")" + message + "\"}}");
  }
  [[nodiscard]] const HttpExchange& sent() const { return ports_.http.sent.back(); }
  FaultCode registering() {
    return ports_.run(cuc_register(ports_.ports(), app_, {"t0ken"}))->error().code;
  }
  FaultCode leaving() { return ports_.run(cuc_deregister(ports_.ports(), app_))->error().code; }
  FaultCode setting(const TransportSettings& wanted) {
    return ports_.run(cuc_set_transport(ports_.ports(), app_, wanted, {}))->error().code;
  }

  FakePorts ports_;
  UcApp app_;
};

TEST_F(Cuc, ShowsItsStatus) {
  answer_with(200, details);
  const auto status = *ports_.run(cuc_status(ports_.ports(), app_));
  ASSERT_TRUE(status);
  EXPECT_TRUE(status->registered());
  EXPECT_EQ(status->virtual_account, "va-1");
  EXPECT_EQ(status->udi, "Cisco Unity Connection/0beef/");
  EXPECT_EQ(status->authorization, "Authorized");
  EXPECT_EQ(sent().to, (HttpOrigin{true, "cuc1", 8443}));
  EXPECT_EQ(sent().request.path, "/vmrest/smartlicense/licensedetails");
}

TEST_F(Cuc, IsRegisteredWithoutForce) {
  answer_with(200, "");
  EXPECT_TRUE(*ports_.run(cuc_register(ports_.ports(), app_, {"t0ken"})));
  EXPECT_EQ(sent().request.method, "PUT");
  EXPECT_EQ(sent().request.body, R"({"force":"false","token":"t0ken"})");
}

TEST_F(Cuc, SaysByHcmfsCodesWhatItRefuses) {
  refuse_with(400, "The token is expired");
  EXPECT_EQ(registering(), FaultCode::CAA1048);
  refuse_with(405, "Product is already registered on CSSM. To Re-register it use 'force' flag");
  EXPECT_EQ(registering(), FaultCode::SLMCT1007);
  refuse_with(405, "Product is in subscriber Node");
  EXPECT_EQ(registering(), FaultCode::CAA1049);
  refuse_with(500, "Communication timeout");
  EXPECT_EQ(registering(), FaultCode::CAA1043);
  refuse_with(405, "cuc1 is unregistered");
  EXPECT_EQ(leaving(), FaultCode::CAA1042);
  refuse_with(405, "cuc1 is registered");
  EXPECT_EQ(setting({.mode = "0"}), FaultCode::CAA1041);
  refuse_with(400, "httpHost: not an address");
  EXPECT_EQ(setting({.mode = "2", .host = "?"}), FaultCode::CAA1040);
  refuse_with(400, "transportUrl: not a URL");
  EXPECT_EQ(setting({.mode = "1", .url = "?"}), FaultCode::CAA1079);
  answer_with(401, "");
  EXPECT_EQ(registering(), FaultCode::CAA1035);
  answer_with(403, "");
  EXPECT_EQ(registering(), FaultCode::CAA1039);
  answer_with(404, "");
  EXPECT_EQ(registering(), FaultCode::CAA1045);
  answer_with(200, "<xml/>");
  EXPECT_EQ(ports_.run(cuc_status(ports_.ports(), app_))->error().code, FaultCode::CAA1037);
}

TEST_F(Cuc, IsToldOfAProxyWithItsLogin) {
  answer_with(200, "");
  const TransportSettings wanted{.mode = "2", .url = "", .host = "proxy", .port = "3128"};
  EXPECT_TRUE(*ports_.run(cuc_set_transport(ports_.ports(), app_, wanted, {})));
  EXPECT_THAT(sent().request.body, Not(HasSubstr("isProxyAuthReq")));
  StoredProxy login;
  login.user = "paul";
  login.password = {"pw"};
  EXPECT_TRUE(*ports_.run(cuc_set_transport(ports_.ports(), app_, wanted, login)));
  EXPECT_THAT(sent().request.body, HasSubstr(R"("httpProxyUser":"paul")"));
}

}  // namespace
}  // namespace slsim
