// SPDX-License-Identifier: Apache-2.0
// Smart Licensing Using Policy: work that is accepted with 202 and polled for until it is done.
// Licence codes have the published envelope and a content of ours.
#include <nlohmann/json.hpp>

#include "core/http/base64.h"
#include "sim/authority/rest/device_rows.h"
#include "sim/cssm/rest/handlers.h"
#include "sim/cssm/rest/policy_call.h"
#include "sim/licensing/catalog.h"
#include "sim/licensing/tags.h"

namespace slsim {
namespace {

constexpr int poll_interval = 300;  // Seconds, in published samples.

std::string correlation_id(std::int64_t poll_id) { return "slsim-" + std::to_string(poll_id); }

/// In the first answer the message is null, in a poll it is an empty text: a shipped client stops
/// at anything else.
Json pending_answer(const RestCall& call, std::int64_t poll_id, const std::string& action,
                    const Json& message) {
  return {{"status", "OK_POLL"},
          {"message_code", message},
          {"message", message},
          {"timestamp", epoch_milliseconds(call.now())},
          {"nonce", text_in(policy_data(call), "nonce")},
          {"type", nullptr},
          {"poll_id", poll_id},
          {"poll_interval", poll_interval},
          {"action", action}};
}

HttpResponse accepted(RestCall& call, const std::string& action, const Json& data) {
  const std::int64_t id = call.authority.accept_work(
      call.context, {.action = action, .user = call.caller.user, .answer = data.dump()});
  return answer_with(202, pending_answer(call, id, action, nullptr));
}

/// Why the virtual account cannot authorize these keys; empty when it can.
std::string lacking(const RestCall& call, VirtualAccountId account, const Json& keys) {
  for (const Json& key : keys) {
    const std::string tag = text_in(key, "entitlement");
    const auto license = find_tag(tag);
    if (!license) return "The entitlement tag " + tag + " is not known.";
    const auto count = integer_in(key, "count");
    if (!count || *count < 1) return "The count of " + tag + " is no number above zero.";
    const LicenseRow row = call.authority.license(account, *license);
    if (!row.unlimited && row.quantity < *count) {
      return "There are not enough licenses of " + tag + ".";
    }
  }
  return {};
}

Json authorization_of(const RestCall& call, VirtualAccountId account, const Json& asked) {
  const Json& sudi = object_in(asked, "sudi");
  const Json& keys = list_in(asked, "keys");
  const std::string why = lacking(call, account, keys);
  const std::string identifier = device_name(udi_in(sudi));
  const Json code = keys.empty() || !why.empty()
                        ? Json{}
                        : Json(base64("<smartLicenseAuthorization device=\"" + identifier +
                                      "\" keys=\"" + std::to_string(keys.size()) + "\"/>"));
  return {{"product_instance_identifier", identifier},
          {"sudi", sudi},
          {"smart_license", code},
          {"auth_status", Json::array()},
          {"error_code", nullptr},
          {"status", why.empty() ? "SUCCESS" : "FAILED"},
          {"status_message", why.empty() ? Json{} : Json(why)},
          {"correlation_id", ""}};
}

/// The payloads of one report, byte for byte: a report that came before has the same.
std::string payloads_of(const Json& report) {
  std::string all;
  for (const Json& usage : list_in(report, "usage")) all += text_in(usage, "payload") + '\n';
  return all;
}

/// The published code for a device that cannot be removed; empty when it can.
std::string_view removal_obstacle(const RestCall& call, VirtualAccountId account,
                                  const Json& sudi) {
  const auto device = instance_of_sudi(call, sudi, std::nullopt);
  if (!device) return "UDI_NOT_FOUND";
  if (call.authority.instance(*device).account != account) return "UDI_IN_DIFFERENT_ACCOUNT";
  return call.authority.instance(*device).holds_restricted ||
                 call.authority.reservation(*device) != nullptr
             ? "UDI_LICENSES_RESERVED"
             : "";
}

/// Its code stands in an answer like that of accepted work, which there is none of.
HttpResponse removal_refusal(const RestCall& call, std::string_view code) {
  enum class RemovalRefusal : std::uint8_t { http_202, http_422 };
  constexpr std::string_view message = "A device cannot be removed.";
  const auto as = call.authority.settings().choice<RemovalRefusal>(Setting::removal_refusal);
  if (as == RemovalRefusal::http_422) return policy_refusal(422, message, code);
  return answer_with(202, {{"status", "FAILED"},
                           {"message_code", code},
                           {"message", message},
                           {"timestamp", epoch_milliseconds(call.now())},
                           {"nonce", text_in(policy_data(call), "nonce")},
                           {"poll_id", nullptr},
                           {"poll_interval", nullptr},
                           {"action", "remove_status"}});
}

}  // namespace

HttpResponse rest_authorization_request(RestCall& call) {
  const auto account = policy_virtual_account(call, Right::manage_assets);
  if (!account) return account.error();
  const Json& licenses = list_in(policy_data(call), "licenses");
  if (licenses.empty()) return policy_refusal(400, "data.licenses is missing.");
  Json authorizations = Json::array();
  for (const Json& asked : licenses) {
    authorizations.push_back(authorization_of(call, *account, asked));
  }
  return accepted(call, "authorizations", {{"authorizations", authorizations}});
}

HttpResponse rest_report_usage(RestCall& call) {
  const auto account = policy_virtual_account(call, Right::manage_assets);
  if (!account) return account.error();
  const Json& reports = list_in(policy_data(call), "reports");
  if (reports.empty()) return policy_refusal(400, "data.reports is missing.");
  Json acknowledgements = Json::array();
  bool fresh = false;
  for (const Json& report : reports) {
    fresh = call.authority.take_usage_report(call.context, payloads_of(report)) || fresh;
    const std::string device = device_name(udi_in(object_in(report, "sudi")));
    acknowledgements.push_back(
        {{"sudi", object_in(report, "sudi")},
         {"software_tag_identifier", text_in(report, "software_tag_identifier")},
         {"smart_license", base64("<smartLicenseRumAck device=\"" + device + "\"/>")}});
  }
  if (!fresh) return policy_refusal(200, "The usage report was received before.");
  return accepted(call, "acknowledgements", {{"acknowledgements", acknowledgements}});
}

HttpResponse rest_poll(RestCall& call) {
  const Json& data = policy_data(call);
  const auto id = integer_in(data, "poll_id");
  const PendingWork* work = id ? call.authority.work(*id) : nullptr;
  if (work == nullptr || work->user != call.caller.user) {
    return policy_refusal(422, "There is no such poll_id.");
  }
  const std::string action = text_in(data, "action");
  if (!action.empty() && action != work->action) {
    return policy_refusal(422, "The poll_id is of another action.");
  }
  if (call.now() < work->ready) {
    return answer_with(200, pending_answer(call, *id, work->action, ""));
  }
  Json done = Json::parse(work->answer);
  for (auto& [name, items] : done.items()) {
    for (Json& item : items) {
      if (item.contains("correlation_id")) item["correlation_id"] = correlation_id(*id);
    }
  }
  return answer_with(200, {{"status", "COMPLETE"},
                           {"message_code", ""},
                           {"message", ""},
                           {"timestamp", epoch_milliseconds(call.now())},
                           {"nonce", text_in(data, "nonce")},
                           {"type", work->action},
                           {"correlation_id", correlation_id(*id)},
                           {"data", done}});
}

HttpResponse rest_remove_policy_devices(RestCall& call) {
  const auto account = policy_virtual_account(call, Right::manage_assets);
  if (!account) return account.error();
  const Json& devices = list_in(policy_data(call), "devices");
  if (devices.empty()) return policy_refusal(400, "data.devices is missing.");
  for (const Json& device : devices) {
    const auto obstacle = removal_obstacle(call, *account, object_in(device, "sudi"));
    if (!obstacle.empty()) return removal_refusal(call, obstacle);
  }
  Json results = Json::array();
  for (const Json& device : devices) {
    const Json& sudi = object_in(device, "sudi");
    // Named twice, the second one is gone already.
    if (const auto found = instance_of_sudi(call, sudi, *account)) {
      const auto removed = remove_device(call, *found);
      if (!removed) return policy_refusal(422, removed.error().detail);
    }
    results.push_back({{"sudi", sudi}, {"status", "SUCCESS"}});
  }
  return accepted(call, "remove_status", {{"remove_status", results}});
}

HttpResponse rest_account_policy(RestCall& call) {
  const auto account = policy_smart_account(call);
  if (!account && account.error().status == 422) {  // Published: of a shape that no sister has.
    return answer_with(
        422, {{"status", "FAILURE"}, {"message", "X-CSW-SMART-ACCOUNT-ID is no number."}});
  }
  if (!account) return account.error();
  const std::string policy =
      "<smartLicensePolicy><customer>" + std::to_string(account_number(*account)) +
      "</customer><reportingInterval>365</reportingInterval></smartLicensePolicy>";
  return answer_with(200, {{"status", "COMPLETE"},
                           {"message_code", ""},
                           {"message", ""},
                           {"timestamp", epoch_milliseconds(call.now())},
                           {"policy", base64(policy)},
                           {"correlation_id", correlation_id(account_number(*account))},
                           {"errors", Json::array()}});
}

}  // namespace slsim
