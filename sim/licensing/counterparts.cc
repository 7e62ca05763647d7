// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/counterparts.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>

namespace slsim {
namespace {

struct Counterpart {
  License enterprise;
  License hcs;
};
constexpr std::array counterparts{
    Counterpart{License::UCM_CUWL, License::HUCM_Standard},
    Counterpart{License::UCM_EnhancedPlus, License::HUCM_Standard},
    Counterpart{License::UCM_Enhanced, License::HUCM_Foundation},
    Counterpart{License::UCM_Basic, License::HUCM_Basic},
    Counterpart{License::UCM_Essential, License::HUCM_Essential},
    Counterpart{License::UCM_TelePresenceRoom, License::HUCM_TelePresenceRoom},
    Counterpart{License::CUC_BasicMessaging, License::HCUC_BasicMessaging},
    Counterpart{License::CUC_EnhancedMessaging, License::HCUC_StandardMessaging},
    Counterpart{License::CUC_SpeechConnectPort, License::HCUC_SpeechConnectPort},
    Counterpart{License::CUC_SpeechView, License::HCUC_SpeechView},
    Counterpart{License::CUC_BasicMessaging, License::HLECUC_BasicMessaging},
    Counterpart{License::CUC_EnhancedMessaging, License::HLECUC_StandardMessaging},
    Counterpart{License::CUC_SpeechConnectPort, License::HLECUC_SpeechConnectPort},
    Counterpart{License::CER_USER, License::HCER_User},
};

bool has(std::span<const License> wanted, License license) {
  return std::ranges::find(wanted, license) != wanted.end();
}

/// The first licence of `wanted` that stands for `license`; from one hosted mode to the other by
/// way of Enterprise's.
std::optional<License> counterpart(License license, std::span<const License> wanted) {
  if (has(wanted, license)) return license;
  for (const Counterpart& pair : counterparts) {
    if (pair.enterprise == license && has(wanted, pair.hcs)) return pair.hcs;
    if (pair.hcs != license) continue;
    if (has(wanted, pair.enterprise)) return pair.enterprise;
    for (const Counterpart& other : counterparts) {
      if (other.enterprise == pair.enterprise && has(wanted, other.hcs)) return other.hcs;
    }
  }
  return std::nullopt;
}

}  // namespace

Counts in_mode(const Counts& counts, std::span<const License> reported) {
  Counts all;
  for (const License license : reported) all.set(license, 0);
  for (const Counts::Entry& entry : counts) {
    const auto other = counterpart(entry.license, reported);
    if (!other) continue;
    const std::int64_t sum = std::int64_t{all.of(*other)} + entry.count;
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
    all.set(*other, static_cast<std::int32_t>(std::min(sum, most)));
  }
  return all;
}

}  // namespace slsim
