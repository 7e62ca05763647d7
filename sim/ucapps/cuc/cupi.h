// SPDX-License-Identifier: Apache-2.0
// Cisco Unity Connection Provisioning Interface, as much of it as licensing needs:
// `/vmrest/smartlicense/…` and `/vmrest/licensestatuscounts`, in XML or JSON. Which refusal is
// which status follows the table of HCM-F's error codes; the shape of an error is that of the
// interface's other calls.
#pragma once

#include "sim/ucapps/cuc/document.h"
#include "sim/ucapps/http_outcome.h"

namespace slsim {

[[nodiscard]] bool is_cupi(std::string_view path);

/// `node` is the host that was asked: a subscriber mirrors the status and refuses the rest.
[[nodiscard]] HttpOutcome call_cupi(Cluster& cluster, Context& context, HostId node,
                                    const HttpRequest& request);
/// What is answered when an operation has ended.
[[nodiscard]] HttpResponse cupi_answer_to(const Cluster& cluster, const EndedCall& call);

/// `LicenseDetails`.
[[nodiscard]] CupiElement cupi_license_details(const Cluster& cluster, Instant now);
/// `LicenseStatusCounts`.
[[nodiscard]] CupiElement cupi_status_counts(const Cluster& cluster);
/// One of them by its TagName; an element without a name when there is none.
[[nodiscard]] CupiElement cupi_status_count(const Cluster& cluster, std::string_view tag_name);

}  // namespace slsim
