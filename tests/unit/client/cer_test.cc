// SPDX-License-Identifier: Apache-2.0
#include "client/uc/cer.h"

#include <gmock/gmock.h>

#include "tests/unit/client/fake_ports.h"

namespace slsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string page(const std::string& message, const std::string& registration) {
  return "<html><title>License Manager</title><h1>License Manager</h1><p class=\"message\">" +
         message + "</p><table><tr><th>Registration Status</th><td>" + registration +
         "</td></tr><tr><th>Smart Account</th><td></td></tr><tr><th>Virtual Account</th>"
         "<td>R&amp;D</td></tr><tr><th>Product UDI</th>"
         "<td>PID:CER,SN:0beef,UUID:00ff</td></tr></table></html>";
}

class Cer : public testing::Test {
 protected:
  Cer() {
    app_.product = Product::cer;
    app_.address = "cer1";
    app_.admin = {"ann", {"p&w"}};
    ports_.http.server = [this](const HttpExchange& exchange) -> Result<HttpResponse> {
      HttpResponse response{.status = 200, .body = page(message_, "Registered")};
      if (exchange.request.body.starts_with("formname=login") && takes_login_) {
        response.headers = {{"set-cookie", "JSESSIONID=77; Path=/ceradmin; Secure"}};
      }
      return response;
    };
  }
  [[nodiscard]] const HttpRequest& sent() const { return ports_.http.sent.back().request; }

  FakePorts ports_;
  UcApp app_;
  std::string message_ = "The operation succeeded.";
  bool takes_login_ = true;
};

TEST_F(Cer, IsReadByTheLabelsOfItsPage) {
  const auto status = *ports_.run(cer_status(ports_.ports(), app_));
  ASSERT_TRUE(status);
  EXPECT_TRUE(status->registered());
  EXPECT_EQ(status->smart_account, "");
  EXPECT_EQ(status->virtual_account, "R&D");
  EXPECT_EQ(status->udi, "CER/0beef/00ff");
  EXPECT_EQ(ports_.http.sent.front().request.body,
            "formname=login&actionname=Login&name=ann&passwd=p%26w");
  EXPECT_EQ(*find_header(sent().headers, "Cookie"), "JSESSIONID=77");
  EXPECT_EQ(sent().method, "GET");
}

TEST_F(Cer, IsRegisteredByTheFormThatAutomationSends) {
  const auto said = *ports_.run(cer_register(ports_.ports(), app_, {"t=1"}));
  EXPECT_EQ(said, "The operation succeeded.");
  EXPECT_EQ(sent().body, "formname=licRegistration&hiddenaction=registerLic&regToken=t%3D1");
}

TEST_F(Cer, SaysThatALoginIsWrong) {
  takes_login_ = false;
  EXPECT_EQ(ports_.run(cer_status(ports_.ports(), app_))->error().code, FaultCode::CAA1035);
}

TEST_F(Cer, SaysWhyItTakesNoTransport) {
  message_ = "Not allowed in Registered state";
  const TransportSettings wanted{.mode = "2", .url = "", .host = "proxy", .port = "3128"};
  const auto said = *ports_.run(cer_set_transport(ports_.ports(), app_, wanted, {}));
  EXPECT_EQ(said.error(), (Fault{FaultCode::CAA1036, "Not allowed in Registered state"}));
  EXPECT_THAT(sent().body, HasSubstr("transportMode=2&transportUrl=&httpHost=proxy&httpPort=3128"));
}

TEST(CellsOfAPage, AreFoundWhateverTheLayout) {
  EXPECT_THAT(cells_of("<h1>A</h1><tr><th class='x'>B</th><td></td><td>1 &lt; 2</td></tr><p>C"),
              ElementsAre("A", "B", "", "1 < 2", "C"));
  EXPECT_THAT(cells_of("<td"), ElementsAre());
  EXPECT_THAT(cells_of("<thead>x</thead>"), ElementsAre());
}

}  // namespace
}  // namespace slsim
