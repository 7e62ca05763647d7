// SPDX-License-Identifier: Apache-2.0
#include "core/agent/license.h"

#include "core/result/check.h"

namespace slsim {
namespace {

/// In the order of the enumerators.
constexpr std::array<Word, license_count> license_words{
    "UCM_CUWL"_w,
    "UCM_EnhancedPlus"_w,
    "UCM_Enhanced"_w,
    "UCM_Basic"_w,
    "UCM_Essential"_w,
    "UCM_TelePresenceRoom"_w,
    "CUC_BasicMessaging"_w,
    "CUC_EnhancedMessaging"_w,
    "CUC_SpeechConnectPort"_w,
    "CUC_SpeechConnectGuestUser"_w,
    "CUC_SpeechView"_w,
    "CUC_SpeechViewPro"_w,
    "CER_USER"_w,
    "HUCM_Standard"_w,
    "HUCM_Foundation"_w,
    "HUCM_Basic"_w,
    "HUCM_Essential"_w,
    "HUCM_TelePresenceRoom"_w,
    "HCUC_BasicMessaging"_w,
    "HCUC_EnhancedMessaging"_w,
    "HCUC_StandardMessaging"_w,
    "HCUC_SpeechConnectPort"_w,
    "HCUC_SpeechView"_w,
    "HCER_User"_w,
    "HLECUC_BasicMessaging"_w,
    "HLECUC_EnhancedMessaging"_w,
    "HLECUC_StandardMessaging"_w,
    "HLECUC_SpeechConnectPort"_w,
};

}  // namespace

Word word(Product product) {
  switch (product) {
    case Product::cucm:
      return "cucm"_w;
    case Product::cuc:
      return "cuc"_w;
    case Product::cer:
      return "cer"_w;
  }
  CHECK(false, "a product of the enumeration");
  return ""_w;
}

Word word(LicenseMode mode) {
  switch (mode) {
    case LicenseMode::enterprise:
      return "enterprise"_w;
    case LicenseMode::hcs:
      return "hcs"_w;
    case LicenseMode::hcs_le:
      return "hcs_le"_w;
  }
  CHECK(false, "a mode of the enumeration");
  return ""_w;
}

Word word(License license) { return license_words[static_cast<std::size_t>(license)]; }

std::optional<License> find_license(std::string_view key) {
  for (std::size_t i = 0; i < license_count; ++i) {
    if (license_words[i].text() == key) return static_cast<License>(i);
  }
  return std::nullopt;
}

std::int32_t Counts::of(License license) const {
  for (const Entry& entry : *this) {
    if (entry.license == license) return entry.count;
  }
  return 0;
}

void Counts::set(License license, std::int32_t count) {
  std::size_t place = 0;
  while (place < size_ && entries_[place].license < license) ++place;
  if (place < size_ && entries_[place].license == license) {
    entries_[place].count = count;
    return;
  }
  CHECK(size_ < capacity, "at most eight kinds of licence in one instance's counts");
  for (std::size_t i = size_; i > place; --i) entries_[i] = entries_[i - 1];
  entries_[place] = {license, count};
  ++size_;
}

bool Counts::none() const {
  return std::all_of(begin(), end(), [](const Entry& entry) { return entry.count == 0; });
}

}  // namespace slsim
