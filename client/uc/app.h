// SPDX-License-Identifier: Apache-2.0
// A UC application as its administrator: what jobs ask of it, whichever product it is. Each speaks
// an interface of its own; the licence mode is asked of the platform, alike for all (paws.h).
#pragma once

#include <string>
#include <string_view>

#include "client/fault.h"
#include "client/ports.h"
#include "client/store/records.h"
#include "core/async/task.h"

namespace slsim {

/// One publisher and how to log in to it.
struct UcApp {
  Product product = Product::cucm;
  std::string address{};
  std::string version{};
  Credential admin{};
  Credential platform{};
};

/// Whether a release lets itself be licensed from outside: from 12.5 on.
[[nodiscard]] bool has_smart_interface(std::string_view version);

struct SmartLicenseStatus {
  std::string registration{};  ///< `Registered`
  std::string smart_account{};
  std::string virtual_account{};
  std::string
      udi{};  ///< As the store writes it: `UCM/0beef/0000…`; a UUID that is not shown: empty.
  std::string failed_reason{};
  std::string authorization{};
  [[nodiscard]] bool registered() const;
  /// Licences are reserved for it, or about to be: it registers with nobody.
  [[nodiscard]] bool reserved() const;
};
[[nodiscard]] Task<OrFault<SmartLicenseStatus>> get_smart_license_status(Ports ports, UcApp app);

struct TransportSettings {
  std::string mode{};  ///< 0 direct, 1 gateway or satellite, 2 proxy; empty: the product keeps it
                       ///< to itself.
  std::string url{};
  std::string host{};
  std::string port{};
};
[[nodiscard]] Task<OrFault<TransportSettings>> get_transport_settings(Ports ports, UcApp app);
/// REQUIRES of the settings: a mode.
[[nodiscard]] Task<OrFault<std::string>> update_transport_settings(Ports ports, UcApp app,
                                                                   TransportSettings settings,
                                                                   StoredProxy login);

/// The text of the answer, which says success or failure in words that nothing may rely on: the
/// status tells.
[[nodiscard]] Task<OrFault<std::string>> smart_license_register(Ports ports, UcApp app,
                                                                Secret token);
[[nodiscard]] Task<OrFault<std::string>> smart_license_deregister(Ports ports, UcApp app);

/// How long a registration may take (observed by a public client, which waits 300 s).
inline constexpr Duration slow_answer = seconds(300);

/// Not reached CAA1046, no answer in time UCAPI1009.
[[nodiscard]] Fault unreached(const Problem& problem);
/// `Basic …`
[[nodiscard]] HttpHeader basic_login(const Credential& credential);

}  // namespace slsim
