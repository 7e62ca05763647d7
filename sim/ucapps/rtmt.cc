// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/rtmt.h"

#include <array>

namespace slsim {
namespace {

constexpr std::array<Word, rtmt_alert_count> names{
    "SmartLicenseInEval"_w,
    "SmartLicenseNoProvision_EvalExpired"_w,
    "SmartLicenseInOverage_AuthorizationExpired"_w,
    "SmartLicenseNoProvision_AuthorizationExpired"_w,
    "SmartLicenseInOverage_OutOfCompliance"_w,
    "SmartLicenseNoProvision_OutOfCompliance"_w,
    "SmartLicenseRegistrationExpired"_w,
    "SmartLicenseCommunicationError"_w,
    "SmartLicenseRegistrationExpiringSoon"_w,
    "SmartLicenseAuthorizationExpiringSoon"_w,
    "SmartLicenseRenewAuthFailed"_w,
    "SmartLicenseRenewRegistrationFailed"_w,
    "SmartLicenseExportControlNotAllowed"_w,
    "SmartLicense_SLR_InEval"_w,
    "SmartLicense_SLR_NoProvision_EvalExpired"_w,
    "SmartLicense_SLR_InOverage_NotAuthorized"_w,
    "SmartLicense_SLR_NoProvision_NotAuthorized"_w,
    "SmartLicense_SLR_ExportControlNotAllowed"_w,
};

}  // namespace

Word word(RtmtAlert alert) { return names[static_cast<std::size_t>(alert)]; }

std::vector<RtmtAlert> RtmtAlerts::list() const {
  std::vector<RtmtAlert> alerts;
  for (std::size_t i = 0; i < rtmt_alert_count; ++i) {
    if (const auto alert = static_cast<RtmtAlert>(i); has(alert)) alerts.push_back(alert);
  }
  return alerts;
}

}  // namespace slsim
