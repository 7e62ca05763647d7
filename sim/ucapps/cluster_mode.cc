// SPDX-License-Identifier: Apache-2.0
// The licence mode: changed by the platform's interface, and in force from the next start on.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "sim/licensing/catalog.h"
#include "sim/licensing/version.h"
#include "sim/ucapps/cluster.h"

namespace slsim {
namespace {

/// What users and devices of the same kind need in the other mode. Not public: it follows the
/// overview's Table 1 as far as that goes (docs/DIFFERENCES.md).
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
    Counterpart{License::CER_USER, License::HCER_User},
};

/// The first licence of `wanted` that stands for `license` in the other mode.
std::optional<License> counterpart(License license, std::span<const License> wanted) {
  const auto has = [&](License it) { return std::ranges::find(wanted, it) != wanted.end(); };
  if (has(license)) return license;
  for (const Counterpart& pair : counterparts) {
    if (pair.enterprise == license && has(pair.hcs)) return pair.hcs;
    if (pair.hcs == license && has(pair.enterprise)) return pair.enterprise;
  }
  return std::nullopt;
}

/// HCS-LE ends with 12.5(1)SU7 and 14SU1 (release notes; later releases inferred).
bool knows_mode(const ProductVersion& version, LicenseMode mode) {
  if (mode != LicenseMode::hcs_le) return true;
  if (version.train < 14) return version < ProductVersion{12, 5, 1, 7};
  return version < ProductVersion{14, 0, 1, 1};
}

}  // namespace

Result<void> Cluster::set_mode(Context& context, LicenseMode mode) {
  if (auto able = reachable(); !able) return able;
  const auto version = find_version(options_.version).value_or(ProductVersion{});
  if (!knows_mode(version, mode)) {
    return refuse(ProblemCode::unsupported,
                  fmt::format("release {} has no mode {}", options_.version, word(mode).text()));
  }
  if (settings_->flag(Setting::mode_change_needs_unregistered) &&
      standing_.registration == Registration::registered) {
    return refuse(ProblemCode::not_allowed,
                  fmt::format("{} is registered: the mode can be changed only before", host_name_));
  }
  next_mode_ = mode;
  context.record(Level::change, "mode_chosen"_w, {{"mode"_w, word(mode)}});
  return {};
}

/// At a start: the mode that was chosen is in force, and the same users need its licences.
void Cluster::take_up_mode(Context& context) {
  if (!next_mode_ || *next_mode_ == options_.mode) return;
  const Counts before = options_.counts;
  options_.mode = *std::exchange(next_mode_, std::nullopt);
  Counts all;
  for (const License license : reported_licenses()) all.set(license, 0);
  for (const Counts::Entry& entry : before) {
    const auto other = counterpart(entry.license, reported_licenses());
    if (other) all.set(*other, all.of(*other) + entry.count);
  }
  options_.counts = all;
  context.record(Level::change, "mode"_w, {{"to"_w, word(options_.mode)}});
}

}  // namespace slsim
