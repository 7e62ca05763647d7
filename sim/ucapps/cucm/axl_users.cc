// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/cucm/axl_users.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "sim/licensing/catalog.h"
#include "sim/licensing/counterparts.h"
#include "sim/ucapps/license_usage.h"

namespace slsim {
namespace {

constexpr std::array queries{
    AxlUserQuery{"listLicensedUser", "userId", "licensedUser", true},
    AxlUserQuery{"getLicensedUser", "userId", "licensedUser", false},
    AxlUserQuery{"listUnassignedDevice", "name", "unassignedDevice", true},
};
constexpr std::array user_elements{
    std::to_array<std::string_view>({"userId", "firstName", "lastName", "snrEnabled", "emEnabled",
                                     "deviceCount", "licenseType", "licenseUsed"})};
constexpr std::array device_elements{std::to_array<std::string_view>(
    {"name", "description", "deviceType", "licenseType", "extension"})};

/// As SQL's LIKE has it, with `%` alone.
bool like(std::string_view text, std::string_view pattern) {
  std::size_t wild = pattern.find('%');
  if (wild == std::string_view::npos) return text == pattern;
  if (!text.starts_with(pattern.substr(0, wild))) return false;
  text.remove_prefix(wild);
  pattern.remove_prefix(wild + 1);
  // Each piece between two wildcards where it first occurs; the last one at the end.
  while ((wild = pattern.find('%')) != std::string_view::npos) {
    const std::size_t found = text.find(pattern.substr(0, wild));
    if (found == std::string_view::npos) return false;
    text.remove_prefix(found + wild);
    pattern.remove_prefix(wild + 1);
  }
  return text.ends_with(pattern);
}

std::string_view license_text(License license) {
  switch (license) {
    case License::UCM_CUWL:
      return "CUWL";
    case License::UCM_EnhancedPlus:
      return "Enhanced Plus";
    case License::UCM_Enhanced:
      return "Enhanced";
    case License::UCM_Basic:
      return "Basic";
    case License::UCM_Essential:
      return "Essential";
    case License::UCM_TelePresenceRoom:
      return "TelePresence Room";
    default:
      return info(license).display_name;
  }
}

std::size_t number_in(const SoapCall& call, std::string_view field, std::size_t otherwise) {
  const std::string_view text = call.field(field);
  std::size_t number = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
  return !text.empty() && wrong == std::errc{} && end == text.data() + text.size() ? number
                                                                                   : otherwise;
}

/// Collects the rows that are asked for, and counts those that would be too many.
class Rows {
 public:
  Rows(const AxlUserQuery& query, const SoapCall& call, std::string_view schema)
      : query_{query},
        pattern_{call.field(query.criterion)},
        elements_{axl_row_elements(query, schema)},
        skip_{number_in(call, "skip", 0)},
        first_{number_in(call, "first", axl_row_limit + 1)} {
    if (pattern_.empty()) pattern_ = "%";
    // Those of returnedTags; beside the criterion none are named by whoever wants all.
    std::vector<std::string_view> named;
    std::ranges::copy_if(elements_, std::back_inserter(named),
                         [&](std::string_view name) { return call.has(name); });
    if (query.lists && named.size() > 1) elements_ = std::move(named);
  }

  [[nodiscard]] bool wants(std::string_view key) const { return like(key, pattern_); }
  /// `values` in the order of all elements of the row's kind.
  template <std::size_t N>
  void add(const std::array<std::string_view, N>& names, std::array<std::string, N> values) {
    if (skip_ > 0) {
      --skip_;
      return;
    }
    if (first_ == 0 || rows_.size() > axl_row_limit) return;
    --first_;
    SoapElement row{std::string{query_.row}, {}, {}};
    for (std::size_t i = 0; i < N; ++i) {
      if (std::ranges::find(elements_, names[i]) == elements_.end()) continue;
      row.children.push_back({std::string{names[i]}, std::move(values[i]), {}});
    }
    rows_.push_back(std::move(row));
  }
  [[nodiscard]] std::vector<SoapElement> take() { return std::move(rows_); }

 private:
  const AxlUserQuery& query_;
  std::string_view pattern_;
  std::vector<std::string_view> elements_;
  std::size_t skip_;
  std::size_t first_;
  std::vector<SoapElement> rows_;
};

std::string_view flag_text(bool flag) { return flag ? "true" : "false"; }

void add_group(Rows& rows, const Cluster& cluster, const UserGroup& group) {
  const Counts needed = in_mode(licenses_of(group.profile, usage_rules(cluster.settings())),
                                cluster.reported_licenses());
  if (needed.none()) return;
  std::int64_t used = 0;
  for (const Counts::Entry& entry : needed) used += entry.count;
  // Dearest first is the order of the licences.
  const auto* const dearest =
      std::find_if(needed.begin(), needed.end(), [](const auto& entry) { return entry.count > 0; });
  std::int64_t devices = 0;
  for (const auto& [model, count] : group.profile.devices) devices += count;
  for (std::int32_t i = 1; i <= group.count; ++i) {
    const std::string id = group.numbered ? fmt::format("{}-{}", group.name, i) : group.name;
    if (!rows.wants(id)) continue;
    rows.add(user_elements, {id, "", id, std::string{flag_text(group.profile.snr)},
                             std::string{flag_text(group.profile.em)}, std::to_string(devices),
                             std::string{license_text(dearest->license)}, std::to_string(used)});
  }
}

std::string_view tier_text(DeviceTier tier) {
  constexpr std::array<std::string_view, 5> texts{"", "Essential", "Basic", "Enhanced",
                                                  "TelePresence Room"};
  return texts[static_cast<std::size_t>(tier)];
}

void add_devices_of(Rows& rows, DeviceModel model, std::int32_t count) {
  const DeviceInfo& kind = info(model);
  if (kind.tier == DeviceTier::none) return;
  constexpr std::uint64_t kinds_above = 1U << 24U;
  for (std::int32_t i = 1; i <= count; ++i) {
    const std::uint64_t number =
        static_cast<std::uint64_t>(model) * kinds_above + static_cast<std::uint64_t>(i);
    const std::string name = fmt::format("{}{:012X}", kind.prefix, number);
    if (!rows.wants(name)) continue;
    rows.add(device_elements, {name, std::string{kind.title}, std::string{kind.title},
                               std::string{tier_text(kind.tier)}, ""});
  }
}

}  // namespace

const AxlUserQuery* find_axl_user_query(std::string_view operation) {
  const auto* const found = std::ranges::find(queries, operation, &AxlUserQuery::operation);
  return found == queries.end() ? nullptr : found;
}

bool is_axl_user_query(std::string_view operation) {
  return find_axl_user_query(operation) != nullptr;
}

std::vector<std::string_view> axl_row_elements(const AxlUserQuery& query, std::string_view schema) {
  if (query.row == "unassignedDevice") return {device_elements.begin(), device_elements.end()};
  std::vector<std::string_view> names{user_elements.begin(), user_elements.end()};
  // The list drops it from schema 14 on (AXL schema differences).
  if (query.lists && !schema.starts_with("11") && !schema.starts_with("12")) {
    std::erase(names, "emEnabled");
  }
  return names;
}

Result<std::vector<SoapElement>> axl_user_query(const Cluster& cluster, const SoapCall& call,
                                                std::string_view schema) {
  const AxlUserQuery& query = *find_axl_user_query(call.operation);
  Rows rows{query, call, schema};
  if (const auto& estate = cluster.options().estate) {
    if (query.row == "unassignedDevice") {
      for (const auto& [model, count] : estate->unowned) add_devices_of(rows, model, count);
    } else {
      for (const UserGroup& group : estate->users) add_group(rows, cluster, group);
    }
  }
  std::vector<SoapElement> found = rows.take();
  if (found.size() > axl_row_limit) {
    return refuse(ProblemCode::invalid_argument,
                  fmt::format("Query request too large: more than {} rows", axl_row_limit));
  }
  if (!query.lists && found.size() != 1) {
    return refuse(ProblemCode::not_found, "Item not valid: The specified user was not found");
  }
  return found;
}

}  // namespace slsim
