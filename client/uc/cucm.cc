// SPDX-License-Identifier: Apache-2.0
#include "client/uc/cucm.h"

#include <utility>

#include "client/uc/soap.h"

namespace slsim {
namespace {

/// `12.5` for 12.5, `14.0` for 14: the smart operations begin with schema 12.5.
std::string schema_for(std::string_view version) {
  const std::string train{version.substr(0, version.find_first_not_of("0123456789"))};
  return train == "12" ? "12.5" : train + ".0";
}

SoapQuestion axl_question(const UcApp& app, std::string operation) {
  const std::string schema = schema_for(app.version);
  SoapQuestion question;
  question.host = app.address;
  question.path = "/axl/";
  question.name_space = "http://www.cisco.com/AXL/API/" + schema;
  question.action = "CUCM:DB ver=" + schema + ' ' + operation;
  question.operation = std::move(operation);
  return question;
}

/// `UCM/0beef/0000…` of `UDI: PID:UCM,SN:0beef,UUID:0000…`.
std::string udi_of(std::string_view text) {
  const auto part = [&](std::string_view name) {
    const std::size_t begin = text.find(name);
    if (begin == std::string_view::npos) return std::string{};
    const std::string_view rest = text.substr(begin + name.size());
    return std::string{rest.substr(0, rest.find_first_of(",; "))};
  };
  return part("PID:") + '/' + part("SN:") + '/' + part("UUID:");
}

Task<OrFault<std::string>> text_answer(Ports ports, SoapQuestion question, Credential admin) {
  const OrFault<XmlElement> body = co_await ask_soap(ports, std::move(question), std::move(admin));
  if (!body) co_return tl::make_unexpected(body.error());
  co_return body->text_of("return");
}

}  // namespace

Task<OrFault<SmartLicenseStatus>> cucm_status(Ports ports, UcApp app) {
  SoapQuestion question = axl_question(app, "getSmartLicenseStatus");
  const OrFault<XmlElement> body = co_await ask_soap(ports, std::move(question), app.admin);
  if (!body) co_return tl::make_unexpected(body.error());
  const XmlElement* registration = body->find("Registration");
  if (registration == nullptr) {
    // Publishers say in words why they show nothing, such as that the licence service is stopped.
    std::string said = body->text_of("return");
    if (!said.empty()) co_return fail(FaultCode::CAA1036, std::move(said));
    co_return fail(FaultCode::CAA1037, "no Registration");
  }
  SmartLicenseStatus status;
  status.registration = registration->text_of("Status");
  status.smart_account = registration->text_of("SmartAccount");
  status.virtual_account = registration->text_of("VirtualAccount");
  status.udi = udi_of(registration->text_of("ProductUDI"));
  status.failed_reason = registration->text_of("RegistrationFailedReason");
  if (const XmlElement* authorization = body->find("Authorization")) {
    status.authorization = authorization->text_of("Status");
  }
  co_return status;
}

Task<OrFault<TransportSettings>> cucm_transport(Ports ports, UcApp app) {
  SoapQuestion question = axl_question(app, "getTransportSettings");
  const OrFault<XmlElement> body = co_await ask_soap(ports, std::move(question), app.admin);
  if (!body) co_return tl::make_unexpected(body.error());
  TransportSettings settings;
  settings.mode = body->text_of("transportmode");
  settings.url = body->text_of(settings.mode == "1" ? "transportGatewayUrl" : "transportUrl");
  if (settings.url.empty()) settings.url = body->text_of("transportUrl");
  settings.host = body->text_of("httpHost");
  settings.port = body->text_of("httpPort");
  if (settings.mode.empty()) co_return fail(FaultCode::CAA1037, "no transportmode");
  co_return settings;
}

Task<OrFault<std::string>> cucm_set_transport(Ports ports, UcApp app, TransportSettings settings,
                                              StoredProxy login) {
  SoapQuestion question = axl_question(app, "doUpdateTransportSettings");
  question.fields = {{"transportMode", settings.mode},
                     {"url", settings.url},
                     {"httpHost", settings.host},
                     {"httpPort", settings.port}};
  // Proxies with a login are known from schema 14 on.
  if (!login.user.empty() && !question.name_space.ends_with("12.5")) {
    question.fields.emplace_back("enableProxyAuthentication", "true");
    question.fields.emplace_back("proxyUserName", login.user);
    question.fields.emplace_back("proxyPassword", login.password.text);
  }
  co_return co_await text_answer(ports, std::move(question), app.admin);
}

Task<OrFault<std::string>> cucm_register(Ports ports, UcApp app, Secret token) {
  SoapQuestion question = axl_question(app, "doSmartLicenseRegister");
  question.fields = {{"token", token.text}, {"force", "false"}};
  question.patience = slow_answer;
  co_return co_await text_answer(ports, std::move(question), app.admin);
}

Task<OrFault<std::string>> cucm_deregister(Ports ports, UcApp app) {
  SoapQuestion question = axl_question(app, "doSmartLicenseDeRegister");
  question.patience = slow_answer;
  co_return co_await text_answer(ports, std::move(question), app.admin);
}

}  // namespace slsim
