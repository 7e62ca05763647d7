// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/network_rules.h"

#include <fmt/format.h>

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

std::string Conditions::describe() const {
  std::string list;
  if (block) append(list, *block == Block::none ? "open" : word(*block).text());
  if (latency) append(list, "latency " + print(*latency));
  if (jitter) append(list, "jitter " + print(*jitter));
  if (loss) append(list, fmt::format("loss {}/{}", loss->part, loss->whole));
  if (lose_answer) {
    append(list, fmt::format("lose_answer {}/{}", lose_answer->part, lose_answer->whole));
  }
  return list.empty() ? "nothing" : list;
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

Conditions in_force(std::span<const Rule> rules, Endpoint asking, Endpoint asked) {
  Conditions sum;
  for (const Rule& rule : rules) {
    if (!rule.matches(asking, asked)) continue;
    override_with(sum.block, rule.conditions.block);
    override_with(sum.latency, rule.conditions.latency);
    override_with(sum.jitter, rule.conditions.jitter);
    override_with(sum.loss, rule.conditions.loss);
    override_with(sum.lose_answer, rule.conditions.lose_answer);
  }
  return sum;
}

}  // namespace slsim
