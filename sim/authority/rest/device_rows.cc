// SPDX-License-Identifier: Apache-2.0
#include "sim/authority/rest/device_rows.h"

#include <nlohmann/json.hpp>

namespace slsim {
namespace {

bool fits(const Udi& wanted, const Udi& udi) {
  return (wanted.pid.empty() || wanted.pid == udi.pid) &&
         (wanted.sn.empty() || wanted.sn == udi.sn) &&
         (wanted.uuid.empty() || wanted.uuid == udi.uuid);
}

std::string either(const Json& object, std::string_view camel, std::string_view snake) {
  std::string text = text_in(object, camel);
  return text.empty() ? text_in(object, snake) : text;
}

}  // namespace

Json sudi_json(const Udi& udi) {
  return {{"suvi", nullptr},
          {"uuid", or_null(udi.uuid)},
          {"hostIdentifier", nullptr},
          {"udiPid", or_null(udi.pid)},
          {"udiSerialNumber", or_null(udi.sn)},
          {"udiVid", nullptr},
          {"macAddress", nullptr}};
}

std::string product_tag(Product product) {
  static constexpr std::string_view names[] = {"UCM", "CUC", "CER"};
  return "regid.2016-07.com.cisco." + std::string{names[static_cast<std::size_t>(product)]} +
         ",12.0_00000000-0000-4000-8000-0000000000f" +
         std::to_string(static_cast<unsigned>(product));
}

std::string device_name(const Udi& udi) {
  return "udiPid:" + udi.pid + " udiSerialNumber:" + udi.sn;
}

Json device_row_json(const InstanceDetails& details) {
  return {{"instanceName", display_name(details)},
          {"productTagName", product_tag(details.product)},
          {"sudi", sudi_json(details.udi)}};
}

Result<void> remove_device(RestCall& call, InstanceId id, std::string_view return_code) {
  const InstanceDetails details = call.authority.details(id);
  const VirtualAccountId account = call.authority.instance(id).account;
  auto removed = call.authority.reservation(id) != nullptr
                     ? call.authority.return_reservation(call.context, call.by(), id, return_code)
                     : call.authority.remove_instance(call.context, call.by(), id);
  const Duration lag = call.authority.settings().duration(Setting::removal_lag);
  if (removed && lag > Duration::zero()) {
    call.authority.keep_removed(call.context, {account, display_name(details),
                                               device_row_json(details).dump(), call.now() + lag});
  }
  return removed;
}

Udi udi_in(const Json& sudi) {
  return {either(sudi, "udiPid", "udi_pid"), either(sudi, "udiSerialNumber", "udi_serial_number"),
          text_in(sudi, "uuid")};
}

Result<InstanceId> instance_of_sudi(const RestCall& call, const Json& sudi,
                                    std::optional<VirtualAccountId> account) {
  const Udi wanted = udi_in(sudi);
  if (!wanted.sn.empty() || !wanted.uuid.empty()) {
    for (const InstanceId id : call.authority.instances(account)) {
      if (fits(wanted, call.authority.details(id).udi)) return id;
    }
  }
  return refuse(ProblemCode::not_found,
                "The product instance " + device_name(wanted) + " was not found.");
}

}  // namespace slsim
