// SPDX-License-Identifier: Apache-2.0
// Administrative XML, Unified CM's SOAP interface: as much of it as licensing needs. Element names
// and their order are those of the published schema, but for LicenseDetails before `return`, as
// live servers answer.
#pragma once

#include <string>
#include <string_view>

#include "sim/ucapps/cluster.h"
#include "sim/ucapps/soap.h"

namespace slsim {

/// What is asked of `/axl/`: an answer, or the operation under way that will give one.
struct AxlOutcome {
  std::optional<HttpResponse> answer{};
  Cluster::Ticket ticket = 0;
  std::string operation{};
  std::string schema{};  ///< `14.0`, as the caller spelled it.
};
[[nodiscard]] AxlOutcome call_axl(Cluster& cluster, Context& context, const HttpRequest& request);

/// What a node that is no publisher says to whoever asks it for licensing.
[[nodiscard]] HttpResponse axl_fault_on_subscriber(std::string_view node);

/// What is answered when such an operation has ended; nothing when the connection drops.
[[nodiscard]] std::optional<HttpResponse> axl_answer_to(const Cluster& cluster,
                                                        std::string_view operation,
                                                        std::string_view schema,
                                                        const std::optional<Problem>& problem,
                                                        bool orphan_left = false);

/// `LicenseDetails` of getSmartLicenseStatus.
[[nodiscard]] SoapElement axl_license_details(const Cluster& cluster, Instant now);
/// `TransportSettings` of getTransportSettings.
[[nodiscard]] SoapElement axl_transport_settings(const Cluster& cluster, Context& context,
                                                 std::string_view schema);

/// A description of what is served here, for programs that bind to it.
[[nodiscard]] std::string axl_wsdl(std::string_view schema, std::string_view address);

}  // namespace slsim
