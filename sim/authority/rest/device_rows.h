// SPDX-License-Identifier: Apache-2.0
// Product instances as the REST interface names them: by `sudi` and product tag.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "sim/authority/rest/call.h"

namespace slsim {

/// `udiPid` and the rest, camelCase; what an instance has not is null.
[[nodiscard]] Json sudi_json(const Udi&);
/// By which a product calls its software. The vendor's are not public: ours have their form around
/// a test uuid.
[[nodiscard]] std::string product_tag(Product);
/// `udiPid:UCM udiSerialNumber:0beef`
[[nodiscard]] std::string device_name(const Udi&);

/// As lists of a virtual account have it.
[[nodiscard]] Json device_row_json(const InstanceDetails&);
/// Removes it, a reserved one by its return code; how long its row stays there the setting
/// removal_lag says.
Result<void> remove_device(RestCall&, InstanceId, std::string_view return_code = {});

/// What a `sudi` of either spelling says; empty members match every instance.
[[nodiscard]] Udi udi_in(const Json& sudi);
/// Of the virtual account, or of the whole portal. not_found, also for a sudi that says nothing.
[[nodiscard]] Result<InstanceId> instance_of_sudi(const RestCall&, const Json& sudi,
                                                  std::optional<VirtualAccountId>);

}  // namespace slsim
