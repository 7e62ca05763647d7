// SPDX-License-Identifier: Apache-2.0
#include "core/settings/settings.h"

namespace slsim {
namespace {

constexpr std::span<const std::string_view> no_choices{};
constexpr std::string_view authorization_lapse_words[] = {"authorization_expired", "unregistered"};
constexpr std::string_view on_unknown_instance_words[] = {"unregister", "keep"};
constexpr std::string_view deadline_clock_words[] = {"uptime", "wall_clock"};
constexpr std::string_view overage_counting_words[] = {"resets", "accumulates"};
constexpr std::string_view after_expired_overage_words[] = {"authorization_expired",
                                                            "out_of_compliance"};
constexpr std::string_view registration_expired_enforcement_words[] = {"evaluation_decides",
                                                                       "no_provision"};
constexpr std::string_view encryption_without_export_words[] = {"stays", "ends_at_reboot"};
constexpr std::string_view deregistration_without_contact_words[] = {"lets_go", "stays_registered"};
constexpr std::string_view authenticate_hash_words[] = {"sha256", "md5"};
constexpr std::string_view axl_failures_words[] = {"text", "fault"};
constexpr std::string_view cli_day_words[] = {"unpadded", "zero_padded"};
constexpr std::string_view devices_above_ten_words[] = {"own_tier", "enhanced"};
constexpr std::string_view extension_mobility_tier_words[] = {"basic", "none"};
constexpr std::string_view evaluation_of_new_udi_words[] = {"fresh", "carried"};
constexpr std::string_view backup_licensing_words[] = {"left_out", "included"};
constexpr std::string_view reservation_in_progress_from_words[] = {"enable", "request"};
constexpr std::string_view old_authorization_code_words[] = {"accepted", "refused"};
constexpr std::string_view reregistration_words[] = {"replace", "coexist", "refuse_without_force"};
constexpr std::string_view lapsed_instances_words[] = {"keep", "release"};
constexpr std::string_view expired_instances_words[] = {"keep", "remove"};
constexpr std::string_view virtual_account_deletion_words[] = {"refuse", "force"};
constexpr std::string_view hierarchy_words[] = {"on", "off"};
constexpr std::string_view dual_parenting_words[] = {"on", "off"};
constexpr std::string_view enterprise_borrowing_words[] = {"before_hcs", "after_hcs"};
constexpr std::string_view hcs_order_words[] = {"native_first", "enterprise_first"};
constexpr std::string_view short_tier_words[] = {"lowest", "highest"};
constexpr std::string_view standard_messaging_words[] = {"apart", "highest"};
constexpr std::string_view bad_credentials_words[] = {"http_400", "http_401"};
constexpr std::string_view token_info_words[] = {"object", "array"};
constexpr std::string_view device_search_words[] = {"live", "documented"};
constexpr std::string_view json_grants_words[] = {"refused", "accepted"};
constexpr std::string_view refusal_status_words[] = {"by_kind", "http_200"};
constexpr std::string_view pnp_account_id_words[] = {"text", "number"};
constexpr std::string_view removal_refusal_words[] = {"http_202", "http_422"};
constexpr std::string_view requesting_system_words[] = {"optional", "required"};
constexpr std::string_view satellite_default_words[] = {"yes_no", "true_false"};
constexpr std::string_view switch_version_licensing_words[] = {"kept", "as_it_was"};
constexpr std::string_view phone_tracking_restart_words[] = {"by_itself", "by_hand"};
constexpr std::string_view satellite_removed_first_words[] = {"none", "cer", "all"};
constexpr std::string_view satellite_old_path_words[] = {"refused", "accepted"};
constexpr std::string_view severity_words[] = {"off", "informational", "minor", "major"};

using Optional = std::optional<std::int64_t>;
constexpr Optional none = std::nullopt;

const SettingInfo registry[] = {
#define SLSIM_SETTING(name, type, scope, fallback, cuc, cer, choices, least, help, source) \
  {Setting::name,                                                                          \
   #name,                                                                                  \
   SettingType::type,                                                                      \
   SettingScope::scope,                                                                    \
   fallback,                                                                               \
   Optional(cuc),                                                                          \
   Optional(cer),                                                                          \
   choices,                                                                                \
   least,                                                                                  \
   help,                                                                                   \
   source},
#include "core/settings/registry.def"
#undef SLSIM_SETTING
};

std::int64_t fallback_for(const SettingInfo& setting, Product product) {
  if (product == Product::cuc) return setting.cuc_fallback.value_or(setting.fallback);
  if (product == Product::cer) return setting.cer_fallback.value_or(setting.fallback);
  return setting.fallback;
}

}  // namespace

std::span<const SettingInfo> all_settings() { return registry; }

const SettingInfo& info(Setting setting) { return registry[static_cast<std::size_t>(setting)]; }

const SettingInfo* find_setting(std::string_view name) {
  for (const SettingInfo& setting : registry) {
    if (setting.name == name) return &setting;
  }
  return nullptr;
}

Settings::Settings() : Settings(Product::cucm) {}

Settings::Settings(Product product) {
  for (const SettingInfo& setting : registry) set(setting.id, fallback_for(setting, product));
}

}  // namespace slsim
