// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/catalog.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "core/result/check.h"
#include "sim/licensing/per_license.h"

namespace slsim {
namespace {

using enum License;
using enum Product;
using enum LicenseMode;

/// Printed in public: the ten HCS names (HCS Smart Licensing Guide, "Supported Licensing Model"),
/// and Enhanced and Essential of Unified CM. The other Enterprise names follow those two's pattern,
/// SpeechView's and HCS-LE's that of HCS: inferred.
constexpr std::array<LicenseInfo, license_count> infos{{
    {UCM_CUWL, cucm, enterprise, "UC Manager CUWL License (12.x)"},
    {UCM_EnhancedPlus, cucm, enterprise, "UC Manager Enhanced Plus License (12.x)"},
    {UCM_Enhanced, cucm, enterprise, "UC Manager Enhanced License (12.x)"},
    {UCM_Basic, cucm, enterprise, "UC Manager Basic License (12.x)"},
    {UCM_Essential, cucm, enterprise, "UC Manager Essential License (12.x)"},
    {UCM_TelePresenceRoom, cucm, enterprise, "UC Manager TelePresence Room License (12.x)"},
    {CUC_BasicMessaging, cuc, enterprise, "Unity Connection Basic Messaging License (12.x)"},
    {CUC_EnhancedMessaging, cuc, enterprise, "Unity Connection Enhanced Messaging License (12.x)"},
    {CUC_SpeechConnectPort, cuc, enterprise, "Unity Connection SpeechConnect Port License (12.x)"},
    {CUC_SpeechConnectGuestUser, cuc, enterprise,
     "Unity Connection SpeechConnect Guest User License (12.x)"},
    {CUC_SpeechView, cuc, enterprise, "Unity Connection SpeechView License (12.x)"},
    {CUC_SpeechViewPro, cuc, enterprise, "Unity Connection SpeechView Pro License (12.x)"},
    {CER_USER, cer, enterprise, "Emergency Responder User License (12.x)"},
    {HUCM_Standard, cucm, hcs, "HCS UCM Standard"},
    {HUCM_Foundation, cucm, hcs, "HCS UCM Foundation"},
    {HUCM_Basic, cucm, hcs, "HCS UCM Basic"},
    {HUCM_Essential, cucm, hcs, "HCS UCM Essential"},
    {HUCM_TelePresenceRoom, cucm, hcs, "HCS UCM TelePresence Room"},
    {HCUC_BasicMessaging, cuc, hcs, "HCS Unity Connection Basic"},
    {HCUC_EnhancedMessaging, cuc, hcs, "HCS Unity Connection Enhanced"},
    {HCUC_StandardMessaging, cuc, hcs, "HCS Unity Connection Standard"},
    {HCUC_SpeechConnectPort, cuc, hcs, "HCS Unity Connection Speech Connect"},
    {HCUC_SpeechView, cuc, hcs, "HCS Unity Connection SpeechView"},
    {HCER_User, cer, hcs, "HCS Emergency Responder"},
    {HLECUC_BasicMessaging, cuc, hcs_le, "HCS-LE Unity Connection Basic"},
    {HLECUC_EnhancedMessaging, cuc, hcs_le, "HCS-LE Unity Connection Enhanced"},
    {HLECUC_StandardMessaging, cuc, hcs_le, "HCS-LE Unity Connection Standard"},
    {HLECUC_SpeechConnectPort, cuc, hcs_le, "HCS-LE Unity Connection Speech Connect"},
}};

/// The order of the CLI samples (Unified CM) and of the CUPI sample (Unity Connection); HCS lists
/// of Unified CM by analogy.
constexpr std::array list_cucm{UCM_CUWL,  UCM_EnhancedPlus, UCM_Enhanced,
                               UCM_Basic, UCM_Essential,    UCM_TelePresenceRoom};
constexpr std::array list_cucm_hcs{HUCM_Standard, HUCM_Foundation, HUCM_Basic, HUCM_Essential,
                                   HUCM_TelePresenceRoom};
constexpr std::array list_cuc{CUC_BasicMessaging,    CUC_EnhancedMessaging,
                              CUC_SpeechViewPro,     CUC_SpeechView,
                              CUC_SpeechConnectPort, CUC_SpeechConnectGuestUser};
constexpr std::array list_cuc_hcs{HCUC_BasicMessaging, HCUC_EnhancedMessaging,
                                  HCUC_StandardMessaging, HCUC_SpeechConnectPort,
                                  HCUC_SpeechView};  // SpeechView last: see licenses_of.
constexpr std::array list_cuc_hcs_le{HLECUC_BasicMessaging, HLECUC_EnhancedMessaging,
                                     HLECUC_StandardMessaging, HLECUC_SpeechConnectPort};
constexpr std::array list_cer{CER_USER};
constexpr std::array list_cer_hcs{HCER_User};

/// Unified CM's tiers: CUCM Feature Configuration Guide. Unity Connection's: its Install Guide, and
/// for HCS by analogy. HCS tiers of Unified CM: the guide says that there is a hierarchy; its order
/// is that of the names.
constexpr std::array tiers_ucm{UCM_CUWL, UCM_EnhancedPlus, UCM_Enhanced, UCM_Basic, UCM_Essential};
constexpr std::array tiers_hucm{HUCM_Standard, HUCM_Foundation, HUCM_Basic, HUCM_Essential};
constexpr std::array tiers_cuc{CUC_EnhancedMessaging, CUC_BasicMessaging};
constexpr std::array tiers_hcuc{HCUC_EnhancedMessaging, HCUC_BasicMessaging};
constexpr std::array tiers_hlecuc{HLECUC_EnhancedMessaging, HLECUC_BasicMessaging};
constexpr std::array<std::span<const License>, 5> all_tiers{tiers_ucm, tiers_hucm, tiers_cuc,
                                                            tiers_hcuc, tiers_hlecuc};

}  // namespace

const LicenseInfo& info(License license) {
  static_assert([] {
    for (std::size_t i = 0; i < license_count; ++i) {
      if (index_of(infos[i].license) != i) return false;
    }
    return true;
  }());
  return infos[index_of(license)];
}

std::optional<License> find_license_named(std::string_view display_name) {
  const auto* const found = std::ranges::find(infos, display_name, &LicenseInfo::display_name);
  return found == infos.end() ? std::nullopt : std::optional{found->license};
}

std::span<const License> licenses_of(Product product, LicenseMode mode) {
  switch (product) {
    case cucm:
      if (mode == enterprise) return list_cucm;
      if (mode == hcs) return list_cucm_hcs;
      return {};
    case cuc:
      if (mode == enterprise) return list_cuc;
      if (mode == hcs) return list_cuc_hcs;
      return list_cuc_hcs_le;
    case cer:
      if (mode == enterprise) return list_cer;
      if (mode == hcs) return list_cer_hcs;
      return {};
  }
  CHECK(false, "a product of the enumeration");
  return {};
}

std::span<const License> licenses_of(Product product, LicenseMode mode,
                                     const ProductVersion& version) {
  // HCS Smart Licensing Guide, note to Table 1; Unity Connection REST API guide.
  constexpr ProductVersion with_speech_view{12, 5, 1, 4};
  const std::span<const License> all = licenses_of(product, mode);
  const bool one_less = product == cuc && mode == hcs && version < with_speech_view;
  return one_less ? all.first(all.size() - 1) : all;
}

std::string_view pid_of(Product product) {
  // Published samples of `show license udi` and of the Unity Connection provisioning interface.
  static constexpr std::string_view pids[] = {"UCM", "Cisco Unity Connection", "CER"};
  return pids[static_cast<std::size_t>(product)];
}

bool has_mode(const ProductVersion& version, LicenseMode mode) {
  if (mode != LicenseMode::hcs_le) return true;
  if (version.train < 14) return version < ProductVersion{12, 5, 1, 7};
  return version < ProductVersion{14, 0, 1, 1};
}

std::optional<LicenseMode> mode_of_package(std::string_view package) {
  if (package.starts_with("ciscocm.HCSMode_")) return hcs;
  if (package.starts_with("ciscocm.EnterpriseMode_")) return enterprise;
  return std::nullopt;
}

std::span<const License> tiers_of(License license) {
  for (const std::span<const License> tiers : all_tiers) {
    if (std::ranges::find(tiers, license) != tiers.end()) return tiers;
  }
  return {&info(license).license, 1};
}

}  // namespace slsim
