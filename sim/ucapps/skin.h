// SPDX-License-Identifier: Apache-2.0
// Where the three products differ in what they are called, show and serve. Cadences and what is
// enforced differ by settings (core/settings/registry.def), counts in license_usage.h; agent,
// identity, trust, life, platform services and command line are the same.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/agent/license.h"
#include "sim/licensing/version.h"

namespace slsim {

/// The interface over HTTP beside the platform's services.
enum class AdminInterface : std::uint8_t {
  axl,      ///< Administrative XML.
  cupi,     ///< Cisco Unity Connection Provisioning Interface.
  servlet,  ///< Forms of the administration pages.
};

struct Skin {
  AdminInterface interface = AdminInterface::axl;
  /// What can no longer be provisioned under enforcement.
  std::string_view provisioned{};
  /// Whether `license smart transport …` exists.
  bool transport_commands = true;
  /// Whether Smart Transport leaves the Transport Gateway away for good.
  bool drops_gateway = true;
  std::array<std::string_view, 6> registrations{};   ///< On pages, by Registration.
  std::array<std::string_view, 9> authorizations{};  ///< Likewise, by Authorization.
  std::array<std::string_view, 10> entitlements{};   ///< Everywhere, by EntitlementStatus.
};

[[nodiscard]] const Skin& skin_of(Product product);

/// `Enterprise`, `HCS`, `HCS-LE`: as PAWS, the pages and the platform's report spell it.
[[nodiscard]] std::string_view deployment_mode_text(LicenseMode mode);

// What releases know. Not written down by release: the guides of 12.0, 12.5, 14SU4 and 15SU2
// differ.
/// Smart Licensing itself: from 12.0 on.
[[nodiscard]] bool knows_smart_licensing(const ProductVersion& release);
/// Smart licence operations over AXL and CUPI: from 12.5 on.
[[nodiscard]] bool knows_smart_interface(const ProductVersion& release);
/// `license smart transport …`: from 12.5 on (release notes of that time).
[[nodiscard]] bool knows_transport_commands(const ProductVersion& release);
/// Smart Transport instead of Call Home: from 14SU4 and 15SU2 on, Emergency Responder from 15SU2.
[[nodiscard]] bool knows_smart_transport(Product product, const ProductVersion& release);
/// A proxy's login over CUPI: from 12.5(1)SU4 on.
[[nodiscard]] bool knows_proxy_login(const ProductVersion& release);

}  // namespace slsim
