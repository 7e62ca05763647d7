// SPDX-License-Identifier: Apache-2.0
// Kinds of devices that a cluster configures, and the tier of licence that one of each needs for
// itself.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

namespace slsim {

/// Lowest first. A room system's stands apart from the others.
enum class DeviceTier : std::uint8_t { none, essential, basic, enhanced, room };

/// A place in the table of kinds.
enum class DeviceModel : std::uint8_t {};

struct DeviceInfo {
  std::string_view word;  ///< What files write: `8845`, `jabber`.
  DeviceTier tier;
  std::string_view title;   ///< What Unified CM calls the type.
  std::string_view prefix;  ///< Its devices' names begin so.
};

/// Tiers as the CUCM Feature Configuration Guide gives them by example: Essential for analog, ATA
/// 186 and 187, 3905, 6901; Basic for 6911 and 6921; Enhanced for most desk phones, Jabber, EX60,
/// EX90 and third-party SIP; TelePresence Room for SX, MX, TX and codec series and Webex devices.
/// In the order of DeviceModel.
inline constexpr std::array all_devices{std::to_array<DeviceInfo>({
    {"fxs_port", DeviceTier::none, "MGCP FXS Port", "AALN"},
    {"analog_phone", DeviceTier::essential, "Analog Phone", "AN"},
    {"ata_186", DeviceTier::essential, "Cisco ATA 186", "ATA"},
    {"ata_187", DeviceTier::essential, "Cisco ATA 187", "ATA"},
    {"3905", DeviceTier::essential, "Cisco 3905", "SEP"},
    {"6901", DeviceTier::essential, "Cisco 6901", "SEP"},
    {"6911", DeviceTier::basic, "Cisco 6911", "SEP"},
    {"6921", DeviceTier::basic, "Cisco 6921", "SEP"},
    {"desk_phone", DeviceTier::enhanced, "Cisco IP Phone", "SEP"},
    {"7821", DeviceTier::enhanced, "Cisco 7821", "SEP"},
    {"7841", DeviceTier::enhanced, "Cisco 7841", "SEP"},
    {"7861", DeviceTier::enhanced, "Cisco 7861", "SEP"},
    {"7945", DeviceTier::enhanced, "Cisco 7945", "SEP"},
    {"7965", DeviceTier::enhanced, "Cisco 7965", "SEP"},
    {"8811", DeviceTier::enhanced, "Cisco 8811", "SEP"},
    {"8841", DeviceTier::enhanced, "Cisco 8841", "SEP"},
    {"8845", DeviceTier::enhanced, "Cisco 8845", "SEP"},
    {"8851", DeviceTier::enhanced, "Cisco 8851", "SEP"},
    {"8861", DeviceTier::enhanced, "Cisco 8861", "SEP"},
    {"8865", DeviceTier::enhanced, "Cisco 8865", "SEP"},
    {"jabber", DeviceTier::enhanced, "Cisco Unified Client Services Framework", "CSF"},
    {"third_party_sip", DeviceTier::enhanced, "Third-party SIP Device (Advanced)", "SEP"},
    {"ex60", DeviceTier::enhanced, "Cisco TelePresence EX60", "SEP"},
    {"ex90", DeviceTier::enhanced, "Cisco TelePresence EX90", "SEP"},
    {"room_system", DeviceTier::room, "Cisco TelePresence Room System", "SEP"},
    {"sx10", DeviceTier::room, "Cisco TelePresence SX10", "SEP"},
    {"sx20", DeviceTier::room, "Cisco TelePresence SX20", "SEP"},
    {"sx80", DeviceTier::room, "Cisco TelePresence SX80", "SEP"},
    {"mx200", DeviceTier::room, "Cisco TelePresence MX200", "SEP"},
    {"mx300", DeviceTier::room, "Cisco TelePresence MX300", "SEP"},
    {"mx700", DeviceTier::room, "Cisco TelePresence MX700", "SEP"},
    {"mx800", DeviceTier::room, "Cisco TelePresence MX800", "SEP"},
    {"tx9000", DeviceTier::room, "Cisco TelePresence TX9000", "SEP"},
    {"codec_c40", DeviceTier::room, "Cisco TelePresence Codec C40", "SEP"},
    {"codec_c60", DeviceTier::room, "Cisco TelePresence Codec C60", "SEP"},
    {"codec_c90", DeviceTier::room, "Cisco TelePresence Codec C90", "SEP"},
    {"webex_board", DeviceTier::room, "Cisco Webex Board", "SEP"},
    {"webex_room_kit", DeviceTier::room, "Cisco Webex Room Kit", "SEP"},
})};

/// What files write, in the same order.
inline constexpr std::array device_words = [] {
  std::array<std::string_view, all_devices.size()> all{};
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = all_devices[i].word;
  return all;
}();

[[nodiscard]] const DeviceInfo& info(DeviceModel model);
[[nodiscard]] std::optional<DeviceModel> find_device(std::string_view word);

/// How many of which; never an entry of zero.
using DeviceCounts = std::map<DeviceModel, std::int32_t>;

}  // namespace slsim
