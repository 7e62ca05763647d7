// SPDX-License-Identifier: Apache-2.0
// The platform command line of a UC application, as far as it shows licences: `show license …` (CLI
// Reference Guide).
#pragma once

#include <string_view>

#include "core/cli/cli.h"
#include "sim/ucapps/cluster.h"

namespace slsim {

/// What `command` prints on the publisher at `now`; unknown ones are refused as there.
[[nodiscard]] CliAnswer show(const Cluster& cluster, Instant now, const Names& names,
                             std::string_view command);

// The pages it is made of; each ends with a line feed.
[[nodiscard]] std::string show_license_all(const Cluster& cluster, Instant now);
[[nodiscard]] std::string show_license_status(const Cluster& cluster, Instant now);
[[nodiscard]] std::string show_license_summary(const Cluster& cluster, Instant now);
[[nodiscard]] std::string show_license_usage(const Cluster& cluster, Instant now);
[[nodiscard]] std::string show_license_udi(const Cluster& cluster);

/// `PID:UCM,SN:0beef,UUID:…`
[[nodiscard]] std::string print_udi(const Udi& udi);

}  // namespace slsim
