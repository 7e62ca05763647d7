// SPDX-License-Identifier: Apache-2.0
// Administrative XML, Unified CM's SOAP interface: as much of it as licensing needs. Element names
// and their order are those of the published schema, but for LicenseDetails before `return`, as
// live servers answer.
#pragma once

#include <string>
#include <string_view>

#include "sim/ucapps/cluster.h"
#include "sim/ucapps/http_outcome.h"
#include "sim/ucapps/soap.h"

namespace slsim {

[[nodiscard]] bool is_axl(std::string_view path);
/// What is asked of the host `node`: one that is no publisher refuses licensing.
[[nodiscard]] HttpOutcome call_axl(Cluster& cluster, Context& context, HostId node,
                                   const HttpRequest& request);

/// What is answered when such an operation has ended; nothing when the connection drops.
[[nodiscard]] std::optional<HttpResponse> axl_answer_to(const Cluster& cluster,
                                                        const EndedCall& call);

/// `LicenseDetails` of getSmartLicenseStatus.
[[nodiscard]] SoapElement axl_license_details(const Cluster& cluster, Instant now);
/// `TransportSettings` of getTransportSettings.
[[nodiscard]] SoapElement axl_transport_settings(const Cluster& cluster, Context& context,
                                                 std::string_view schema);

/// A description of what is served here, for programs that bind to it.
[[nodiscard]] std::string axl_wsdl(std::string_view release, std::string_view target);

}  // namespace slsim
