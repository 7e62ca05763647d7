// SPDX-License-Identifier: Apache-2.0
// What the portal exports as CSV (RFC 4180: CRLF, quotes where needed): licences, product
// instances, alerts and the event log of one smart account. Columns are those that the portal
// shows; the files' own layout is not published.
#pragma once

#include <string>

#include "sim/authority/authority.h"

namespace slsim {

/// License, Virtual Account, Purchased, In Use, Substitution, Balance, Status. Substitution is what
/// others serve less what is served to others; the balance is below zero when licences are short.
[[nodiscard]] std::string licenses_csv(const LicenseAuthority& authority, SmartAccountId account);

/// Name, Product Type, Version, UDI, Virtual Account, Registered, Last Contact, Licenses.
[[nodiscard]] std::string instances_csv(const LicenseAuthority& authority, SmartAccountId account);

/// Severity, Alert, Message, Source, Virtual Account, Raised, Action Due. Dismissed ones are left
/// out; the most severe and most urgent come first, as the portal sorts them.
[[nodiscard]] std::string alerts_csv(const LicenseAuthority& authority, SmartAccountId account);

/// Time, Virtual Account, Category, Message, User.
[[nodiscard]] std::string event_log_csv(const LicenseAuthority& authority, SmartAccountId account);

}  // namespace slsim
