// SPDX-License-Identifier: Apache-2.0
// What satellites and the cloud tell each other, as files that somebody carries: a title, the
// content in lines, and a signature over every byte before it. Signatures are HMAC-SHA256,
// so that the same content gives the same bytes.
#pragma once

#include <string>
#include <string_view>

#include "core/agent/sync.h"
#include "core/result/problem.h"

namespace slsim {

/// Longer files are refused.
inline constexpr std::size_t sync_file_limit = 64U << 20U;

/// The key of files that are written before a registration has one: no secret, it stands in this
/// source.
inline constexpr std::string_view satellite_product_key = "slsim satellite files, no secret";

[[nodiscard]] std::string write_file(const SatelliteRegistration& it);
[[nodiscard]] std::string write_file(const SatelliteAuthorization& it);
[[nodiscard]] std::string write_file(const SyncRequest& it, std::string_view key);
[[nodiscard]] std::string write_file(const SyncReply& it, std::string_view key);

// Reading: sync_damaged for what is cut short, edited or no such file at all.
[[nodiscard]] Result<SatelliteRegistration> read_registration_file(std::string_view text);
[[nodiscard]] Result<SatelliteAuthorization> read_authorization_file(std::string_view text);
/// The registration that a synchronization file says it is of; 0 when it says none.
[[nodiscard]] std::uint64_t registration_in(std::string_view text);
[[nodiscard]] Result<SyncRequest> read_request_file(std::string_view text, std::string_view key);
[[nodiscard]] Result<SyncReply> read_response_file(std::string_view text, std::string_view key);

}  // namespace slsim
