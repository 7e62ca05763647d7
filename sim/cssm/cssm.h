// SPDX-License-Identifier: Apache-2.0
// Cisco Smart Software Manager: the authority in the cloud, with its desk for satellites. A plain
// value.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sim/authority/authority.h"
#include "sim/cssm/satellite_desk.h"
#include "sim/kernel/context.h"

namespace slsim {

class Cssm {
 public:
  explicit Cssm(const Settings& settings = Settings()) : authority_{settings} {}

  void on_request(Context&, const RequestArrival&);
  void on_timer(Context&, std::uint32_t kind, std::uint64_t argument);

  /// Accounts, licences, tokens, instances.
  [[nodiscard]] LicenseAuthority& authority() { return authority_; }
  [[nodiscard]] const LicenseAuthority& authority() const { return authority_; }
  [[nodiscard]] SatelliteDesk& satellites() { return satellites_; }
  [[nodiscard]] const SatelliteDesk& satellites() const { return satellites_; }

  template <class Archive>
  void persist(Archive& archive) {
    archive(authority_, satellites_);
  }

 private:
  /// Nothing when the desk is not meant.
  std::optional<AgentReply> answer_satellite(Context&, const AgentRequest&, std::string_view from);

  LicenseAuthority authority_;
  SatelliteDesk satellites_;
};

}  // namespace slsim
