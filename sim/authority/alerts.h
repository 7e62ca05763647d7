// SPDX-License-Identifier: Apache-2.0
// Alerts by their seventeen published names (Smart Software Manager help, "Smart Account Alerts",
// "Virtual Account Alerts"). An alert is raised while its cause lasts, cleared when the cause ends,
// and may be dismissed in between.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/agent/license.h"
#include "core/settings/settings.h"
#include "core/time/instant.h"
#include "sim/authority/accounts.h"

namespace slsim {

enum class AlertKind : std::uint8_t {
  insufficient_licenses,
  failed_to_renew,
  failed_to_connect,
  updated_agreement,
  synchronization_overdue,
  satellite_unregistered,
  agreement_pending,
  authorization_pending,
  satellite_sync_deadline,
  satellite_expired,
  authorization_file_ready,
  licenses_expired,
  licenses_expiring,
  reserved_license_expired,
  duplicate_licenses,
  reserved_licenses_returned,
  restricted_license_not_available,
};
inline constexpr std::size_t alert_kind_count = 17;

/// Choices of the settings `<alert>_alert`, in their order. What is off is never raised.
enum class Severity : std::uint8_t { off, informational, minor, major };

[[nodiscard]] Word word(AlertKind kind);
[[nodiscard]] Word word(Severity severity);
/// As published: `Insufficient Licenses`.
[[nodiscard]] std::string_view name(AlertKind kind);
[[nodiscard]] std::optional<AlertKind> find_alert_kind(std::string_view word_or_name);
/// The setting that says how severe an alert is.
[[nodiscard]] Setting severity_setting(AlertKind kind);

/// What an alert is about: there is at most one of each.
struct AlertKey {
  AlertKind kind = AlertKind::insufficient_licenses;
  SmartAccountId smart_account;
  std::optional<VirtualAccountId> account{};  ///< Absent for the whole smart account.
  std::optional<License> license{};
  std::uint64_t subject = 0;  ///< Serial of an instance, position of a lot, …; 0 for none.
  auto operator<=>(const AlertKey&) const = default;
};

struct Alert {
  Severity severity = Severity::minor;
  Instant raised;
  std::optional<Instant> due;  ///< Absent: action is due now.
  std::string source;          ///< Name of the virtual account, instance or satellite.
  bool dismissed = false;
};

struct Alerts {
  std::map<AlertKey, Alert> live;  ///< Raised and not cleared; dismissed ones too.
  std::array<std::uint32_t, alert_kind_count> raised{};  ///< How often in all.
};

/// `Insufficient Licenses`' own sentence, and so on.
[[nodiscard]] std::string message(const AlertKey& key, const Alert& alert);

}  // namespace slsim
