// SPDX-License-Identifier: Apache-2.0
// Unified CM as its administrator: licensing over AXL.
#pragma once

#include "client/uc/app.h"

namespace slsim {

[[nodiscard]] Task<OrFault<SmartLicenseStatus>> cucm_status(Ports ports, UcApp app);
[[nodiscard]] Task<OrFault<TransportSettings>> cucm_transport(Ports ports, UcApp app);
[[nodiscard]] Task<OrFault<std::string>> cucm_set_transport(Ports ports, UcApp app,
                                                            TransportSettings settings,
                                                            StoredProxy login);
[[nodiscard]] Task<OrFault<std::string>> cucm_register(Ports ports, UcApp app, Secret token);
[[nodiscard]] Task<OrFault<std::string>> cucm_deregister(Ports ports, UcApp app);

}  // namespace slsim
