// SPDX-License-Identifier: Apache-2.0
// CSSM's verbs by subject, and what they share.
#pragma once

#include <span>
#include <string>

#include "sim/scenario/cssm_arguments.h"
#include "sim/scenario/shared_arguments.h"
#include "sim/scenario/tables.h"

namespace slsim {

[[nodiscard]] std::span<const Verb> cssm_account_verbs();
[[nodiscard]] std::span<const Verb> cssm_license_verbs();
[[nodiscard]] std::span<const Verb> cssm_instance_verbs();
[[nodiscard]] std::span<const Verb> cssm_reservation_verbs();
[[nodiscard]] std::span<const Verb> cssm_trust_verbs();
[[nodiscard]] std::span<const Verb> cssm_external_verbs();
[[nodiscard]] std::span<const Field> cssm_external_fields();

inline constexpr std::array which_instance{
    Argument{"instance", Type::refers("cluster"), "Which cluster's instance.", Need::required},
    Argument{"listed_as", Type::text(),
             "The host name, SN or UDI that it is listed by, when the cluster has another identity "
             "now."}};
/// The instance of a cluster by which_instance, by its UDI: names are only labels. One that the
/// cluster has left behind is found by what the portal lists.
[[nodiscard]] Result<InstanceId> instance_of(const World& world, const Arguments& arguments);

/// HTTP status by which the portal's interface refuses: 403 for what is not allowed, 404 for what
/// is not there, else 400.
[[nodiscard]] Outcome refused_by_cssm(const Problem& problem);

template <class T>
[[nodiscard]] Outcome cssm_outcome(const Result<T>& result) {
  return result ? Outcome{Value{}} : refused_by_cssm(result.error());
}

[[nodiscard]] inline By by(const Arguments& arguments) {
  return {arguments.has("by") ? std::string_view{arguments.text("by")} : std::string_view{}};
}

/// A method of the authority, of the instance that which_instance names.
template <Result<void> (LicenseAuthority::*act)(Context&, By, InstanceId)>
Outcome to_instance(World& world, const Target&, const Arguments& arguments) {
  const auto instance = instance_of(world, arguments);
  if (!instance) return refused_by_cssm(instance.error());
  Context context = world.context(cssm_actor);
  return cssm_outcome((world.cssm().*act)(context, by(arguments), *instance));
}

}  // namespace slsim
