// SPDX-License-Identifier: Apache-2.0
#include "client/uc/paws.h"

#include <algorithm>
#include <utility>

#include "client/uc/soap.h"

namespace slsim {
namespace {

SoapQuestion paws_question(const UcApp& app, const std::string& name, std::string method) {
  SoapQuestion question;
  question.flavour = SoapFlavour::paws;
  question.host = app.address;
  question.path = "/platform-services/services/" + name + '.' + name + "HttpsSoap12Endpoint/";
  question.name_space = "http://services.api.platform.vos.cisco.com";
  question.operation = std::move(method);
  return question;
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

}  // namespace

Task<OrFault<LicenseMode>> get_deployment_mode(Ports ports, UcApp app) {
  SoapQuestion question = paws_question(app, "DeploymentModeService", "getDeploymentMode");
  const OrFault<XmlElement> body = co_await ask_soap(ports, std::move(question), app.platform);
  if (!body) co_return tl::make_unexpected(body.error());
  const std::string text = body->text_of("deploymentMode");
  for (const LicenseMode mode : {LicenseMode::enterprise, LicenseMode::hcs, LicenseMode::hcs_le}) {
    if (same_ignoring_case(text, platform_text(mode))) co_return mode;
  }
  co_return fail(FaultCode::SLMCT1002, "the mode is " + (text.empty() ? "not said" : text));
}

Task<OrFault<void>> set_deployment_mode(Ports ports, UcApp app, LicenseMode mode) {
  SoapQuestion question = paws_question(app, "DeploymentModeService", "setDeploymentMode");
  question.fields = {{"args0", std::string{platform_text(mode)}}};
  const OrFault<XmlElement> body = co_await ask_soap(ports, std::move(question), app.platform);
  if (!body) co_return tl::make_unexpected(body.error());
  const auto is_complete = [](const auto& self, const XmlElement& element) -> bool {
    if (element.text.find("internal.request.complete") != std::string::npos) return true;
    return std::ranges::any_of(element.children,
                               [&](const XmlElement& child) { return self(self, child); });
  };
  if (is_complete(is_complete, *body)) co_return OrFault<void>{};
  co_return fail(FaultCode::SLMCT1002, "the publisher does not take the mode");
}

Task<> restart_system(Ports ports, UcApp app) {
  SoapQuestion question = paws_question(app, "RestartSystemService", "restartSystem");
  co_await ask_soap(ports, std::move(question), app.platform);
}

}  // namespace slsim
