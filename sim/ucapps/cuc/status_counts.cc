// SPDX-License-Identifier: Apache-2.0
// `/vmrest/licensestatuscounts`: how many of each feature are in use. Names of features are those
// of the licences; object ids are ours.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "sim/licensing/catalog.h"
#include "sim/ucapps/cuc/cupi.h"

namespace slsim {
namespace {

using enum License;

/// A feature and the licence that it needs in each mode. What HCS Standard messaging is counted as
/// is not public: nothing counts it here.
struct Feature {
  std::string_view tag_name;
  std::array<License, 3> licenses;  ///< Those without another repeat themselves.
};
constexpr std::array features{
    Feature{"LicSubscribersMax", {CUC_BasicMessaging, HCUC_BasicMessaging, HLECUC_BasicMessaging}},
    Feature{"LicSrsvCuceSubscribersMax",
            {CUC_EnhancedMessaging, HCUC_EnhancedMessaging, HLECUC_EnhancedMessaging}},
    Feature{"LicSTTSubscribersMax", {CUC_SpeechView, HCUC_SpeechView, HCUC_SpeechView}},
    Feature{"LicSTTProSubscribersMax", {CUC_SpeechViewPro, CUC_SpeechViewPro, CUC_SpeechViewPro}},
    Feature{"LicRealspeakSessionsMax",
            {CUC_SpeechConnectPort, HCUC_SpeechConnectPort, HLECUC_SpeechConnectPort}},
    Feature{"LicContactsMax",
            {CUC_SpeechConnectGuestUser, CUC_SpeechConnectGuestUser, CUC_SpeechConnectGuestUser}},
};

/// The licence that stands for a feature in the cluster's mode; Enterprise's when it has none.
License license_of(const Cluster& cluster, const Feature& feature) {
  const auto reported = cluster.reported_licenses();
  const auto* found = std::ranges::find_if(feature.licenses, [&](License license) {
    return std::ranges::find(reported, license) != reported.end();
  });
  return found == feature.licenses.end() ? feature.licenses.front() : *found;
}

CupiElement status_count(const Cluster& cluster, std::size_t number) {
  const Feature& feature = features[number];
  const License license = license_of(cluster, feature);
  const std::string name{info(license).display_name};
  return {"LicenseStatusCount",
          {},
          {{"TagName", std::string{feature.tag_name}},
           {"ObjectId", fmt::format("00000000-0000-4000-8001-{:012}", number + 1)},
           {"Count", std::to_string(cluster.counts().of(license))},
           {"featureName", name},
           {"description", name}}};
}

}  // namespace

CupiElement cupi_status_counts(const Cluster& cluster) {
  CupiElement all{"LicenseStatusCounts", {}, {{"@total", std::to_string(features.size())}}};
  for (std::size_t i = 0; i < features.size(); ++i) {
    all.children.push_back(status_count(cluster, i));
    all.children.back().listed = true;
  }
  return all;
}

CupiElement cupi_status_count(const Cluster& cluster, std::string_view tag_name) {
  const auto* found = std::ranges::find(features, tag_name, &Feature::tag_name);
  if (found == features.end()) return {};
  return status_count(cluster, static_cast<std::size_t>(found - features.begin()));
}

}  // namespace slsim
