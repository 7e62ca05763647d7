// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/step_loader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "sim/scenario/loader_declare.h"
#include "sim/scenario/loader_external.h"
#include "sim/scenario/loader_plan.h"

namespace slsim {
namespace {

/// A world may be larger than anybody writes, and a body longer.
constexpr YamlLimits limits{.bytes = 1U << 30U, .nodes = 100'000'000, .scalar = 64U << 20U};

std::string lines_of(const Mistakes& mistakes) {
  std::string lines;
  for (const Mistakes::Entry& entry : mistakes.entries()) {
    lines += (lines.empty() ? "" : "\n") + entry.text;
  }
  return lines;
}

/// The only step of `text`: whoever closes the bracket early writes more than one.
const Node* only_step(const std::optional<Node>& root) {
  if (!root || root->entries.size() != 1) return nullptr;
  const Node& steps = root->entries.front().value;
  const bool one = steps.items.size() == 1 && steps.items.front().kind == Node::Kind::map;
  return one ? &steps.items.front() : nullptr;
}

}  // namespace

StepLoader::StepLoader(std::string_view setup, Instant start, const Registry& registry)
    : registry_{registry}, start_{start} {
  Mistakes mistakes;
  const auto root = parse_yaml(setup, 0, mistakes, limits);
  const Node* world = root ? root->find("world") : nullptr;
  known_.external = external_of(world) != nullptr;
  CaseContext context = lend(mistakes);
  declare_world(context, world);
  take_back(std::move(context));
}

Parsed<Step> StepLoader::read(std::string_view text, Instant now) {
  constexpr std::array<std::string_view, 4> of_files{"at", "every", "times", "refused"};
  if (text.find('\n') != std::string_view::npos) {
    return tl::make_unexpected(std::string{"a step is one line"});
  }
  Mistakes mistakes;
  const auto root = parse_yaml(fmt::format("steps:\n  - {{{}}}\n", text), 0, mistakes, limits);
  const Node* item = only_step(root);
  if (item == nullptr) {
    std::string why = lines_of(mistakes);
    return tl::make_unexpected(why.empty() ? "that is no step, such as cm1: {register: t1}" : why);
  }
  for (const std::string_view key : of_files) {
    if (item->find(key) == nullptr) continue;
    return tl::make_unexpected(fmt::format("{} is for the steps of files", key));
  }
  CaseContext context = lend(mistakes);
  const Node* as = item->find("as");
  const bool taken = as != nullptr && context.kept.contains(as->text);
  declare_steps(context, &root->entries.front().value);
  Step step = read_step(context, *item, now);
  const bool sound = mistakes.entries().empty();
  if (!sound && as != nullptr && !taken) context.kept.erase(as->text);
  take_back(std::move(context));
  if (!sound) return tl::make_unexpected(lines_of(mistakes));
  return step;
}

CaseContext StepLoader::lend(Mistakes& mistakes) {
  CaseContext context{registry_, no_case_, paths_, {}, mistakes};
  context.start = start_;
  context.names = std::move(known_.names);
  context.kept = std::move(known_.kept);
  context.actors = std::move(known_.actors);
  context.actor_index = std::move(known_.actor_index);
  context.hosts = std::move(known_.hosts);
  context.external = known_.external;
  return context;
}

void StepLoader::take_back(CaseContext&& context) {
  known_ = {std::move(context.names),       std::move(context.kept),  std::move(context.actors),
            std::move(context.actor_index), std::move(context.hosts), context.external};
}

}  // namespace slsim
