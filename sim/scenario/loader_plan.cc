// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/loader_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/loader_declare.h"
#include "sim/scenario/loader_external.h"

namespace slsim {
namespace {

constexpr Instant default_start{Duration{1'767'225'600'000}};  // 2026-01-01T00:00:00Z

Instant read_start(CaseContext& context, const Node& node) {
  constexpr std::string_view wanted = "an instant such as 2026-01-01T00:00:00Z";
  if (node.kind != Node::Kind::scalar) {
    context.refuse(node, fmt::format("start is {}; expected {}", shown(node), wanted));
    return default_start;
  }
  if (const auto day_end = parse_date(node.text)) return *day_end - days(1);
  const auto at = parse_instant(node.text);
  if (at) return *at;
  context.refuse(node, fmt::format("start: {}", at.error()));
  return default_start;
}

void read_head(CaseContext& context, const Node& root, Plan& plan) {
  ValueReader reader{context};
  plan.start = default_start;
  if (const Node* start = root.find("start")) plan.start = read_start(context, *start);
  context.start = plan.start;
  if (const Node* seed = root.find("seed")) {
    const Value value = reader.read(*seed, Type::number(0), "seed");
    if (!value.absent()) plan.seed = static_cast<std::uint64_t>(value.number());
  }
  const auto read_flag = [&](const char* key, bool& flag) {
    const Node* node = root.find(key);
    const Value value = node == nullptr ? Value{} : reader.read(*node, Type::flag(), key);
    if (!value.absent()) flag = value.flag();
  };
  read_flag("golden", plan.golden);
  read_flag("settled", plan.settled);
}

void read_world(CaseContext& context, const Node& root, Plan& plan) {
  ValueReader reader{context};
  if (const Node* settings = root.find("settings")) reader.read_settings(*settings, true);
  static const Node nothing;
  const Node* world = root.find("world");
  plan.world = Arguments{context.registry.world->arguments,
                         reader.read_map(world == nullptr ? nothing : *world,
                                         context.registry.world->arguments, "the world")};
  if (context.mistakes.none()) {
    reader.check_section(world == nullptr ? nothing : *world, *context.registry.world,
                         plan.world.values());
  }
  const auto width = [](const SettingAssignment& setting) {
    return setting.actor ? 2 : setting.product ? 1 : 0;
  };
  std::ranges::stable_sort(context.settings, {}, width);
  plan.settings = std::move(context.settings);
}

Instant last_mention(const Plan& plan) {
  Instant last = plan.start;
  if (!plan.turns.empty()) last = std::max(last, plan.turns.back().at);
  for (const Expectation& expectation : plan.expectations) {
    if (expectation.to != Instant::max()) last = std::max(last, expectation.to);
  }
  return last;
}

/// What the file mentions beyond its own end would never be looked at.
void refuse_beyond_end(CaseContext& context, const Node& end, const Plan& plan) {
  const auto refuse = [&](const Position& position, std::string_view what, Instant at) {
    context.mistakes.add({0, position.line, position.column},
                         fmt::format("{} at {} is beyond the end, {}, which line {} gives", what,
                                     print(at), print(plan.end), end.mark.line));
  };
  std::vector<bool> said(plan.steps.size());
  for (const Turn& turn : plan.turns) {
    if (turn.at <= plan.end || said[turn.step]) continue;
    said[turn.step] = true;
    refuse(plan.steps[turn.step].position, "a step", turn.at);
  }
  for (const Expectation& expectation : plan.expectations) {
    if (expectation.to != Instant::max() && expectation.to > plan.end) {
      refuse(expectation.position, "an expectation", expectation.to);
    }
  }
}

void read_end(CaseContext& context, const Node& root, Plan& plan) {
  plan.end = last_mention(plan);
  if (const Node* end = root.find("end")) {
    ValueReader reader{context};
    if (const auto at = reader.read_instant(*end, TimeRules::Date::ends, "end")) {
      plan.end = *at;
      refuse_beyond_end(context, *end, plan);
    }
  }
  for (Expectation& expectation : plan.expectations) {
    if (expectation.from == Instant::max()) expectation.from = expectation.to = plan.end;
  }
}

}  // namespace

Plan read_plan(CaseContext& context, const Node& root) {
  Plan plan;
  plan.path = context.paths.front();
  plan.name = context.given.name;
  read_head(context, root, plan);
  const Node* steps = root.find("steps");
  read_external(context, root.find("world"), plan);
  declare_world(context, root.find("world"));
  declare_steps(context, steps);
  read_world(context, root, plan);
  if (steps != nullptr) read_steps(context, *steps, plan);
  if (const Node* expect = root.find("expect")) read_expectations(context, *expect, plan);
  read_end(context, root, plan);
  plan.actors = std::move(context.actors);
  return plan;
}

}  // namespace slsim
