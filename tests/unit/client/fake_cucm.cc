// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/client/fake_cucm.h"

#include <algorithm>

namespace slsim {
namespace {

HttpResponse envelope(const std::string& operation, const std::string& inside) {
  return {.status = 200,
          .headers = {{"Content-Type", "text/xml"}},
          .body = "<soapenv:Envelope xmlns:soapenv=\"x\"><soapenv:Body><ns:" + operation +
                  "Response xmlns:ns=\"y\">" + inside + "</ns:" + operation +
                  "Response></soapenv:Body></soapenv:Envelope>"};
}

std::string element(const std::string& name, const std::string& text) {
  return "<" + name + ">" + text + "</" + name + ">";
}

constexpr const char* serial = "7000";

}  // namespace

std::string FakeCucm::status() const {
  const bool in = !registered_in.empty();
  return "<LicenseDetails><SmartLicensing>ENABLED</SmartLicensing><Registration>" +
         element("Status", in ? "Registered" : "Unregistered") +
         element("SmartAccount", in ? "partner.example" : "") +
         element("VirtualAccount", registered_in) +
         element("ProductUDI", std::string{"UDI: PID:UCM,SN:"} + serial + ",UUID:") +
         "</Registration><Authorization><Status>Authorized</Status></Authorization>"
         "</LicenseDetails><return>Successful.</return>";
}

std::string FakeCucm::register_product(const std::string& token) {
  if (!refuses_with.empty()) return refuses_with;
  if (!registered_in.empty()) return "Product is already registered";
  const std::string account = cssm_.account_of_token(token);
  if (account.empty()) return "The registration token is invalid";
  registered_in = account;
  ++registrations;
  cssm_.instances.push_back({account, serial});
  return "Successful.";
}

std::string FakeCucm::deregister() {
  if (keeps_registration) return "Communication send error";
  registered_in.clear();
  if (leaves_orphans) return "Successful.";
  std::erase_if(cssm_.instances, [](const FakeCssm::Row& row) { return row.name == serial; });
  return "Successful.";
}

std::string FakeCucm::update_transport(const XmlElement& body) {
  if (!registered_in.empty()) return "Not allowed in Registered state";
  if (!refuses_transport_with.empty()) return refuses_transport_with;
  transport = body.text_of("transportMode");
  proxy_host = body.text_of("httpHost");
  return "Successful.";
}

std::string FakeCucm::act(const std::string& operation, const XmlElement& body) {
  if (operation == "getSmartLicenseStatus") return status();
  if (operation == "doSmartLicenseRegister") {
    return element("return", register_product(body.text_of("token")));
  }
  if (operation == "doSmartLicenseDeRegister") return element("return", deregister());
  if (operation == "getTransportSettings") {
    return element("transportmode", transport) + element("transportUrl", "https://u") +
           element("httpHost", proxy_host) + element("httpPort", proxy_host.empty() ? "0" : "3128");
  }
  if (operation == "doUpdateTransportSettings") return element("return", update_transport(body));
  if (operation == "getDeploymentMode") return element("ax:deploymentMode", mode);
  if (operation == "setDeploymentMode") {
    next_mode_ = takes_no_mode ? mode : body.text_of("args0");
    return element("ax:messageKey", "internal.request.complete");
  }
  ++restarts;
  up_from_ = clock_.now() + restart_time;
  mode = next_mode_;
  return "";
}

Result<HttpResponse> FakeCucm::serve(const HttpExchange& exchange) {
  if (clock_.now() < up_from_ || down > 0) {
    --down;
    return refuse(ProblemCode::refused_connection, "nobody there");
  }
  const bool axl = exchange.request.path == "/axl/";
  const std::string* login = find_header(exchange.request.headers, "Authorization");
  if (login == nullptr || *login != (axl ? admin : platform)) return HttpResponse{.status = 401};
  const auto root = parse_xml(exchange.request.body);
  const XmlElement& body = *root->find("Body");
  const std::string operation = body.children.front().name;
  const std::string inside = act(operation, body);
  if (operation == "doSmartLicenseRegister" && drops_register) {
    return refuse(ProblemCode::commresponse, "closed");
  }
  return envelope(operation, inside);
}

}  // namespace slsim
