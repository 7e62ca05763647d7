// SPDX-License-Identifier: Apache-2.0
#include "client/uc/cucm.h"

#include <charconv>
#include <utility>

namespace slsim {
namespace {

// A registration may take so long (observed by a public client, which waits 300 s).
constexpr Duration slow = seconds(300);

SoapQuestion axl_question(const Cucm& cucm, std::string operation) {
  const std::string schema = schema_for(cucm.version).value_or("12.5");
  SoapQuestion question;
  question.host = cucm.address;
  question.path = "/axl/";
  question.name_space = "http://www.cisco.com/AXL/API/" + schema;
  question.action = "CUCM:DB ver=" + schema + ' ' + operation;
  question.operation = std::move(operation);
  return question;
}

SoapQuestion paws_question(const Cucm& cucm, const std::string& service, std::string operation) {
  SoapQuestion question;
  question.flavour = SoapFlavour::paws;
  question.host = cucm.address;
  question.path = "/platform-services/services/" + service + '.' + service + "HttpsSoap12Endpoint/";
  question.name_space = "http://services.api.platform.vos.cisco.com";
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

std::string_view platform_text(LicenseMode mode) {
  switch (mode) {
    case LicenseMode::enterprise:
      return "Enterprise";
    case LicenseMode::hcs:
      return "HCS";
    case LicenseMode::hcs_le:
      break;
  }
  return "HCS-LE";
}

Task<OrFault<std::string>> text_answer(Ports ports, SoapQuestion question, Credential admin) {
  const OrFault<XmlElement> body = co_await ask_soap(ports, std::move(question), std::move(admin));
  if (!body) co_return tl::make_unexpected(body.error());
  co_return body->text_of("return");
}

}  // namespace

std::optional<std::string> schema_for(std::string_view version) {
  int train = 0;
  int point = 0;
  const char* end = version.data() + version.size();
  const auto first = std::from_chars(version.data(), end, train);
  if (first.ec != std::errc{}) return std::nullopt;
  if (first.ptr != end && *first.ptr == '.') std::from_chars(first.ptr + 1, end, point);
  if (train < 12 || (train == 12 && point < 5)) return std::nullopt;
  return train == 12 ? "12.5" : std::to_string(train) + ".0";
}

bool SmartLicenseStatus::registered() const {
  return same_ignoring_case(registration, "registered");
}

Task<OrFault<SmartLicenseStatus>> get_smart_license_status(Ports ports, Cucm cucm) {
  SoapQuestion question = axl_question(cucm, "getSmartLicenseStatus");
  const OrFault<XmlElement> body = co_await ask_soap(ports, std::move(question), cucm.admin);
  if (!body) co_return tl::make_unexpected(body.error());
  const XmlElement* registration = body->find("Registration");
  if (registration == nullptr) co_return fail(FaultCode::CAA1037, "no Registration");
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

Task<OrFault<TransportSettings>> get_transport_settings(Ports ports, Cucm cucm) {
  SoapQuestion question = axl_question(cucm, "getTransportSettings");
  const OrFault<XmlElement> body = co_await ask_soap(ports, std::move(question), cucm.admin);
  if (!body) co_return tl::make_unexpected(body.error());
  TransportSettings settings;
  settings.mode = body->text_of("transportmode");
  settings.url = body->text_of("transportUrl");
  settings.host = body->text_of("httpHost");
  settings.port = body->text_of("httpPort");
  if (settings.mode.empty()) co_return fail(FaultCode::CAA1037, "no transportmode");
  co_return settings;
}

Task<OrFault<std::string>> update_transport_settings(Ports ports, Cucm cucm,
                                                     TransportSettings settings,
                                                     StoredProxy login) {
  SoapQuestion question = axl_question(cucm, "doUpdateTransportSettings");
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
  co_return co_await text_answer(ports, std::move(question), cucm.admin);
}

Task<OrFault<std::string>> smart_license_register(Ports ports, Cucm cucm, Secret token) {
  SoapQuestion question = axl_question(cucm, "doSmartLicenseRegister");
  question.fields = {{"token", token.text}, {"force", "false"}};
  question.patience = slow;
  co_return co_await text_answer(ports, std::move(question), cucm.admin);
}

Task<OrFault<std::string>> smart_license_deregister(Ports ports, Cucm cucm) {
  SoapQuestion question = axl_question(cucm, "doSmartLicenseDeRegister");
  question.patience = slow;
  co_return co_await text_answer(ports, std::move(question), cucm.admin);
}

Task<OrFault<LicenseMode>> get_deployment_mode(Ports ports, Cucm cucm) {
  SoapQuestion question = paws_question(cucm, "DeploymentModeService", "getDeploymentMode");
  const OrFault<XmlElement> body = co_await ask_soap(ports, std::move(question), cucm.platform);
  if (!body) co_return tl::make_unexpected(body.error());
  const std::string text = body->text_of("deploymentMode");
  for (const LicenseMode mode : {LicenseMode::enterprise, LicenseMode::hcs, LicenseMode::hcs_le}) {
    if (same_ignoring_case(text, platform_text(mode))) co_return mode;
  }
  co_return fail(FaultCode::SLMCT1002, "the mode is " + (text.empty() ? "not said" : text));
}

Task<OrFault<void>> set_deployment_mode(Ports ports, Cucm cucm, LicenseMode mode) {
  SoapQuestion question = paws_question(cucm, "DeploymentModeService", "setDeploymentMode");
  question.fields = {{"args0", std::string{platform_text(mode)}}};
  const OrFault<XmlElement> body = co_await ask_soap(ports, std::move(question), cucm.platform);
  if (!body) co_return tl::make_unexpected(body.error());
  const auto is_complete = [](const auto& self, const XmlElement& element) -> bool {
    if (element.text.find("internal.request.complete") != std::string::npos) return true;
    for (const XmlElement& child : element.children) {
      if (self(self, child)) return true;
    }
    return false;
  };
  if (is_complete(is_complete, *body)) co_return OrFault<void>{};
  co_return fail(FaultCode::SLMCT1002, "the publisher does not take the mode");
}

Task<> restart_system(Ports ports, Cucm cucm) {
  SoapQuestion question = paws_question(cucm, "RestartSystemService", "restartSystem");
  co_await ask_soap(ports, std::move(question), cucm.platform);
}

}  // namespace slsim
