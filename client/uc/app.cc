// SPDX-License-Identifier: Apache-2.0
#include "client/uc/app.h"

#include <charconv>
#include <utility>

#include "client/uc/cer.h"
#include "client/uc/cuc.h"
#include "client/uc/cucm.h"
#include "core/http/base64.h"

namespace slsim {

bool has_smart_interface(std::string_view version) {
  int train = 0;
  int point = 0;
  const char* end = version.data() + version.size();
  const auto first = std::from_chars(version.data(), end, train);
  if (first.ec != std::errc{}) return false;
  if (first.ptr != end && *first.ptr == '.') std::from_chars(first.ptr + 1, end, point);
  return train > 12 || (train == 12 && point >= 5);
}

bool SmartLicenseStatus::registered() const {
  return same_ignoring_case(registration, "registered");
}

bool SmartLicenseStatus::reserved() const {
  return registration.find("Reservation") != std::string::npos;
}

Task<OrFault<SmartLicenseStatus>> get_smart_license_status(Ports ports, UcApp app) {
  switch (app.product) {
    case Product::cuc:
      return cuc_status(ports, std::move(app));
    case Product::cer:
      return cer_status(ports, std::move(app));
    case Product::cucm:
      break;
  }
  return cucm_status(ports, std::move(app));
}

Task<OrFault<TransportSettings>> get_transport_settings(Ports ports, UcApp app) {
  switch (app.product) {
    case Product::cuc:
      return cuc_transport(ports, std::move(app));
    case Product::cer:
      return cer_transport();
    case Product::cucm:
      break;
  }
  return cucm_transport(ports, std::move(app));
}

Task<OrFault<std::string>> update_transport_settings(Ports ports, UcApp app,
                                                     TransportSettings settings,
                                                     StoredProxy login) {
  switch (app.product) {
    case Product::cuc:
      return cuc_set_transport(ports, std::move(app), std::move(settings), std::move(login));
    case Product::cer:
      return cer_set_transport(ports, std::move(app), std::move(settings), std::move(login));
    case Product::cucm:
      break;
  }
  return cucm_set_transport(ports, std::move(app), std::move(settings), std::move(login));
}

Task<OrFault<std::string>> smart_license_register(Ports ports, UcApp app, Secret token) {
  switch (app.product) {
    case Product::cuc:
      return cuc_register(ports, std::move(app), std::move(token));
    case Product::cer:
      return cer_register(ports, std::move(app), std::move(token));
    case Product::cucm:
      break;
  }
  return cucm_register(ports, std::move(app), std::move(token));
}

Task<OrFault<std::string>> smart_license_deregister(Ports ports, UcApp app) {
  switch (app.product) {
    case Product::cuc:
      return cuc_deregister(ports, std::move(app));
    case Product::cer:
      return cer_deregister(ports, std::move(app));
    case Product::cucm:
      break;
  }
  return cucm_deregister(ports, std::move(app));
}

Fault unreached(const Problem& problem) {
  const FaultCode code =
      problem.code == ProblemCode::timed_out ? FaultCode::UCAPI1009 : FaultCode::CAA1046;
  return {code, problem.detail};
}

HttpHeader basic_login(const Credential& credential) {
  return {"Authorization", "Basic " + base64(credential.user + ':' + credential.password.text)};
}

}  // namespace slsim
