// SPDX-License-Identifier: Apache-2.0
// Whether what `world:` says goes together, where each value alone is right: what a service would
// refuse is a mistake of the file, at its place in the text.
#pragma once

#include <optional>

#include "sim/scenario/arguments.h"

namespace slsim {

[[nodiscard]] std::optional<Complaint> wrong_in_lot(const Arguments& lot);
[[nodiscard]] std::optional<Complaint> wrong_in_token(const Arguments& token);
/// Roles and API clients are of this account's own people and virtual accounts.
[[nodiscard]] std::optional<Complaint> wrong_in_smart_account(const Arguments& account);
[[nodiscard]] std::optional<Complaint> wrong_in_local_account(const Arguments& account);
[[nodiscard]] std::optional<Complaint> wrong_in_satellite(const Arguments& satellite);
/// A virtual account of the cloud belongs to one local account, and the default to none.
[[nodiscard]] std::optional<Complaint> wrong_in_world(const Arguments& world);

}  // namespace slsim
