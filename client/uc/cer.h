// SPDX-License-Identifier: Apache-2.0
// Emergency Responder as its administrator, by the forms of its administration pages: it publishes
// no interface for programs. Login and registration have the fields that public automation sends;
// the status is read from the License Manager page, by the labels in it and not by its layout.
#pragma once

#include <string_view>
#include <vector>

#include "client/uc/app.h"

namespace slsim {

[[nodiscard]] Task<OrFault<SmartLicenseStatus>> cer_status(Ports ports, UcApp app);
/// It does not show them: they are set each time.
[[nodiscard]] Task<OrFault<TransportSettings>> cer_transport();
[[nodiscard]] Task<OrFault<std::string>> cer_set_transport(Ports ports, UcApp app,
                                                           TransportSettings settings,
                                                           StoredProxy login);
[[nodiscard]] Task<OrFault<std::string>> cer_register(Ports ports, UcApp app, Secret token);
[[nodiscard]] Task<OrFault<std::string>> cer_deregister(Ports ports, UcApp app);

/// Texts of a page's cells, headings and paragraphs in their order; empty ones too.
[[nodiscard]] std::vector<std::string> cells_of(std::string_view page);

}  // namespace slsim
