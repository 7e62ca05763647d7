// SPDX-License-Identifier: Apache-2.0
// Unified CM as its administrator: licensing over AXL, the licence mode over PAWS (Platform
// Administrative Web Services).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/uc/soap.h"

namespace slsim {

/// One publisher and how to log in to it.
struct Cucm {
  std::string address{};
  std::string version{};
  Credential admin{};
  Credential platform{};
};

/// The schema to speak to a release: `12.5` for 12.5, `14.0` for 14. Absent where none has the
/// smart operations: those begin with 12.5.
[[nodiscard]] std::optional<std::string> schema_for(std::string_view version);

struct SmartLicenseStatus {
  std::string registration{};  ///< `Registered`
  std::string smart_account{};
  std::string virtual_account{};
  std::string udi{};  ///< As the store writes it: `UCM/0beef/0000…`.
  std::string failed_reason{};
  std::string authorization{};
  [[nodiscard]] bool registered() const;
};
[[nodiscard]] Task<OrFault<SmartLicenseStatus>> get_smart_license_status(Ports ports, Cucm cucm);

struct TransportSettings {
  std::string mode{};  ///< 0 direct, 1 gateway or satellite, 2 proxy.
  std::string url{};
  std::string host{};
  std::string port{};
};
[[nodiscard]] Task<OrFault<TransportSettings>> get_transport_settings(Ports ports, Cucm cucm);
[[nodiscard]] Task<OrFault<std::string>> update_transport_settings(Ports ports, Cucm cucm,
                                                                   TransportSettings settings,
                                                                   StoredProxy login);

/// The text of the answer, which says success or failure in words that nothing may rely on: the
/// status tells.
[[nodiscard]] Task<OrFault<std::string>> smart_license_register(Ports ports, Cucm cucm,
                                                                Secret token);
[[nodiscard]] Task<OrFault<std::string>> smart_license_deregister(Ports ports, Cucm cucm);

[[nodiscard]] Task<OrFault<LicenseMode>> get_deployment_mode(Ports ports, Cucm cucm);
[[nodiscard]] Task<OrFault<void>> set_deployment_mode(Ports ports, Cucm cucm, LicenseMode mode);
/// Whatever it answers: a node that restarts may not answer at all.
[[nodiscard]] Task<> restart_system(Ports ports, Cucm cucm);

}  // namespace slsim
