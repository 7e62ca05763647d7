// SPDX-License-Identifier: Apache-2.0
// Whether the portal has what the store knows of, asked while a job goes on.
#pragma once

#include <cstdint>
#include <string>

#include "client/jobs/work.h"

namespace slsim {

enum class AtPortal : std::uint8_t { gone, there, unknown };

/// Whether it lists that virtual account; unknown when it does not answer.
[[nodiscard]] Task<AtPortal> virtual_account_at_portal(JobWork& work, StoredVirtualAccount account);

/// Whether a virtual account has the cluster's product instance; any of them, if the name is empty.
[[nodiscard]] Task<AtPortal> instance_at_portal(JobWork& work, StoredAccount owner,
                                                std::string virtual_account);

}  // namespace slsim
