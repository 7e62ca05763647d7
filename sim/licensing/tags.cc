// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/tags.h"

#include <algorithm>
#include <array>

#include "sim/licensing/per_license.h"

namespace slsim {
namespace {

/// In the order of the enumerators. Ours end in 12 and the licence's number.
constexpr std::array<std::string_view, license_count> tags_12{
    "regid.2017-02.com.cisco.UCM_CUWL,12.0_cc59375a-1cd8-4b36-8366-6f4d2abba965",
    "regid.2016-07.com.cisco.UCM_EnhancedPlus,12.0_d8372792-588c-4caa-b279-8587e5ce2f82",
    "regid.2016-07.com.cisco.UCM_Enhanced,12.0_66d0d1cf-4863-4761-91d0-d01d3eb1949a",
    "regid.2016-07.com.cisco.UCM_Basic,12.0_ef827a2f-f4ae-4ebb-887f-052737063d3a",
    "regid.2016-07.com.cisco.UCM_Essential,12.0_25f9c396-c67c-4519-aa98-d4b3ad18f805",
    "regid.2016-07.com.cisco.UCM_TelePresenceRoom,12.0_d9a71418-29e9-4c9a-9d3a-1366ebe38e7c",
    "regid.2017-01.com.cisco.CUC_BasicMessaging,12.0_00000000-0000-4000-8000-120000000006",
    "regid.2017-01.com.cisco.CUC_EnhancedMessaging,12.0_00000000-0000-4000-8000-120000000007",
    "regid.2017-01.com.cisco.CUC_SpeechConnectPort,12.0_00000000-0000-4000-8000-120000000008",
    "regid.2017-01.com.cisco.CUC_SpeechConnectGuestUser,12.0_00000000-0000-4000-8000-120000000009",
    "regid.2017-01.com.cisco.CUC_SpeechView,12.0_00000000-0000-4000-8000-120000000010",
    "regid.2017-01.com.cisco.CUC_SpeechViewPro,12.0_00000000-0000-4000-8000-120000000011",
    "regid.2017-01.com.cisco.CER_USER,12.0_00000000-0000-4000-8000-120000000012",
    "regid.2017-01.com.cisco.HUCM_Standard,12.0_00000000-0000-4000-8000-120000000013",
    "regid.2017-01.com.cisco.HUCM_Foundation,12.0_00000000-0000-4000-8000-120000000014",
    "regid.2017-01.com.cisco.HUCM_Basic,12.0_00000000-0000-4000-8000-120000000015",
    "regid.2017-01.com.cisco.HUCM_Essential,12.0_00000000-0000-4000-8000-120000000016",
    "regid.2017-01.com.cisco.HUCM_TelePresenceRoom,12.0_00000000-0000-4000-8000-120000000017",
    "regid.2017-01.com.cisco.HCUC_BasicMessaging,12.0_00000000-0000-4000-8000-120000000018",
    "regid.2017-01.com.cisco.HCUC_EnhancedMessaging,12.0_00000000-0000-4000-8000-120000000019",
    "regid.2017-01.com.cisco.HCUC_StandardMessaging,12.0_00000000-0000-4000-8000-120000000020",
    "regid.2017-01.com.cisco.HCUC_SpeechConnectPort,12.0_00000000-0000-4000-8000-120000000021",
    "regid.2017-01.com.cisco.HCUC_SpeechView,12.0_00000000-0000-4000-8000-120000000022",
    "regid.2017-01.com.cisco.HCER_User,12.0_00000000-0000-4000-8000-120000000023",
    "regid.2017-01.com.cisco.HLECUC_BasicMessaging,12.0_00000000-0000-4000-8000-120000000024",
    "regid.2017-01.com.cisco.HLECUC_EnhancedMessaging,12.0_00000000-0000-4000-8000-120000000025",
    "regid.2017-01.com.cisco.HLECUC_StandardMessaging,12.0_00000000-0000-4000-8000-120000000026",
    "regid.2017-01.com.cisco.HLECUC_SpeechConnectPort,12.0_00000000-0000-4000-8000-120000000027",
};

struct Tag {
  License license;
  std::string_view text;
};

/// Months and version as in the CUPI sample of release 14. Ours end in 14 and the licence's number.
constexpr std::array tags_14{std::to_array<Tag>({
    {License::CUC_BasicMessaging,
     "regid.2020-06.com.cisco.CUC_BasicMessaging,14_00000000-0000-4000-8000-140000000006"},
    {License::CUC_EnhancedMessaging,
     "regid.2020-06.com.cisco.CUC_EnhancedMessaging,14_00000000-0000-4000-8000-140000000007"},
    {License::CUC_SpeechConnectPort,
     "regid.2020-06.com.cisco.CUC_SpeechConnectPort,14_00000000-0000-4000-8000-140000000008"},
    {License::CUC_SpeechConnectGuestUser,
     "regid.2020-06.com.cisco.CUC_SpeechConnectGuestUser,14_00000000-0000-4000-8000-140000000009"},
    {License::CUC_SpeechView,
     "regid.2020-11.com.cisco.CUC_SpeechView,14_00000000-0000-4000-8000-140000000010"},
    {License::CUC_SpeechViewPro,
     "regid.2020-11.com.cisco.CUC_SpeechViewPro,14_00000000-0000-4000-8000-140000000011"},
    {License::HCUC_BasicMessaging,
     "regid.2020-06.com.cisco.HCUC_BasicMessaging,14_00000000-0000-4000-8000-140000000018"},
    {License::HCUC_EnhancedMessaging,
     "regid.2020-06.com.cisco.HCUC_EnhancedMessaging,14_00000000-0000-4000-8000-140000000019"},
    {License::HCUC_StandardMessaging,
     "regid.2020-06.com.cisco.HCUC_StandardMessaging,14_00000000-0000-4000-8000-140000000020"},
    {License::HCUC_SpeechConnectPort,
     "regid.2020-06.com.cisco.HCUC_SpeechConnectPort,14_00000000-0000-4000-8000-140000000021"},
    {License::HCUC_SpeechView,
     "regid.2020-11.com.cisco.HCUC_SpeechView,14_00000000-0000-4000-8000-140000000022"},
    {License::HLECUC_BasicMessaging,
     "regid.2020-06.com.cisco.HLECUC_BasicMessaging,14_00000000-0000-4000-8000-140000000024"},
    {License::HLECUC_EnhancedMessaging,
     "regid.2020-06.com.cisco.HLECUC_EnhancedMessaging,14_00000000-0000-4000-8000-140000000025"},
    {License::HLECUC_StandardMessaging,
     "regid.2020-06.com.cisco.HLECUC_StandardMessaging,14_00000000-0000-4000-8000-140000000026"},
    {License::HLECUC_SpeechConnectPort,
     "regid.2020-06.com.cisco.HLECUC_SpeechConnectPort,14_00000000-0000-4000-8000-140000000027"},
})};

}  // namespace

TagRelease tag_release(const ProductVersion& version) {
  return version < ProductVersion{14, 0} ? TagRelease::r12 : TagRelease::r14;
}

std::string_view tag(License license, TagRelease release) {
  if (release == TagRelease::r14) {
    const auto* const newer = std::ranges::find(tags_14, license, &Tag::license);
    if (newer != tags_14.end()) return newer->text;
  }
  return tags_12[index_of(license)];
}

std::optional<License> find_tag(std::string_view text) {
  const auto* const newer = std::ranges::find(tags_14, text, &Tag::text);
  if (newer != tags_14.end()) return newer->license;
  const auto* const older = std::ranges::find(tags_12, text);
  if (older == tags_12.end()) return std::nullopt;
  return static_cast<License>(older - tags_12.begin());
}

}  // namespace slsim
