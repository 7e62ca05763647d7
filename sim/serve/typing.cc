// SPDX-License-Identifier: Apache-2.0
// The command lines of a served world's nodes: what acts is a step like any other.
#include <fmt/format.h>

#include <utility>

#include "core/time/text.h"
#include "sim/scenario/targets.h"
#include "sim/scenario/yaml_text.h"
#include "sim/serve/session.h"

namespace slsim {
namespace {

/// The cluster of a node that somebody outside reaches; null when nobody does.
const Cluster* reached(const World& world, const std::string& node) {
  const Network& network = world.kernel().network;
  const auto host = network.find_host(node);
  const auto outside = network.find_host("outside");
  if (!host || !outside || !network.up(*host) || !world.is_cluster(network.owner(*host))) {
    return nullptr;
  }
  if (network.conditions_between(*outside, *host).block) return nullptr;
  return &world.cluster(network.owner(*host));
}

bool is_publisher(const World& world, const std::string& node, const Cluster& cluster) {
  return world.kernel().network.find_host(node) == cluster.options().publisher;
}

Value step_of(const TypedLine& typed) {
  Value::Map arguments{{"line", typed.line}};
  if (!typed.confirmed) arguments["confirmed"] = false;
  if (typed.user) {
    arguments["user"] = *typed.user;
    arguments["password"] = typed.password;
  }
  return Value::Map{{"type", std::move(arguments)}};
}

CliAnswer answer_of(const Outcome& outcome) {
  if (const auto* refusal = std::get_if<Refusal>(&outcome)) {
    return {refusal->problem.detail + "\n", refusal->problem};
  }
  const auto* value = std::get_if<Value>(&outcome);
  const bool text = value != nullptr && value->kind() == Value::Kind::text;
  return {text ? value->text() : std::string{}, {}};
}

}  // namespace

bool Session::logs_in(const std::string& node, const BasicLogin& login) const {
  const Cluster* cluster = reached(world(), node);
  return cluster != nullptr && cluster->options().platform == login;
}

std::optional<CliAnswer> Session::look_up(const std::string& node, TypedLine typed) const {
  const Cluster* cluster = reached(world(), node);
  if (cluster == nullptr) {
    return CliAnswer{{}, Problem{ProblemCode::powered_off, node + " does not answer"}};
  }
  if (!is_utf8(typed.line)) return unknown_command();
  if (!is_publisher(world(), node, *cluster)) return type_on_subscriber(typed.line);
  typed.privilege = cluster->options().platform_privilege;
  return shown_line(*cluster, now(), world().journal().names(), typed);
}

Session::Typed Session::type(const std::string& node, const TypedLine& typed) {
  const Performed performed = perform(fmt::format("{}: {}", node, print(step_of(typed))));
  if (!performed.mistakes.empty()) return {unknown_command(), 0};
  if (!performed.outcome) return {{}, performed.number};
  return {answer_of(*performed.outcome), performed.number};
}

std::optional<CliAnswer> Session::typed(std::size_t number) const {
  const auto ended = outcome(number);
  return ended ? std::optional{answer_of(*ended)} : std::nullopt;
}

}  // namespace slsim
