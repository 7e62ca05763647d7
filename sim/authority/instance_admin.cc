// SPDX-License-Identifier: Apache-2.0
// Product instances as administrators handle them.
#include "sim/authority/authority.h"

namespace slsim {

Result<void> LicenseAuthority::transfer_instance(Context& context, By by, InstanceId id,
                                                 VirtualAccountId target) {
  if (Result<void> there = require(id); !there) return there;
  if (Result<void> there = require(target); !there) return there;
  const VirtualAccountId source = instance(id).account;
  if (source == target) {
    return refuse(ProblemCode::invalid_argument, "The instance is in that account already.");
  }
  if (state_.at(source).smart_account != state_.at(target).smart_account) {
    return refuse(ProblemCode::not_allowed, "Instances stay within their smart account.");
  }
  if (instance(id).mirrored) {
    return refuse(ProblemCode::not_allowed,
                  "The instance is registered with satellite " + state_.at(source).satellite + ".");
  }
  if (!state_.at(target).satellite.empty()) {
    return refuse(
        ProblemCode::not_allowed,
        "Instances of virtual account " + state_.at(target).name + " register with its satellite.");
  }
  log(context, by, source, LogCategory::instance_transferred,
      "The product instance " + display_name(details(id)) +
          " was transferred to Virtual Account \"" + state_.at(target).name + "\".");
  move_instance(context, id, target);
  return {};
}

Result<void> LicenseAuthority::remove_instance(Context& context, By by, InstanceId id) {
  if (Result<void> there = require(id); !there) return there;
  if (instance(id).holds_restricted) {
    return refuse(ProblemCode::not_allowed,
                  "The instance holds a restricted licence, which has to be returned first.");
  }
  if (reservation(id) != nullptr) return return_reservation(context, by, id, {});
  log(context, by, instance(id).account, LogCategory::instance_removed,
      "The product instance " + display_name(details(id)) + " was removed.");
  drop_instance(context, id, "instance_removed"_w);
  return {};
}

Result<void> LicenseAuthority::hold_restricted_license(Context& context, By by, InstanceId id) {
  if (Result<void> there = require(id); !there) return there;
  Instance& instance = state_.instances.at(id);
  VirtualAccount& account = state_.at(instance.account);
  if (instance.holds_restricted) {
    return refuse(ProblemCode::already_exists, "The instance holds a restricted licence already.");
  }
  if (account.restricted.in_use >= account.restricted.owned) {
    raise_alert(
        context,
        {AlertKind::restricted_license_not_available, account.smart_account, instance.account},
        display_name(details(id)));
    return refuse(ProblemCode::not_allowed, "No restricted licence is left in the account.");
  }
  instance.holds_restricted = true;
  ++account.restricted.in_use;
  touch(instance.account);
  context.record(Level::change, "restricted_license_held"_w,
                 {{"instance"_w, details(id).label}, {"virtual_account"_w, account.label}});
  log(context, by, instance.account, LogCategory::restricted_license_changed,
      display_name(details(id)) + " holds a restricted license.");
  return {};
}

Result<void> LicenseAuthority::return_restricted_license(Context& context, By by, InstanceId id) {
  if (Result<void> there = require(id); !there) return there;
  if (!instance(id).holds_restricted) {
    return refuse(ProblemCode::not_found, "The instance holds no restricted licence.");
  }
  give_back_restricted(context, id);
  log(context, by, instance(id).account, LogCategory::restricted_license_changed,
      display_name(details(id)) + " returned its restricted license.");
  return {};
}

}  // namespace slsim
