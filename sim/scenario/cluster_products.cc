// SPDX-License-Identifier: Apache-2.0
// What only Unity Connection or only Emergency Responder has: verbs and fields.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "sim/scenario/cluster_refusals.h"
#include "sim/scenario/cluster_tables.h"
#include "sim/scenario/shared_arguments.h"
#include "sim/ucapps/cer/servlet.h"
#include "sim/ucapps/estate.h"

namespace slsim {
namespace {

const Cluster& cluster(const World& world, const Target& target) {
  return world.cluster(target.actor);
}

/// The refusal of a product that has no such thing.
std::optional<Refusal> is_other(const World& world, const Target& target, Product wanted) {
  const Product product = cluster(world, target).options().product;
  if (product == wanted) return std::nullopt;
  return Refusal{{ProblemCode::unsupported,
                  fmt::format("{} is a {}: a {} alone has that", cluster(world, target).host_name(),
                              word(product).text(), word(wanted).text())},
                 0,
                 {}};
}

Outcome outcome(const Result<void>& result) {
  return result ? Outcome{Value{}} : refused(result.error());
}

Cluster::Via via(const Target& target) {
  return target.sub.empty() ? Cluster::Via::publisher : Cluster::Via::subscriber;
}

// Unity Connection

Outcome encryption(World& world, const Target& target, const Arguments& arguments) {
  if (auto other = is_other(world, target, Product::cuc)) return *other;
  Context context = world.context(target.actor);
  return outcome(world.cluster(target.actor).set_encryption(context, arguments.flag("enabled")));
}

constexpr std::array port_licenses{License::CUC_SpeechConnectPort, License::HCUC_SpeechConnectPort,
                                   License::HLECUC_SpeechConnectPort};
constexpr std::array contact_licenses{License::CUC_SpeechConnectGuestUser};

/// The first of `licenses` that the product in its mode has.
std::optional<License> license_among(const Cluster& cluster, std::span<const License> licenses) {
  const auto reported = cluster.reported_licenses();
  const auto found = std::ranges::find_if(licenses, [&](License license) {
    return std::ranges::find(reported, license) != reported.end();
  });
  return found == licenses.end() ? std::nullopt : std::optional{*found};
}

/// Ports or contacts, counted with the users where these are known.
template <std::int32_t Estate::*which, Cluster::Change change>
Outcome change_number_of(World& world, const Target& target, const Arguments& arguments) {
  if (auto down = unreachable(world, target)) return *down;
  if (auto other = is_other(world, target, Product::cuc)) return *other;
  Context context = world.context(target.actor);
  Cluster& cluster = world.cluster(target.actor);
  const auto count = static_cast<std::int32_t>(arguments.number("count"));
  const bool more = change == Cluster::Change::addition;
  if (const auto& estate = cluster.options().estate) {
    if (auto may = cluster.may_change(context.now(), change, via(target)); !may) {
      return refused(may.error());
    }
    auto changed = change_number(*estate, which, more ? count : -count);
    if (!changed) return refused(changed.error());
    return outcome(cluster.configure(context, *std::move(changed), change, via(target)));
  }
  const std::span<const License> licenses = which == &Estate::ports
                                                ? std::span<const License>{port_licenses}
                                                : std::span<const License>{contact_licenses};
  const auto license = license_among(cluster, licenses);
  return outcome(more ? cluster.provision(context, license, count, via(target))
                      : cluster.remove(context, license, count, via(target)));
}

Value encrypts(const World& world, const Target& target) {
  if (cluster(world, target).options().product != Product::cuc) return {};
  return cluster(world, target).options().mixed_mode;
}

// Emergency Responder

Outcome synchronize_now(World& world, const Target& target, const Arguments&) {
  if (auto other = is_other(world, target, Product::cer)) return *other;
  Context context = world.context(target.actor);
  const auto started = world.cluster(target.actor).update_usage(context);
  if (!started) return refused(started.error());
  if (*started == 0) return Value{};
  return ticket_of(target.actor, *started);
}

template <Result<void> (Cluster::*act)(Context&)>
Outcome tracking(World& world, const Target& target, const Arguments&) {
  if (auto other = is_other(world, target, Product::cer)) return *other;
  Context context = world.context(target.actor);
  return outcome((world.cluster(target.actor).*act)(context));
}

Value phone_tracking(const World& world, const Target& target) {
  if (cluster(world, target).options().product != Product::cer) return {};
  return cluster(world, target).tracks_phones() ? "running" : "stopped";
}

Value last_synchronized(const World& world, const Target& target) {
  const Cluster& box = cluster(world, target);
  if (box.options().product != Product::cer) return {};
  const std::string text = last_synchronization(box);
  return text.empty() ? Value{} : Value{text};
}

constexpr Argument encryption_arguments[] = {
    {"enabled", Type::flag(), "Whether Unity Connection encrypts.", Need::required},
};
constexpr Argument port_arguments[] = {
    {"count", Type::number(1, 1'000'000), "How many.", {}, "1"},
};
constexpr std::string_view tracking_words[] = {"stopped", "running"};

constexpr Verb port_verbs[] = {
    {"add_port", "Unity Connection: adds SpeechConnect ports; refused when provisioning has ended.",
     port_arguments, change_number_of<&Estate::ports, Cluster::Change::addition>},
    {"delete_port", "Unity Connection: deletes SpeechConnect ports.", port_arguments,
     change_number_of<&Estate::ports, Cluster::Change::deletion>},
    {"add_contact",
     "Unity Connection: adds local contacts, SpeechConnect guest users; refused when provisioning "
     "has ended.",
     port_arguments, change_number_of<&Estate::contacts, Cluster::Change::addition>},
    {"delete_contact", "Unity Connection: deletes local contacts.", port_arguments,
     change_number_of<&Estate::contacts, Cluster::Change::deletion>},
};
constexpr Verb publisher_verbs[] = {
    {"encryption",
     "Unity Connection: turns encryption on or off; on only with export-controlled functionality.",
     encryption_arguments, encryption},
    {"synchronize_now",
     "Emergency Responder: counts phones now and reports at once.",
     {},
     synchronize_now},
    {"start_phone_tracking",
     "Emergency Responder: starts Cisco Phone Tracking Engine; refused while licences forbid it.",
     {},
     tracking<&Cluster::start_tracking>},
    {"stop_phone_tracking",
     "Emergency Responder: stops Cisco Phone Tracking Engine.",
     {},
     tracking<&Cluster::stop_tracking>},
};
constexpr Field fields[] = {
    {"encryption", Type::flag(), "Unity Connection: whether it encrypts.", encrypts},
    {"phone_tracking", Type::choice(tracking_words),
     "Emergency Responder: whether Cisco Phone Tracking Engine runs.", phone_tracking},
    {"last_synchronization", Type::text(),
     "Emergency Responder: when it last spoke to its authority, and whether that succeeded.",
     last_synchronized},
};

}  // namespace

std::span<const Verb> cluster_product_verbs() {
  static const std::vector<Verb> all = joined<Verb>({publisher_verbs, port_verbs});
  return all;
}
std::span<const Verb> subscriber_product_verbs() { return port_verbs; }
std::span<const Field> cluster_product_fields() { return fields; }

}  // namespace slsim
