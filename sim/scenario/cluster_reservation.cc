// SPDX-License-Identifier: Apache-2.0
// License reservation on a product: verbs that give codes and take them, and what is to be seen.
#include "sim/scenario/cluster_refusals.h"
#include "sim/scenario/cluster_tables.h"
#include "sim/scenario/shared_arguments.h"

namespace slsim {
namespace {

template <Result<void> (Cluster::*act)(Context&)>
Outcome act_on(World& world, const Target& target, const Arguments&) {
  Context context = world.context(target.actor);
  const auto done = (world.cluster(target.actor).*act)(context);
  return done ? Outcome{Value{}} : refused(done.error());
}

Outcome code_or_refusal(const Result<std::string>& code) {
  return code ? Outcome{Value{*code}} : refused(code.error());
}

template <Result<std::string> (Cluster::*act)(Context&)>
Outcome ask(World& world, const Target& target, const Arguments&) {
  Context context = world.context(target.actor);
  return code_or_refusal((world.cluster(target.actor).*act)(context));
}

template <Result<std::string> (Cluster::*act)(Context&, std::string_view)>
Outcome hand_over(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  return code_or_refusal((world.cluster(target.actor).*act)(context, arguments.text("code")));
}

Outcome set_license_count(World& world, const Target& target, const Arguments& arguments) {
  Context context = world.context(target.actor);
  const auto done =
      world.cluster(target.actor).set_license_count(context, arguments.number("count"));
  return done ? Outcome{Value{}} : refused(done.error());
}

constexpr Argument a_code[] = {
    {"code", Type::text(), "The authorization code, as an earlier step kept it.", Need::required}};
constexpr Argument a_count[] = {
    {"count", Type::number(0), "How many users and devices there are.", Need::required}};

constexpr Verb verbs[] = {
    {"enable_reservation",
     "Turns license reservation on; only while the product is not registered.",
     {},
     act_on<&Cluster::enable_reservation>},
    {"disable_reservation",
     "Turns it off, unless something is reserved.",
     {},
     act_on<&Cluster::disable_reservation>},
    {"request_reservation",
     "Gives the request code for CSSM.",
     {},
     ask<&Cluster::request_reservation>,
     Type::text()},
    {"cancel_reservation", "Takes the request back.", {}, act_on<&Cluster::cancel_reservation>},
    {"install_authorization",
     "Installs an authorization code; gives the confirmation code when it changes a reservation.",
     a_code, hand_over<&Cluster::install_authorization>, Type::text()},
    {"return_reservation",
     "Gives the reservation up, and the return code for CSSM.",
     {},
     ask<&Cluster::return_reservation>,
     Type::text()},
    {"return_authorization",
     "Gives the return code of an authorization code that is not installed.", a_code,
     hand_over<&Cluster::return_authorization>, Type::text()},
    {"set_license_count", "Notes how much a universal reservation is used for.", a_count,
     set_license_count},
};

constexpr Verb on_subscribers[] = {
    {"enable_reservation", "Refused on a subscriber.", {}, refused_on_subscriber},
    {"request_reservation", "Refused on a subscriber.", {}, refused_on_subscriber},
    {"install_authorization", "Refused on a subscriber.", a_code, refused_on_subscriber},
    {"return_reservation", "Refused on a subscriber.", {}, refused_on_subscriber},
};

const ProductReservation* reservation(const World& world, const Target& target) {
  return world.cluster(target.actor).reservation();
}

Value stage(const World& world, const Target& target) {
  const ProductReservation* it = reservation(world, target);
  return it == nullptr ? Value{"none"} : Value{word(it->stage)};
}

Value reserved(const World& world, const Target& target) {
  const ProductReservation* it = reservation(world, target);
  if (it == nullptr || !it->grant || it->grant->kind == ReservationKind::universal) return {};
  Value::Map licenses;
  for (const Counts::Entry& entry :
       held_at(*it->grant, world.cluster(target.actor).wall(world.now()))) {
    licenses.emplace(word(entry.license).text(), entry.count);
  }
  return licenses;
}

Value confirmation(const World& world, const Target& target) {
  const ProductReservation* it = reservation(world, target);
  return it == nullptr || it->confirmation.empty() ? Value{} : Value{it->confirmation};
}

Value license_count(const World& world, const Target& target) {
  const ProductReservation* it = reservation(world, target);
  return it == nullptr || it->license_count == 0 ? Value{} : Value{it->license_count};
}

constexpr std::string_view stage_words[] = {"none", "enabled", "requested", "installed"};

constexpr Field fields[] = {
    {"reservation", Type::choice(stage_words), "How far license reservation is.", stage},
    {"reserved", Type::counts(), "What the installed authorization code holds by now.", reserved},
    {"confirmation_code", Type::text(), "What CSSM has yet to be told of the last change.",
     confirmation},
    {"license_count", Type::number(), "What was noted of a universal reservation.", license_count},
};

}  // namespace

std::span<const Verb> cluster_reservation_verbs() { return verbs; }
std::span<const Verb> subscriber_reservation_verbs() { return on_subscribers; }
std::span<const Field> cluster_reservation_fields() { return fields; }

}  // namespace slsim
