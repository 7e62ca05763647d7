// SPDX-License-Identifier: Apache-2.0
#include "sim/ucapps/paws.h"

#include <algorithm>
#include <array>
#include <optional>

#include "sim/ucapps/skin.h"

namespace slsim {
namespace {

constexpr std::string_view base = "/platform-services/services/";
constexpr std::string_view name_space = "http://services.api.platform.vos.cisco.com";

/// Success as it was seen (HCM-F's log of the same calls in the days of the older manager).
constexpr std::string_view complete = "internal.request.complete";

HttpResponse answer(std::string_view operation, std::vector<SoapElement> result) {
  result.push_back({"result", "0"});
  result.push_back({"messageCode", std::string{complete}});
  return soap_answer(
      SoapVersion::soap_1_2, name_space,
      {std::string{operation} + "Response", {}, {{"return", {}, std::move(result)}}});
}

HttpResponse fault(std::string_view why) { return soap_fault(SoapVersion::soap_1_2, why, {}); }

HttpResponse get_mode(const Cluster& cluster) {
  return answer("getDeploymentMode",
                {{"deploymentMode", std::string{deployment_mode_text(cluster.options().mode)}}});
}

HttpResponse set_mode(Cluster& cluster, Context& context, const SoapCall& call) {
  constexpr std::array modes{LicenseMode::enterprise, LicenseMode::hcs, LicenseMode::hcs_le};
  const auto* found = std::ranges::find(modes, call.field("args0"), deployment_mode_text);
  if (found == modes.end()) return fault("args0: expected Enterprise, HCS or HCS-LE");
  if (auto done = cluster.set_mode(context, *found); !done) return fault(done.error().detail);
  return answer("setDeploymentMode", {{"deploymentMode"}});
}

HttpResponse restart(Cluster& cluster, Context& context) {
  // The answer is out before the machine goes down.
  cluster.restart_soon(context);
  return answer("restartSystem", {});
}

/// A machine that restarts answers nobody, so that one which answers has done so. What the
/// published service names its operation is not public.
HttpResponse restart_status() {
  return answer("getRestartSystemStatus", {{"restartStatus", "complete"}});
}

}  // namespace

bool is_paws(std::string_view path) { return path.starts_with(base); }

HttpResponse call_paws(Cluster& cluster, Context& context, const HttpRequest& request) {
  if (!has_login(request, cluster.options().platform)) {
    return login_wanted("Platform Administrative Web Services");
  }
  const std::string_view path = std::string_view{request.path}.substr(base.size());
  const std::string_view service = path.substr(0, path.find_first_of("./"));
  const auto call = read_soap(request.body);
  if (!call) return fault(call.error());
  if (service == "DeploymentModeService" && call->operation == "getDeploymentMode") {
    return get_mode(cluster);
  }
  if (service == "DeploymentModeService" && call->operation == "setDeploymentMode") {
    return set_mode(cluster, context, *call);
  }
  if (service == "RestartSystemService" && call->operation == "restartSystem") {
    return restart(cluster, context);
  }
  if (service == "RestartSystemStatusService" && call->operation == "getRestartSystemStatus") {
    return restart_status();
  }
  return fault("there is no such service or operation");
}

}  // namespace slsim
