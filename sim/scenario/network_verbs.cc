// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/time/text.h"
#include "sim/scenario/network_tables.h"

namespace slsim {
namespace {

Outcome put(World& world, const Arguments& arguments, std::string_view verb,
            const Conditions& conditions) {
  Rule rule;
  rule.conditions = conditions;
  return put_rule(world, arguments, verb, rule);
}

template <Conditions::Block block>
Outcome put_block(World& world, const Target&, const Arguments& arguments) {
  Conditions conditions;
  conditions.block = block;
  return put(world, arguments, "block", conditions);
}

Outcome slow(World& world, const Target&, const Arguments& arguments) {
  Conditions conditions;
  if (arguments.has("latency")) conditions.latency = arguments.duration("latency");
  if (arguments.has("jitter")) conditions.jitter = arguments.duration("jitter");
  return put(world, arguments, "latency", conditions);
}

Outcome lose(World& world, const Target&, const Arguments& arguments) {
  Conditions conditions;
  conditions.loss = arguments.ratio("share");
  return put(world, arguments, "loss", conditions);
}

Outcome lose_answers(World& world, const Target&, const Arguments& arguments) {
  Conditions conditions;
  conditions.lose_answer = arguments.ratio("share");
  return put(world, arguments, "lose_answers", conditions);
}

Outcome heal(World& world, const Target&, const Arguments& arguments) {
  Network& network = world.kernel().network;
  if (arguments.has("label")) {
    const std::string& name = arguments.text("label");
    if (network.remove_rule(world.kernel(), world.kernel().journal.intern(name))) return Value{};
    return Refusal{{ProblemCode::not_found, fmt::format("no rule is labelled {}", name)}, 0, {}};
  }
  if (!arguments.has("from") && !arguments.has("to")) {
    network.clear_rules(world.kernel());
    return Value{};
  }
  const HostPattern from = host_pattern(world, arguments, "from");
  const HostPattern to = host_pattern(world, arguments, "to");
  std::vector<NameId> lifted;
  for (const Rule& rule : network.rules()) {
    if (rule.from == from && rule.to == to) lifted.push_back(rule.label);
  }
  for (const NameId rule : lifted) network.remove_rule(world.kernel(), rule);
  if (!lifted.empty()) return Value{};
  return Refusal{{ProblemCode::not_found, "no rule lies between these two"}, 0, {}};
}

/// A firewall: everything from the host is cut but what is named.
Outcome firewall(World& world, const Target&, const Arguments& arguments) {
  Kernel& kernel = world.kernel();
  const std::string& host = arguments.text("host");
  Rule wall;
  wall.label = kernel.journal.intern("firewall " + host);
  wall.from = host_pattern(world, arguments, "host");
  wall.conditions.block = Conditions::Block::cut;
  std::vector<NameId> stale;
  for (const Rule& rule : kernel.network.rules()) {
    if (kernel.journal.names().text(rule.label).starts_with("firewall " + host + " ")) {
      stale.push_back(rule.label);
    }
  }
  for (const NameId rule : stale) kernel.network.remove_rule(kernel, rule);
  kernel.network.add_rule(kernel, wall);
  for (const std::string& allowed : arguments.texts("allow")) {
    Rule door = wall;
    door.label = kernel.journal.intern(fmt::format("firewall {} {}", host, allowed));
    const auto to = kernel.network.find_host(allowed);
    door.to = to ? HostPattern{HostPattern::Kind::host, to->index}
                 : HostPattern{HostPattern::Kind::actor, world.plan().find_actor(allowed)->index};
    door.conditions.block = Conditions::Block::none;
    kernel.network.add_rule(kernel, door);
  }
  return Value{};
}

/// A product's own box is frozen rather than cut off: it cannot even notice.
Outcome set_box(World& world, ActorId actor, bool up) {
  Context context = world.context(actor);
  Cluster& cluster = world.cluster(actor);
  const auto done = up ? cluster.wake(context) : cluster.suspend(context);
  return done ? Outcome{Value{}} : Outcome{Refusal{done.error(), 0, {}}};
}

/// The mediator's host is the process that runs there: down is killed.
Outcome set_mediator(World& world, bool up) {
  Context context = world.context(mediator_actor);
  Mediator& mediator = world.mediator();
  if (up && !mediator.running()) mediator.start(context);
  if (!up && mediator.running()) mediator.kill(context);
  return Value{};
}

/// One of two machines: the other takes over.
Outcome set_machine(World& world, ActorId actor, HostId host, bool up) {
  if (world.kernel().network.up(host) == up) return Value{};
  Context context = world.context(actor);
  Satellite& satellite = world.satellite(actor);
  const bool active = satellite.options().host == host;
  const auto done =
      up ? satellite.repair_machine(context)
         : satellite.fail_machine(context, active ? MachineRole::active : MachineRole::standby);
  return done ? Outcome{Value{}} : Outcome{Refusal{done.error(), 0, {}}};
}

template <bool up>
Outcome set_host(World& world, const Target&, const Arguments& arguments) {
  Network& network = world.kernel().network;
  const std::string& name = arguments.text("host");
  if (const auto actor = world.plan().find_actor(name); actor && world.is_cluster(*actor)) {
    return set_box(world, *actor, up);
  }
  const auto one = network.find_host(name);
  if (one == world.mediator().host()) return set_mediator(world, up);
  const ActorId owner = one ? network.owner(*one) : cssm_actor;
  if (world.is_satellite(owner) && world.satellite(owner).machines().standby) {
    return set_machine(world, owner, *one, up);
  }
  for (std::uint32_t i = 0; i < network.host_count(); ++i) {
    const bool meant = one ? one->index == i : network.owner(HostId{i}) == cssm_actor;
    if (meant) network.set_up(world.kernel(), HostId{i}, up);
  }
  return Value{};
}

Value rules(const World& world, const Target&) {
  const Kernel& kernel = world.kernel();
  Value::List list;
  for (const Rule& rule : kernel.network.rules()) {
    Value::Map row{{"label", kernel.journal.names().text(rule.label)},
                   {"from", kernel.network.describe(kernel, rule.from)},
                   {"to", kernel.network.describe(kernel, rule.to)},
                   {"effect", rule.effect(kernel.journal.names())}};
    if (rule.fault) row["struck"] = static_cast<std::int64_t>(rule.fault->struck);
    list.emplace_back(std::move(row));
  }
  return list;
}

Value open_exchanges(const World& world, const Target&) {
  return static_cast<std::int64_t>(world.kernel().network.open_exchanges());
}

Value hosts_down(const World& world, const Target&) {
  const Network& network = world.kernel().network;
  Value::List list;
  for (std::uint32_t i = 0; i < network.host_count(); ++i) {
    if (!network.up(HostId{i})) list.emplace_back(network.host_name(HostId{i}));
  }
  return list;
}

constexpr std::array delayed = join(delay_arguments, rule_ends);
constexpr std::array lost = join(
    std::array{Argument{"share", Type::ratio(), "How many of them, such as 1/20.", Need::required}},
    rule_ends);
constexpr Argument heal_arguments[] = {
    {"label", Type::text(), "Lifts the rule of that label."},
    {"from", Type::host(), "Lifts the rules from here"},
    {"to", Type::host(), "to there. Without any of these three all rules are lifted."},
};
constexpr Argument firewall_arguments[] = {
    {"host", Type::host(), "Whose messages are held back.", Need::required},
    {"allow", Type::host().list(), "To whom they may go all the same."},
};
constexpr Argument host_arguments[] = {
    {"host", Type::host(), "A host, or a group such as cssm.", Need::required},
};

using Block = Conditions::Block;
constexpr Verb verbs[] = {
    {"cut", "Makes messages vanish: their senders time out.", rule_ends, put_block<Block::cut>},
    {"refuse", "Refuses connections.", rule_ends, put_block<Block::refused>},
    {"unknown_host", "Keeps names from resolving.", rule_ends, put_block<Block::unknown_host>},
    {"no_route", "Takes the route away.", rule_ends, put_block<Block::no_route>},
    {"latency", "Makes messages take their time.", delayed, slow},
    {"loss", "Loses some requests.", lost, lose},
    {"lose_answers", "Loses some answers to requests: the server has acted.", lost, lose_answers},
    {"firewall", "Cuts a host off from all but those named.", firewall_arguments, firewall},
    {"heal", "Lifts rules.", heal_arguments, heal},
    {"down", "Takes a host down: its clients time out.", host_arguments, set_host<false>},
    {"up", "Brings it up again.", host_arguments, set_host<true>},
};

constexpr Argument rule_keys[] = {
    {"label", Type::text(), "By which `heal` lifts it."},
    {"from", Type::text(), "Whose requests."},
    {"to", Type::text(), "To whom."},
    {"effect", Type::text(), "What it does to them."},
    {"struck", Type::number(), "Of a fault: how often it has struck."},
};
constexpr Shape rule_view{"rule_view", "A rule between hosts.", rule_keys};

constexpr Field fields[] = {
    {"rules", Type::made_of(rule_view).list(), "The rules in force.", rules},
    {"open_exchanges", Type::number(), "Requests that wait for their answer.", open_exchanges},
    {"hosts_down", Type::text().list(), "Hosts that are down.", hosts_down},
};

}  // namespace

HostPattern host_pattern(const World& world, const Arguments& arguments, std::string_view name) {
  if (!arguments.has(name)) return {};
  const std::string& text = arguments.text(name);
  if (const auto host = world.kernel().network.find_host(text)) {
    return {HostPattern::Kind::host, host->index};
  }
  return {HostPattern::Kind::actor, world.plan().find_actor(text)->index};
}

Outcome put_rule(World& world, const Arguments& arguments, std::string_view verb, Rule rule) {
  Kernel& kernel = world.kernel();
  rule.label = kernel.journal.intern(
      arguments.has("label") ? arguments.text("label")
                             : fmt::format("{} {} {}", verb, arguments.text_or("from", "any"),
                                           arguments.text_or("to", "any")));
  rule.from = host_pattern(world, arguments, "from");
  rule.to = host_pattern(world, arguments, "to");
  rule.both_ways = arguments.flag_or("both_ways", false);
  kernel.network.add_rule(kernel, rule);
  return Value{};
}

std::span<const Verb> network_verbs() {
  static const std::vector<Verb> all =
      joined<Verb>({verbs, network_fault_verbs(), network_name_verbs()});
  return all;
}

std::span<const Field> network_fields() {
  static const std::vector<Field> all = joined<Field>({fields, network_name_fields()});
  return all;
}

}  // namespace slsim
