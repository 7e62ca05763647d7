// SPDX-License-Identifier: Apache-2.0
// The portal's event log: message, time and user, by its published categories (Smart Software
// Manager help, "Smart Account Event Log", "Virtual Account Event Log Tab"). The wording of the
// messages is ours, as none is published.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/journal/word.h"
#include "core/time/instant.h"
#include "sim/authority/accounts.h"

namespace slsim {

enum class LogCategory : std::uint8_t {
  // Of a smart account.
  account_property_changed,
  agreement_accepted,
  token_generated,
  token_revoked,
  satellite_added,
  satellite_removed,
  satellite_synchronized,
  user_changed,
  // Of a virtual account.
  licenses_added,
  licenses_removed,
  licenses_transferred,
  licenses_expired,
  instance_added,
  instance_removed,
  instance_transferred,
  virtual_account_added,
  virtual_account_renamed,
  virtual_account_removed,
  restricted_license_changed,
  alert_dismissed,
  licenses_reserved,
  reservation_changed,
  reservation_change_cancelled,
  reservation_confirmed,
  reservation_increased,
  reservation_decreased,
  reservation_returned,
  reservation_rehosted,
  reservation_moved,
};
[[nodiscard]] Word word(LogCategory category);

struct LogEntry {
  Instant at;
  SmartAccountId smart_account;
  std::optional<VirtualAccountId> account;
  LogCategory category = LogCategory::account_property_changed;
  std::string user;  ///< Empty: the system itself.
  std::string message;
};

using EventLog = std::vector<LogEntry>;

}  // namespace slsim
