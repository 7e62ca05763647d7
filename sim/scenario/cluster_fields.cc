// SPDX-License-Identifier: Apache-2.0
#include "sim/licensing/catalog.h"
#include "sim/scenario/cluster_tables.h"
#include "sim/scenario/shared_arguments.h"
#include "sim/scenario/tables.h"
#include "sim/ucapps/cli.h"
#include "sim/ucapps/texts.h"

namespace slsim {
namespace {

constexpr std::string_view registration_words[] = {
    "unregistered",         "registered",
    "registration_expired", "reservation_in_progress",
    "specific_reservation", "universal_reservation"};
constexpr std::string_view authorization_words[] = {"no_licenses_in_use",
                                                    "evaluation_mode",
                                                    "evaluation_expired",
                                                    "waiting",
                                                    "authorized",
                                                    "out_of_compliance",
                                                    "authorization_expired",
                                                    "authorized_reserved",
                                                    "not_authorized_reserved"};
constexpr std::string_view enforcement_words[] = {"none", "in_overage", "no_provision"};
constexpr std::string_view cause_words[] = {"none",
                                            "evaluation_expired",
                                            "out_of_compliance",
                                            "authorization_expired",
                                            "registration_expired",
                                            "not_authorized"};
/// In the order of SmartAgent::State.
constexpr std::string_view agent_state_words[] = {
    "not_registered", "registration_in_progress", "registration_failed",
    "registration_retry_in_progress", "registration_completed"};
constexpr std::string_view provisioning_words[] = {"refused", "allowed"};
constexpr std::string_view condition_words[] = {"running", "powered_off", "suspended",
                                                "service_stopped", "not_installed"};

const Cluster& cluster(const World& world, const Target& target) {
  return world.cluster(target.actor);
}

const Standing& standing(const World& world, const Target& target) {
  return cluster(world, target).standing();
}

Value registration(const World& world, const Target& target) {
  return word(standing(world, target).registration);
}
Value authorization(const World& world, const Target& target) {
  return word(standing(world, target).authorization);
}
Value registration_text(const World& world, const Target& target) {
  return page_text(cluster(world, target).options().product, standing(world, target).registration);
}
Value authorization_text(const World& world, const Target& target) {
  return page_text(cluster(world, target).options().product, standing(world, target).authorization);
}
Value enforcement(const World& world, const Target& target) {
  return word(standing(world, target).enforcement);
}
Value enforcement_cause(const World& world, const Target& target) {
  return word(standing(world, target).cause);
}
Value provisioning(const World& world, const Target& target) {
  const bool refused = standing(world, target).enforcement == Enforcement::no_provision;
  return refused ? "refused" : "allowed";
}
Value condition(const World& world, const Target& target) {
  return word(cluster(world, target).condition());
}

Value alerts(const World& world, const Target& target) {
  Value::List list;
  for (const RtmtAlert alert : standing(world, target).alerts.list())
    list.emplace_back(word(alert));
  return list;
}

Value licenses(const World& world, const Target& target) {
  const Cluster& from = cluster(world, target);
  Value::Map map;
  for (const Counts::Entry& entry : from.counts()) {
    map[std::string{word(entry.license).text()}] =
        Value::Map{{"count", entry.count}, {"status", word(from.entitlement(entry, world.now()))}};
  }
  return map;
}

// Of the registration. Absent without one.

template <class Read>
Value of_identity(const World& world, const Target& target, Read read) {
  const auto& identity = cluster(world, target).agent().identity();
  return identity ? Value{read(*identity)} : Value{};
}
Value smart_account(const World& world, const Target& target) {
  return of_identity(world, target, [](const auto& it) { return it.membership.smart_account; });
}
Value virtual_account(const World& world, const Target& target) {
  return of_identity(world, target, [](const auto& it) { return it.membership.virtual_account; });
}
Value export_control(const World& world, const Target& target) {
  return cluster(world, target).export_allowed() ? "allowed" : "not_allowed";
}
Value certificate(const World& world, const Target& target) {
  return of_identity(world, target, [](const auto& it) {
    return static_cast<std::int64_t>(it.certificate.serial);
  });
}
Value certificate_since(const World& world, const Target& target) {
  return of_identity(world, target, [](const auto& it) { return it.certificate.not_before; });
}
Value registered_at(const World& world, const Target& target) {
  return of_identity(world, target, [](const auto& it) { return it.registered_wall; });
}
Value registration_expires(const World& world, const Target& target) {
  return of_identity(world, target, [](const auto& it) { return it.certificate.not_after; });
}

Value moment(const World& world, const Target& target, Instant uptime) {
  if (uptime == never) return {};
  return cluster(world, target).shown(uptime, world.now());
}
Value next_renewal(const World& world, const Target& target) {
  return moment(world, target, cluster(world, target).agent().next_renewal());
}
Value next_authorization(const World& world, const Target& target) {
  return moment(world, target, cluster(world, target).agent().next_authorization());
}
Value authorization_expires(const World& world, const Target& target) {
  const SmartAgent& agent = cluster(world, target).agent();
  if (agent.answer()) return agent.answer()->expires;
  const bool known = agent.identity() && agent.identity()->first_deadline != never;
  return known ? Value{agent.identity()->first_deadline} : Value{};
}

template <Operation operation>
Value last_attempt(const World& world, const Target& target) {
  const auto& last = cluster(world, target).agent().last(operation);
  return last ? Value{last->wall} : Value{};
}
template <Operation operation>
Value last_result(const World& world, const Target& target) {
  const auto& last = cluster(world, target).agent().last(operation);
  if (!last) return {};
  return last->problem ? Value{word(last->problem->code)} : Value{"succeeded"};
}

Value agent_state(const World& world, const Target& target) {
  return agent_state_words[static_cast<std::size_t>(cluster(world, target).agent().state())];
}
Value next_registration(const World& world, const Target& target) {
  return moment(world, target, cluster(world, target).agent().next_registration());
}

// Of the periods.

Value evaluation(const World& world, const Target& target) {
  return cluster(world, target).evaluation().running() ? "in_use" : "not_in_use";
}
Value evaluation_left(const World& world, const Target& target) {
  return cluster(world, target).evaluation_left(world.now());
}
Value overage_spent(const World& world, const Target& target) {
  return cluster(world, target).overage_spent(world.now());
}
Value overage_left(const World& world, const Target& target) {
  return cluster(world, target).overage_left(world.now());
}

// Of the box.

Value product(const World& world, const Target& target) {
  return word(cluster(world, target).options().product);
}
Value version(const World& world, const Target& target) {
  return cluster(world, target).options().version;
}
Value mode(const World& world, const Target& target) {
  return word(cluster(world, target).options().mode);
}
Value udi(const World& world, const Target& target) {
  return print_udi(cluster(world, target).options().udi);
}
Value host_name(const World& world, const Target& target) {
  return cluster(world, target).host_name();
}
Value clock(const World& world, const Target& target) {
  return cluster(world, target).wall(world.now());
}
Value mixed_mode(const World& world, const Target& target) {
  return cluster(world, target).options().mixed_mode;
}

constexpr std::string_view evaluation_words[] = {"not_in_use", "in_use"};
constexpr std::string_view entitlement_words[] = {"init",
                                                  "waiting",
                                                  "in_compliance",
                                                  "out_of_compliance",
                                                  "eval",
                                                  "eval_expired",
                                                  "authorization_expired",
                                                  "invalid_tag",
                                                  "reserved_authorized",
                                                  "not_authorized"};

constexpr Argument entitlement_keys[] = {
    {"count", Type::number(), "How many the configuration needs."},
    {"status", Type::choice(entitlement_words), "What the product says of them."},
};
constexpr Shape entitlement_shape{"entitlement", "One licence that a product reports.",
                                  entitlement_keys};

constexpr Field fields[] = {
    {"registration", Type::choice(registration_words), "Registration status.", registration},
    {"registration_text", Type::text(), "The same in the product's own words.", registration_text},
    {"authorization", Type::choice(authorization_words), "Authorization status.", authorization},
    {"authorization_text", Type::text(), "The same in the product's own words.",
     authorization_text},
    {"enforcement", Type::choice(enforcement_words), "What the product does about its state.",
     enforcement},
    {"enforcement_cause", Type::choice(cause_words), "Why it does so.", enforcement_cause},
    {"provisioning", Type::choice(provisioning_words),
     "Whether users and devices can be added and changed.", provisioning},
    {"alerts", Type::text().list(), "RTMT alerts that stand, by their published names.", alerts},
    {"licenses", Type::made_of(entitlement_shape).by_license(),
     "Of each licence that the product reports: count and status.", licenses},
    {"smart_account", Type::text(), "Smart account, as last told by the authority.", smart_account},
    {"virtual_account", Type::text(), "Virtual account, as last told by the authority.",
     virtual_account},
    {"export_control", Type::choice(permission_words), "Export-controlled functionality.",
     export_control},
    {"certificate", Type::number(), "Serial number of the identity certificate.", certificate},
    {"certificate_since", Type::moment(), "Since when that certificate is good.",
     certificate_since},
    {"registered_at", Type::moment(), "When it was registered, by the product's clock.",
     registered_at},
    {"registration_expires", Type::moment(), "End of the identity certificate.",
     registration_expires},
    {"next_renewal", Type::moment(), "Next renewal of the certificate, by the product's clock.",
     next_renewal},
    {"last_renewal", Type::moment(), "Last attempt to renew the certificate.",
     last_attempt<Operation::renew_id>},
    {"last_renewal_result", Type::text(), "`succeeded`, or the class of the problem.",
     last_result<Operation::renew_id>},
    {"next_authorization", Type::moment(), "Next authorization request, by the product's clock.",
     next_authorization},
    {"last_authorization", Type::moment(), "Last authorization request.",
     last_attempt<Operation::authorize>},
    {"last_authorization_result", Type::text(), "`succeeded`, or the class of the problem.",
     last_result<Operation::authorize>},
    {"authorization_expires", Type::moment(), "Communication deadline, by the authority's clock.",
     authorization_expires},
    {"last_registration_result", Type::text(), "`succeeded`, or the class of the problem.",
     last_result<Operation::register_product>},
    {"agent_state", Type::choice(agent_state_words),
     "The registration as the agent underneath names its state (CISCO-SMART-LIC-MIB).",
     agent_state},
    {"next_registration", Type::moment(),
     "When it tries a registration again by itself, by the product's clock.", next_registration},
    {"last_deregistration_result", Type::text(), "`succeeded`, or the class of the problem.",
     last_result<Operation::deregister>},
    {"evaluation", Type::choice(evaluation_words),
     "Whether the evaluation period is being used up.", evaluation},
    {"evaluation_left", Type::duration(), "What is left of the evaluation period.",
     evaluation_left},
    {"overage_spent", Type::duration(), "How long the product has been in overage.", overage_spent},
    {"overage_left", Type::duration(), "Until overage ends provisioning; 0s when there is none.",
     overage_left},
    {"condition", Type::choice(condition_words), "Whether the publisher runs.", condition},
    {"product", Type::choice(product_words), "Which product it is.", product},
    {"version", Type::text(), "Its release.", version},
    {"mode", Type::choice(mode_words), "Its licence mode.", mode},
    {"udi", Type::text(), "Its unique device identifier.", udi},
    {"host_name", Type::text(), "The publisher's host name.", host_name},
    {"clock", Type::moment(), "What the publisher's wall clock shows.", clock},
    {"mixed_mode", Type::flag(), "Whether the cluster encrypts.", mixed_mode},
};

constexpr Field subscriber_table[] = {
    {"registration", Type::choice(registration_words), "As the publisher's.", registration},
    {"registration_text", Type::text(), "The same in the product's own words.", registration_text},
    {"authorization", Type::choice(authorization_words), "As the publisher's.", authorization},
    {"authorization_text", Type::text(), "The same in the product's own words.",
     authorization_text},
    {"licenses", Type::made_of(entitlement_shape).by_license(), "As the publisher's.", licenses},
};

}  // namespace

std::span<const Field> cluster_fields() {
  static const std::vector<Field> all = joined<Field>(
      {fields, cluster_transport_fields(), cluster_cli_fields(), cluster_database_fields(),
       cluster_estate_fields(), cluster_reservation_fields(), cluster_life_fields(),
       cluster_product_fields()});
  return all;
}
std::span<const Field> subscriber_fields() {
  static const std::vector<Field> all = joined<Field>({subscriber_table, subscriber_life_fields()});
  return all;
}

}  // namespace slsim
