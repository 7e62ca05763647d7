// SPDX-License-Identifier: Apache-2.0
// Where a satellite is asked, and where clusters register with it: another address in each of its
// releases (HCS Smart Licensing Operational Guide).
#pragma once

#include <cstdint>
#include <string_view>

#include "client/store/records.h"

namespace slsim {

struct SatelliteAddress {
  std::string_view host;             ///< Its host common name from 7 on, before it its address.
  std::uint16_t port = 8443;         ///< Of its interface.
  std::string_view version = "8";    ///< `6.3.0`, `7.2.0`, `8-202006`
  bool smart_transport_on_7 = true;  ///< Not so before HCM-F 12.5SU2.
};

/// Makes the account one of that satellite's. It has to have its local account besides.
void point_to_satellite(StoredAccount& account, const SatelliteAddress& address);

}  // namespace slsim
