// SPDX-License-Identifier: Apache-2.0
// Platform Administrative Web Services, for the operating system's administrator: the deployment
// mode, and restarts.
#pragma once

#include <string_view>

#include "sim/ucapps/cluster.h"
#include "sim/ucapps/soap.h"

namespace slsim {

/// Whether the path is one of these services.
[[nodiscard]] bool is_paws(std::string_view path);
[[nodiscard]] HttpResponse call_paws(Cluster& cluster, Context& context,
                                     const HttpRequest& request);

}  // namespace slsim
