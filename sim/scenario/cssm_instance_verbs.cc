// SPDX-License-Identifier: Apache-2.0
// Product instances at the portal.
#include "sim/scenario/cssm_verbs.h"

namespace slsim {

Result<InstanceId> instance_of(const World& world, const Arguments& arguments) {
  if (arguments.has("listed_as")) return world.cssm().find_instance(arguments.text("listed_as"));
  const auto actor = world.plan().find_actor(arguments.text("instance"));
  return world.cssm().find_instance(world.cluster(*actor).options().udi);
}

namespace {

Outcome transfer_instance(World& world, const Target&, const Arguments& arguments) {
  const auto instance = instance_of(world, arguments);
  if (!instance) return refused_by_cssm(instance.error());
  const auto target = account_of(world.cssm(), arguments.text("to"));
  if (!target) return refused_by_cssm(target.error());
  Context context = world.context(cssm_actor);
  return cssm_outcome(world.cssm().transfer_instance(context, by(arguments), *instance, *target));
}

constexpr std::array an_instance = join(which_instance, by_whom);
constexpr std::array transferred =
    join(which_instance,
         std::array{Argument{"to", Type::refers("virtual_account"),
                             "Where it goes; its licences stay behind.", Need::required}},
         by_whom);

constexpr Verb verbs[] = {
    {"transfer_instance", "Moves a product instance to another virtual account.", transferred,
     transfer_instance},
    {"remove_instance", "Removes a product instance; it hears of it at its next contact.",
     an_instance, to_instance<&LicenseAuthority::remove_instance>},
    {"hold_restricted_license", "Gives a product instance a restricted licence.", an_instance,
     to_instance<&LicenseAuthority::hold_restricted_license>},
    {"return_restricted_license", "Takes it back.", an_instance,
     to_instance<&LicenseAuthority::return_restricted_license>},
};

}  // namespace

std::span<const Verb> cssm_instance_verbs() { return verbs; }

}  // namespace slsim
