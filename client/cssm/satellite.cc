// SPDX-License-Identifier: Apache-2.0
#include "client/cssm/satellite.h"

#include <string>

namespace slsim {

void point_to_satellite(StoredAccount& account, const SatelliteAddress& address) {
  const std::string host{address.host};
  account.transport = TransportMode::satellite;
  account.server = "https://" + host + ':' + std::to_string(address.port);
  account.gateway = account.server + "/backend/oauth/token";
  const bool old = address.version.starts_with("6") ||
                   (address.version.starts_with("7") && !address.smart_transport_on_7);
  account.registration_url =
      "https://" + host +
      (old ? "/Transportgateway/services/DeviceRequestHandler" : "/SmartTransport");
}

}  // namespace slsim
