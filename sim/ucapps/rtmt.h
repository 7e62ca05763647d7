// SPDX-License-Identifier: Apache-2.0
// The smart licensing alerts of the Real-Time Monitoring Tool, by their published names (RTMT
// guide, 12.5(1)SU4).
#pragma once

#include <cstdint>
#include <vector>

#include "core/journal/word.h"

namespace slsim {

enum class RtmtAlert : std::uint8_t {
  in_eval,
  no_provision_eval_expired,
  in_overage_authorization_expired,
  no_provision_authorization_expired,
  in_overage_out_of_compliance,
  no_provision_out_of_compliance,
  registration_expired,
  communication_error,
  registration_expiring_soon,
  authorization_expiring_soon,
  renew_auth_failed,
  renew_registration_failed,
  export_control_not_allowed,
  // While a reservation is under way or there.
  slr_in_eval,
  slr_no_provision_eval_expired,
  slr_in_overage_not_authorized,
  slr_no_provision_not_authorized,
  slr_export_control_not_allowed,
};
inline constexpr std::size_t rtmt_alert_count = 18;

/// The published name: `SmartLicenseInEval`.
[[nodiscard]] Word word(RtmtAlert alert);

/// A set of them.
class RtmtAlerts {
 public:
  void raise(RtmtAlert alert) { bits_ |= 1U << static_cast<unsigned>(alert); }
  [[nodiscard]] bool has(RtmtAlert alert) const {
    return ((bits_ >> static_cast<unsigned>(alert)) & 1U) != 0;
  }
  /// In the order of the enumeration.
  [[nodiscard]] std::vector<RtmtAlert> list() const;
  bool operator==(const RtmtAlerts&) const = default;
  template <class Archive>
  void persist(Archive& archive) {
    archive(bits_);
  }

 private:
  std::uint32_t bits_ = 0;
};

}  // namespace slsim
