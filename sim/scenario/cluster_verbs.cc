// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "sim/scenario/cluster_refusals.h"
#include "sim/scenario/cluster_tables.h"
#include "sim/scenario/shared_arguments.h"
#include "sim/scenario/tables.h"

namespace slsim {
namespace {

Outcome outcome(const Result<void>& result) {
  return result ? Outcome{Value{}} : refused(result.error());
}

/// The world's number for a cluster's ticket: the actor in the upper half.
Outcome outcome(const Target& target, const Result<Cluster::Ticket>& started) {
  if (!started) return refused(started.error());
  if (*started == 0) return Value{};
  return ticket_of(target.actor, *started);
}

struct Here {
  Context context;
  Cluster& cluster;
};

Here here(World& world, const Target& target) {
  return {world.context(target.actor), world.cluster(target.actor)};
}

Outcome register_product(World& world, const Target& target, const Arguments& arguments) {
  auto [context, cluster] = here(world, target);
  const std::string& token = arguments.text("token");
  return outcome(
      target, cluster.register_product(context, world.token_text(token), arguments.flag("force")));
}

Outcome deregister(World& world, const Target& target, const Arguments&) {
  auto [context, cluster] = here(world, target);
  return outcome(target, cluster.deregister(context));
}

Outcome renew_auth(World& world, const Target& target, const Arguments&) {
  auto [context, cluster] = here(world, target);
  return outcome(target, cluster.renew_authorization(context));
}

Outcome renew_id(World& world, const Target& target, const Arguments&) {
  auto [context, cluster] = here(world, target);
  return outcome(target, cluster.renew_registration(context));
}

Outcome update_usage(World& world, const Target& target, const Arguments&) {
  auto [context, cluster] = here(world, target);
  return outcome(target, cluster.update_usage(context));
}

Outcome use(World& world, const Target& target, const Arguments& arguments) {
  auto [context, cluster] = here(world, target);
  return outcome(cluster.use(context, arguments.counts("licenses")));
}

template <Result<void> (Cluster::*act)(Context&)>
Outcome to_box(World& world, const Target& target, const Arguments&) {
  auto [context, cluster] = here(world, target);
  return outcome((cluster.*act)(context));
}

Outcome reboot(World& world, const Target& target, const Arguments& arguments) {
  auto [context, cluster] = here(world, target);
  const Duration usual = cluster.settings().duration(Setting::reboot_duration);
  return outcome(cluster.reboot(context, arguments.duration_or("for", usual)));
}

Outcome set_mode(World& world, const Target& target, const Arguments& arguments) {
  auto [context, cluster] = here(world, target);
  return outcome(cluster.set_mode(context, arguments.choice<LicenseMode>("mode")));
}

Outcome set_clock(World& world, const Target& target, const Arguments& arguments) {
  auto [context, cluster] = here(world, target);
  if (arguments.has("offset")) cluster.set_clock_offset(context, arguments.duration("offset"));
  if (arguments.has("drift")) {
    cluster.set_clock_drift(context, static_cast<std::int32_t>(arguments.number("drift")));
  }
  return Value{};
}

Outcome step_clock(World& world, const Target& target, const Arguments& arguments) {
  auto [context, cluster] = here(world, target);
  cluster.step_clock(context, arguments.duration("by"));
  return Value{};
}

Outcome rename(World& world, const Target& target, const Arguments& arguments) {
  auto [context, cluster] = here(world, target);
  cluster.rename(context, arguments.text("host_name"));
  return Value{};
}

Outcome share_host_name(World& world, const Target& target, const Arguments& arguments) {
  auto [context, cluster] = here(world, target);
  cluster.set_share_host_name(context, arguments.flag("share"));
  return Value{};
}

Outcome mixed_mode(World& world, const Target& target, const Arguments& arguments) {
  auto [context, cluster] = here(world, target);
  return outcome(cluster.set_encryption(context, arguments.flag("enabled")));
}

constexpr Argument register_arguments[] = {
    {"token", Type::refers("token").or_text(),
     "A token by its name, a kept result, or the token itself in quotes.", Need::required},
    {"force", Type::flag(), "Registers anew although the product is registered.", {}, "false"},
};
constexpr Argument use_arguments[] = {
    {"licenses", Type::counts(), "How many of each the configuration needs from now on.",
     Need::required},
};
constexpr Argument reboot_arguments[] = {
    {"for", Type::duration(), "How long it is away; the setting reboot_duration when left out."},
};
constexpr Argument step_clock_arguments[] = {
    {"by", Type::shift(), "How far the wall clock is set forward; back when negative.",
     Need::required},
};
constexpr Argument rename_arguments[] = {
    {"host_name", Type::text(), "The new host name.", Need::required},
};
constexpr Argument share_arguments[] = {
    {"share", Type::flag(), "Whether CSSM is told the host name from the next contact on.",
     Need::required},
};
constexpr Argument mixed_mode_arguments[] = {
    {"enabled", Type::flag(), "Whether the cluster encrypts.", Need::required},
};
constexpr Argument mode_arguments[] = {
    {"mode", Type::choice(mode_words), "Which mode.", Need::required},
};

constexpr Verb verbs[] = {
    {"register", "Registers the product with a token.", register_arguments, register_product},
    {"deregister", "Gives the registration up.", {}, deregister},
    {"renew_auth", "Asks for authorization now.", {}, renew_auth},
    {"renew_id", "Renews the identity certificate now.", {}, renew_id},
    {"update_usage", "Counts users and devices now and reports at once.", {}, update_usage},
    {"use", "Changes what the configuration needs, reported at the next recount.", use_arguments,
     use},
    {"power_off", "Switches the publisher off.", {}, to_box<&Cluster::power_off>},
    {"power_on", "Switches it on again.", {}, to_box<&Cluster::power_on>},
    {"reboot", "Switches it off and on.", reboot_arguments, reboot},
    {"set_mode", "Chooses the licence mode that is in force from the next start on.",
     mode_arguments, set_mode},
    {"suspend", "Freezes the publisher as a laptop that sleeps.", {}, to_box<&Cluster::suspend>},
    {"wake", "Lets it go on; what fell due meanwhile happens once.", {}, to_box<&Cluster::wake>},
    {"stop_service", "Stops Cisco Smart License Manager.", {}, to_box<&Cluster::stop_service>},
    {"start_service", "Starts it again.", {}, to_box<&Cluster::start_service>},
    {"factory_reset",
     "Forgets the registration without telling CSSM; used evaluation stays used.",
     {},
     to_box<&Cluster::factory_reset>},
    {"set_clock", "Makes the box's clock wrong.", clock_arguments, set_clock},
    {"step_clock", "Sets the box's wall clock forward or back.", step_clock_arguments, step_clock},
    {"rename", "Gives the publisher another host name.", rename_arguments, rename},
    {"share_host_name", "Turns sharing of the host name on or off.", share_arguments,
     share_host_name},
    {"mixed_mode", "Turns encryption (mixed mode) on or off.", mixed_mode_arguments, mixed_mode},
    {"add_secure_trunk",
     "Deploys a SIP trunk that encrypts; refused without export-controlled functionality.",
     {},
     to_box<&Cluster::add_secure_trunk>},
};

constexpr Verb on_subscribers[] = {
    {"register", "Refused on a subscriber.", register_arguments, refused_on_subscriber},
    {"deregister", "Refused on a subscriber.", {}, refused_on_subscriber},
    {"renew_auth", "Refused on a subscriber.", {}, refused_on_subscriber},
    {"renew_id", "Refused on a subscriber.", {}, refused_on_subscriber},
    {"update_usage", "Refused on a subscriber.", {}, refused_on_subscriber},
};

}  // namespace

Outcome refused_on_subscriber(World&, const Target& target, const Arguments&) {
  return refused({ProblemCode::subscriber_node,
                  fmt::format("Product is in subscriber Node: {}. Ask its publisher", target.sub)});
}

std::span<const Verb> cluster_verbs() {
  static const std::vector<Verb> all =
      joined<Verb>({verbs, cluster_transport_verbs(), cluster_cli_verbs(), cluster_estate_verbs(),
                    cluster_reservation_verbs(), cluster_life_verbs(), cluster_product_verbs()});
  return all;
}
std::span<const Verb> subscriber_verbs() {
  static const std::vector<Verb> all = joined<Verb>(
      {on_subscribers, subscriber_transport_verbs(), subscriber_cli_verbs(), cluster_estate_verbs(),
       subscriber_reservation_verbs(), subscriber_life_verbs(), subscriber_product_verbs()});
  return all;
}

}  // namespace slsim
