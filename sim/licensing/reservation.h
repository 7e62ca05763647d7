// SPDX-License-Identifier: Apache-2.0
// License reservation: what a product that never reports and Cisco Smart Software Manager tell each
// other by way of an administrator, as codes. The forms are those of Cisco's article 214381
// (Specific License Reservation for Unified CM); signatures are HMACs under a test key of ours, so
// that no real product takes such a code and no real code is taken here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/agent/license.h"
#include "core/agent/udi.h"
#include "core/result/problem.h"
#include "core/time/instant.h"
#include "sim/licensing/lots.h"

namespace slsim {

enum class ReservationKind : std::uint8_t {
  specific,   ///< SLR: so many of each licence.
  universal,  ///< PLR: whatever the product needs.
};
[[nodiscard]] Word word(ReservationKind kind);

/// What an authorization code says.
struct ReservationGrant {
  ReservationKind kind = ReservationKind::specific;
  Udi udi{};
  std::uint64_t number = 0;  ///< Of all codes that this authority issued, from 1.
  Instant issued{};
  bool export_control_allowed = false;
  /// Parts of lots, each with the terms of the lot that it is of.
  std::vector<Lot> entitlements{};
  bool operator==(const ReservationGrant&) const = default;
};

/// How many of each licence the entitlements hold at `at`.
[[nodiscard]] Counts held_at(const ReservationGrant& grant, Instant at);
/// The first end of an entitlement after `after`; `never` if there is none.
[[nodiscard]] Instant next_end(const ReservationGrant& grant, Instant after);

/// Whether a licence can be reserved at all: SpeechView cannot (Unity Connection install guide).
[[nodiscard]] bool reservable(License license);

/// `P:UCM,S:0beef,U:…`: who asks.
[[nodiscard]] std::string request_code(const Udi& udi);
/// That, or the form that other products print, `BB-ZPID:SN-xxxxxxxxx-38`.
/// Errors: invalid_argument.
[[nodiscard]] Result<Udi> read_request_code(std::string_view text);

/// XML for a specific reservation; hyphen-separated groups, of which the first is EMUL8R, for a
/// universal one.
[[nodiscard]] std::string authorization_code(const ReservationGrant& grant);
/// By the product of that device, which is the only one that a code is good for.
/// Errors: reservationinstallparsefail, reservationmismatch (of another device),
/// codevalidationfailed.
[[nodiscard]] Result<ReservationGrant> read_authorization_code(std::string_view text,
                                                               const Udi& device);

/// What a product prints when it has installed a change, for the authority.
[[nodiscard]] std::string confirmation_code(const Udi& device, std::uint64_t number);
/// What it prints when it gives back what that code reserved.
[[nodiscard]] std::string return_code(const Udi& device, std::uint64_t number);

}  // namespace slsim
