// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/cluster_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "sim/licensing/catalog.h"
#include "sim/scenario/mistakes.h"

namespace slsim {
namespace {

std::string foreign(License license, const Arguments& cluster, std::span<const License> own) {
  std::vector<std::string_view> words;
  for (const License it : own) words.push_back(word(it).text());
  return fmt::format("licenses has {}, which a {} of {} in {} mode does not report; expected {}",
                     word(license).text(), cluster.text("product"), cluster.text("version"),
                     cluster.text("mode"),
                     words.empty() ? "none: its tags are not public" : one_of(words));
}

}  // namespace

std::optional<Complaint> wrong_in_cluster(const Arguments& cluster) {
  const auto version = find_version(cluster.text("version"));
  if (!version) {
    return Complaint{"version", fmt::format("version is {}; expected a release such as 12.5, 14SU2 "
                                            "or 12.5(1)SU4",
                                            shown(cluster.text("version")))};
  }
  const auto mode = cluster.choice<LicenseMode>("mode");
  if (!has_mode(*version, mode)) {
    return Complaint{"mode", fmt::format("mode is {}, which release {} has no more; expected "
                                         "enterprise or hcs",
                                         cluster.text("mode"), cluster.text("version"))};
  }
  const auto product = cluster.choice<Product>("product");
  for (const std::string_view key : {"ports", "contacts"}) {
    if (product == Product::cuc || !cluster.has(key)) continue;
    return Complaint{key, fmt::format("{} is for Unity Connection; expected product: cuc", key)};
  }
  if (!cluster.has("licenses")) return std::nullopt;
  const std::span<const License> own = licenses_of(product, mode, *version);
  for (const Counts::Entry& entry : cluster.counts("licenses")) {
    if (std::ranges::find(own, entry.license) != own.end()) continue;
    return Complaint{"licenses", foreign(entry.license, cluster, own)};
  }
  return std::nullopt;
}

}  // namespace slsim
