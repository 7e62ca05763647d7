// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/network_rules.h"

#include <fmt/format.h>

#include <ranges>
#include <string_view>

#include "core/result/check.h"
#include "core/time/text.h"

namespace slsim {
namespace {

void append(std::string& list, std::string_view part) {
  if (!list.empty()) list += ", ";
  list += part;
}

template <class T>
void override_with(std::optional<T>& value, const std::optional<T>& later) {
  if (later) value = later;
}

}  // namespace

Word word(Conditions::Block block) {
  switch (block) {
    case Conditions::Block::none:
      return "none"_w;
    case Conditions::Block::cut:
      return "cut"_w;
    case Conditions::Block::refused:
      return "refused"_w;
    case Conditions::Block::unknown_host:
      return "unknown_host"_w;
    case Conditions::Block::no_route:
      return "no_route"_w;
  }
  CHECK(false, "a block is one of the list");
}

std::string Conditions::describe(const Names& names) const {
  std::string list;
  if (block) append(list, *block == Block::none ? "open" : word(*block).text());
  if (latency) append(list, "latency " + print(*latency));
  if (jitter) append(list, "jitter " + print(*jitter));
  if (loss) append(list, fmt::format("loss {}/{}", loss->part, loss->whole));
  if (lose_answer) {
    append(list, fmt::format("lose_answer {}/{}", lose_answer->part, lose_answer->whole));
  }
  if (slow) append(list, "slow " + print(*slow));
  if (signed_by) append(list, fmt::format("signed by {}", names.text(*signed_by)));
  return list;
}

bool HostPattern::matches(Endpoint end) const {
  switch (kind) {
    case Kind::any:
      return true;
    case Kind::host:
      return end.host.index == index;
    case Kind::actor:
      return end.owner.index == index;
  }
  CHECK(false, "a pattern is of a kind of the list");
}

bool Rule::matches(Endpoint asking, Endpoint asked) const {
  return (from.matches(asking) && to.matches(asked)) ||
         (both_ways && from.matches(asked) && to.matches(asking));
}

std::string Rule::effect(const Names& names) const {
  std::string list = conditions.describe(names);
  if (fault) append(list, fault->describe());
  return list.empty() ? "nothing" : list;
}

Conditions in_force(std::span<const Rule> rules, Endpoint asking, Endpoint asked) {
  Conditions sum;
  for (const Rule& rule : rules) {
    if (!rule.matches(asking, asked)) continue;
    override_with(sum.block, rule.conditions.block);
    override_with(sum.latency, rule.conditions.latency);
    override_with(sum.jitter, rule.conditions.jitter);
    override_with(sum.loss, rule.conditions.loss);
    override_with(sum.lose_answer, rule.conditions.lose_answer);
    override_with(sum.slow, rule.conditions.slow);
    override_with(sum.signed_by, rule.conditions.signed_by);
  }
  return sum;
}

std::optional<NameId> signer(std::span<const Rule> rules, Endpoint asking, Endpoint asked) {
  for (const Rule& rule : std::views::reverse(rules)) {
    if (rule.conditions.signed_by && rule.matches(asking, asked)) return rule.conditions.signed_by;
  }
  return std::nullopt;
}

Rule* striking(std::span<Rule> rules, Endpoint asking, Endpoint asked, Asker asker, Instant now,
               Chance& chance, const std::string& stream) {
  for (Rule& rule : std::views::reverse(rules)) {
    if (!rule.fault || !rule.matches(asking, asked)) continue;
    if (asker == Asker::http && rule.fault->answer.kind == BadAnswer::Kind::flawed) continue;
    if (rule.fault->strikes(now, chance, stream)) return &rule;
  }
  return nullptr;
}

}  // namespace slsim
