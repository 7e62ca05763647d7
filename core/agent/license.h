// SPDX-License-Identifier: Apache-2.0
// The licences that both ends of the product protocol must agree on, by the names inside their
// tags, and small maps from licence to count. What they are called and who may lend to whom is the
// catalog's.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/journal/word.h"

namespace slsim {

enum class Product : std::uint8_t { cucm, cuc, cer };
enum class LicenseMode : std::uint8_t { enterprise, hcs, hcs_le };

/// Enumerators are spelled as the tags spell them, because that is what files and people write.
enum class License : std::uint8_t {
  UCM_CUWL,
  UCM_EnhancedPlus,
  UCM_Enhanced,
  UCM_Basic,
  UCM_Essential,
  UCM_TelePresenceRoom,
  CUC_BasicMessaging,
  CUC_EnhancedMessaging,
  CUC_SpeechConnectPort,
  CUC_SpeechConnectGuestUser,
  CUC_SpeechView,
  CUC_SpeechViewPro,
  CER_USER,
  HUCM_Standard,
  HUCM_Foundation,
  HUCM_Basic,
  HUCM_Essential,
  HUCM_TelePresenceRoom,
  HCUC_BasicMessaging,
  HCUC_EnhancedMessaging,
  HCUC_StandardMessaging,
  HCUC_SpeechConnectPort,
  HCUC_SpeechView,
  HCER_User,
  HLECUC_BasicMessaging,
  HLECUC_EnhancedMessaging,
  HLECUC_StandardMessaging,
  HLECUC_SpeechConnectPort,
};
inline constexpr std::size_t license_count = 28;

[[nodiscard]] Word word(Product product);
[[nodiscard]] Word word(LicenseMode mode);
[[nodiscard]] Word word(License license);
[[nodiscard]] std::optional<License> find_license(std::string_view key);

/// How many of which licence one product instance needs: sorted by licence, each at most once, at
/// most eight kinds (no product reports more than six).
class Counts {
 public:
  struct Entry {
    License license;
    std::int32_t count;
    bool operator==(const Entry&) const = default;
  };
  static constexpr std::size_t capacity = 8;

  [[nodiscard]] const Entry* begin() const { return entries_.data(); }
  [[nodiscard]] const Entry* end() const { return entries_.data() + size_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  /// 0 for a licence that has no entry.
  [[nodiscard]] std::int32_t of(License license) const;
  /// Keeps an entry of zero: products report licences that they do not use.
  /// REQUIRES: the licence is there already or there is room.
  void set(License license, std::int32_t count);
  [[nodiscard]] bool none() const;  ///< Whether every count is zero.
  bool operator==(const Counts& other) const {
    return std::equal(begin(), end(), other.begin(), other.end());
  }
  template <class Archive>
  void persist(Archive& archive) {
    archive(size_);
    if (size_ > capacity) return archive.fail();
    for (std::size_t i = 0; i < size_; ++i) archive(entries_[i]);
  }

 private:
  std::array<Entry, capacity> entries_{};
  std::uint8_t size_ = 0;
};

}  // namespace slsim
