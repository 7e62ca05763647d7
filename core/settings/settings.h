// SPDX-License-Identifier: Apache-2.0
// Every value where sources conflict or are silent, or that a user may want to turn: one registry,
// with the type, the default, who has it, and where the default comes from. Settable for a file,
// for a product (`cucm.name`), or for one actor; the narrowest wins.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>

#include "core/agent/license.h"
#include "core/time/instant.h"

namespace slsim {

enum class Setting : std::uint8_t {
#define SLSIM_SETTING(name, ...) name,
#include "core/settings/registry.def"
#undef SLSIM_SETTING
};

inline constexpr std::size_t setting_count =
    std::initializer_list<Setting>{
#define SLSIM_SETTING(name, ...) Setting::name,
#include "core/settings/registry.def"
#undef SLSIM_SETTING
    }
        .size();

enum class SettingType : std::uint8_t { duration, number, flag, choice };
/// Whose behaviour it turns.
enum class SettingScope : std::uint8_t { product, cssm, satellite, network, run };

struct SettingInfo {
  Setting id;
  std::string_view name;
  SettingType type;
  SettingScope scope;
  std::int64_t
      fallback;  ///< The default: milliseconds, a number, 0 or 1, or the index of a choice.
  std::optional<std::int64_t> cuc_fallback;  ///< Where Unity Connection or
  std::optional<std::int64_t> cer_fallback;  ///< Emergency Responder differ.
  std::span<const std::string_view> choices;
  std::int64_t least;  ///< Smaller values are refused.
  std::string_view help;
  std::string_view source;  ///< Document and section, or what was inferred.
};

[[nodiscard]] std::span<const SettingInfo> all_settings();
[[nodiscard]] const SettingInfo& info(Setting setting);
[[nodiscard]] const SettingInfo* find_setting(std::string_view name);

/// The values that one actor lives by.
class Settings {
 public:
  Settings();  ///< Defaults of everything but products; for products those of Unified CM.
  explicit Settings(Product product);  ///< Defaults of that product.

  [[nodiscard]] Duration duration(Setting setting) const {
    return Duration{values_[index(setting)]};
  }
  [[nodiscard]] std::int64_t number(Setting setting) const { return values_[index(setting)]; }
  [[nodiscard]] bool flag(Setting setting) const { return values_[index(setting)] != 0; }
  /// REQUIRES: Enum lists its enumerators in the order of the setting's choices.
  template <class Enum>
  [[nodiscard]] Enum choice(Setting setting) const {
    return static_cast<Enum>(values_[index(setting)]);
  }
  void set(Setting setting, std::int64_t value) { values_[index(setting)] = value; }
  bool operator==(const Settings&) const = default;
  template <class Archive>
  void persist(Archive& archive) {
    archive(values_);
  }

 private:
  static std::size_t index(Setting setting) { return static_cast<std::size_t>(setting); }
  std::array<std::int64_t, setting_count> values_{};
};

}  // namespace slsim
