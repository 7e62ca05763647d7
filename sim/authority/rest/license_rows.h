// SPDX-License-Identifier: Apache-2.0
// Licences as the REST interface prints them: camelCase rows of the second generation, whose
// details the third one has in snake_case.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "sim/authority/rest/call.h"

namespace slsim {

[[nodiscard]] Json license_row_json(const RestCall&, VirtualAccountId, const LicenseRow&);
[[nodiscard]] Json subscription_row_json(const RestCall&, VirtualAccountId, const Lot&,
                                         std::string_view status);

/// TERM, PERPETUAL, DEMO, STANDARD (usage-billed).
[[nodiscard]] std::string_view license_type(LotKind);
/// A plain date for what has an end, null for perpetual licences, an instant for usage.
[[nodiscard]] Json first_day(const Lot&);
/// The last day on which a lot counts; null for one without end.
[[nodiscard]] Json last_day(const Lot&);
/// The lots of a licence that are live.
[[nodiscard]] std::vector<const Lot*> live_lots(const RestCall&, VirtualAccountId, License);

}  // namespace slsim
