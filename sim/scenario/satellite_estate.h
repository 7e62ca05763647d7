// SPDX-License-Identifier: Apache-2.0
// What a file may say of a satellite under `world:`, and how one is built from it.
#pragma once

#include "sim/scenario/transport_arguments.h"
#include "sim/scenario/world.h"

namespace slsim {

extern const Shape satellite_shape;

/// At which certificates of satellites end. All products trust it: theirs is another chain than
/// that of the cloud (defect CSCwe09378: satellites were not touched when that one changed).
inline constexpr std::string_view satellite_root = "cisco_licensing_root_ca";

[[nodiscard]] Satellite satellite_from(World& world, const Arguments& described, HostId host,
                                       ActorId actor, const Settings& settings);
/// Its local accounts with what is in them, registered unless the file says otherwise.
void fill_satellite(World& world, ActorId actor, const Arguments& described);

/// With a role over the whole account.
Result<void> add_local_user(Satellite& satellite, Context& context, SmartAccountId account,
                            std::string_view name, std::string_view password, Role role);

}  // namespace slsim
