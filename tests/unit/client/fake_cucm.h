// SPDX-License-Identifier: Apache-2.0
// A toy Unified CM publisher over AXL and PAWS. It registers with a toy CSSM, and has bad days.
#pragma once

#include <string>

#include "client/uc/soap.h"
#include "tests/unit/client/fake_cssm.h"
#include "tests/unit/client/fake_ports.h"

namespace slsim {

class FakeCucm {
 public:
  FakeCucm(FakeCssm& cssm, FakeClock& clock) : cssm_{cssm}, clock_{clock} {}
  [[nodiscard]] Result<HttpResponse> serve(const HttpExchange& exchange);

  std::string registered_in;  ///< A virtual account; empty: unregistered.
  std::string mode = "Enterprise";
  std::string transport = "0";
  std::string proxy_host;
  std::string admin = "Basic YW5uOnB3";     // ann:pw
  std::string platform = "Basic b3M6cHcy";  // os:pw2
  int registrations = 0;                    ///< That CSSM has taken.
  int restarts = 0;
  std::string refuses_with;            ///< What it says to every registration, and does nothing.
  std::string refuses_transport_with;  ///< The same of its transport.
  bool drops_register = false;         ///< No answer, though it registers.
  bool takes_no_mode = false;          ///< Says yes and comes back as it was.
  bool leaves_orphans = false;         ///< CSSM hears nothing of its deregistrations.
  bool keeps_registration = false;     ///< Deregistration does nothing.
  int down = 0;                        ///< So many calls find nobody.
  Duration restart_time = minutes(12);

 private:
  [[nodiscard]] std::string act(const std::string& operation, const XmlElement& body);
  [[nodiscard]] std::string status() const;
  [[nodiscard]] std::string register_product(const std::string& token);
  [[nodiscard]] std::string deregister();
  [[nodiscard]] std::string update_transport(const XmlElement& body);

  FakeCssm& cssm_;
  FakeClock& clock_;
  Instant up_from_{};
  std::string next_mode_;
};

}  // namespace slsim
