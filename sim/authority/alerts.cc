// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/alerts.h"

#include "core/result/check.h"
#include "sim/licensing/catalog.h"

namespace slsim {
namespace {

struct AlertInfo {
  Word word;
  std::string_view name;
  Setting severity;
  std::string_view sentence;  ///< For a person; ours, as none is published.
};

/// In the order of the enumerators.
constexpr std::array<AlertInfo, alert_kind_count> infos{{
    {"insufficient_licenses"_w, "Insufficient Licenses", Setting::insufficient_licenses_alert,
     "more licenses are in use than are available"},
    {"failed_to_renew"_w, "Product Instance Failed to Renew", Setting::failed_to_renew_alert,
     "the product instance has not renewed its certificate"},
    {"failed_to_connect"_w, "Product Instance Failed to Connect", Setting::failed_to_connect_alert,
     "the product instance has not been heard of"},
    {"updated_agreement"_w, "Updated Smart License Agreement", Setting::updated_agreement_alert,
     "the license agreement has been updated"},
    {"synchronization_overdue"_w, "Synchronization Overdue", Setting::synchronization_overdue_alert,
     "the satellite has not synchronized in time"},
    {"satellite_unregistered"_w, "Satellite Unregistered and Removed",
     Setting::satellite_unregistered_alert, "the satellite is no longer registered"},
    {"agreement_pending"_w, "Smart Licensing Agreement Pending", Setting::agreement_pending_alert,
     "a license agreement waits to be accepted"},
    {"authorization_pending"_w, "Authorization Pending", Setting::authorization_pending_alert,
     "an authorization is being prepared"},
    {"satellite_sync_deadline"_w,
     "Upcoming Cisco Smart Software Manager Satellite Sync Deadline (30 Day)",
     Setting::satellite_sync_deadline_alert, "the satellite has to synchronize soon"},
    {"satellite_expired"_w,
     "Cisco Smart Software Manager Satellite expired and removed (90 Days of no sync)",
     Setting::satellite_expired_alert, "the satellite has not synchronized for too long"},
    {"authorization_file_ready"_w, "Satellite Authorization File Ready",
     Setting::authorization_file_ready_alert, "the authorization file can be downloaded"},
    {"licenses_expired"_w, "Licenses Expired", Setting::licenses_expired_alert,
     "licenses have ended"},
    {"licenses_expiring"_w, "Licenses Expiring", Setting::licenses_expiring_alert,
     "licenses are about to end"},
    {"reserved_license_expired"_w, "Reserved License Expired",
     Setting::reserved_license_expired_alert, "a reserved license has ended"},
    {"duplicate_licenses"_w, "Duplicate Licenses", Setting::duplicate_licenses_alert,
     "one device uses licenses twice"},
    {"reserved_licenses_returned"_w, "Reserved Licenses Returned to Smart Account",
     Setting::reserved_licenses_returned_alert, "reserved licenses have been returned"},
    {"restricted_license_not_available"_w, "Restricted License Not Available",
     Setting::restricted_license_not_available_alert, "no restricted license is left"},
}};

const AlertInfo& info(AlertKind kind) { return infos.at(static_cast<std::size_t>(kind)); }

}  // namespace

Word word(AlertKind kind) { return info(kind).word; }

std::string_view name(AlertKind kind) { return info(kind).name; }

Setting severity_setting(AlertKind kind) { return info(kind).severity; }

Word word(Severity severity) {
  switch (severity) {
    case Severity::off:
      return "off"_w;
    case Severity::informational:
      return "informational"_w;
    case Severity::minor:
      return "minor"_w;
    case Severity::major:
      return "major"_w;
  }
  CHECK(false, "a severity of the enumeration");
  return ""_w;
}

std::optional<AlertKind> find_alert_kind(std::string_view word_or_name) {
  for (std::size_t i = 0; i < infos.size(); ++i) {
    if (infos[i].word.text() == word_or_name || infos[i].name == word_or_name) {
      return static_cast<AlertKind>(i);
    }
  }
  return std::nullopt;
}

std::string message(const AlertKey& key, const Alert& alert) {
  std::string text{info(key.kind).name};
  text += ": ";
  if (key.license) {
    text += '"';
    text += slsim::info(*key.license).display_name;
    text += "\": ";
  }
  text += info(key.kind).sentence;
  if (!alert.source.empty()) text += " (" + alert.source + ")";
  return text + ".";
}

}  // namespace slsim
