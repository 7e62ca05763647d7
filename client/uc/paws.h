// SPDX-License-Identifier: Apache-2.0
// Platform Administrative Web Services, alike in all products: the licence mode, and the restart
// that makes it effective.
#pragma once

#include "client/uc/app.h"

namespace slsim {

[[nodiscard]] Task<OrFault<LicenseMode>> get_deployment_mode(Ports ports, UcApp app);
[[nodiscard]] Task<OrFault<void>> set_deployment_mode(Ports ports, UcApp app, LicenseMode mode);
/// Whatever it answers: a node that restarts may not answer at all.
[[nodiscard]] Task<> restart_system(Ports ports, UcApp app);

}  // namespace slsim
