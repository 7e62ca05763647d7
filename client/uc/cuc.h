// SPDX-License-Identifier: Apache-2.0
// Unity Connection as its administrator: `/vmrest/smartlicense/…` of its provisioning interface, in
// JSON. What it refuses comes by the codes with which HCM-F answers it.
#pragma once

#include "client/uc/app.h"

namespace slsim {

[[nodiscard]] Task<OrFault<SmartLicenseStatus>> cuc_status(Ports ports, UcApp app);
[[nodiscard]] Task<OrFault<TransportSettings>> cuc_transport(Ports ports, UcApp app);
[[nodiscard]] Task<OrFault<std::string>> cuc_set_transport(Ports ports, UcApp app,
                                                           TransportSettings settings,
                                                           StoredProxy login);
[[nodiscard]] Task<OrFault<std::string>> cuc_register(Ports ports, UcApp app, Secret token);
[[nodiscard]] Task<OrFault<std::string>> cuc_deregister(Ports ports, UcApp app);

}  // namespace slsim
