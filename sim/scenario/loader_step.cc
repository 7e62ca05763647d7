// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/loader_step.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/agent/license.h"

namespace slsim {

const Entry* actor_entry(const Node& item, std::span<const std::string_view> words) {
  const auto found = std::ranges::find_if(item.entries, [&](const Entry& entry) {
    return std::ranges::find(words, entry.key) == words.end();
  });
  return found == item.entries.end() ? nullptr : &*found;
}

const Entry* find_actor(CaseContext& context, const Node& item,
                        std::span<const std::string_view> words, std::string_view what) {
  const Entry* actor = nullptr;
  bool strange = false;
  for (const Entry& entry : item.entries) {
    if (std::ranges::find(words, entry.key) != words.end()) continue;
    if (!find_target(context, entry.key)) {
      strange = true;
      std::vector<std::string_view> known = context.actor_names();
      const std::string actors = one_of(known);
      known.insert(known.end(), words.begin(), words.end());
      context.mistakes.add(entry.mark,
                           fmt::format("{} is neither an actor nor a word of a {}; expected {}, or "
                                       "{}{}",
                                       shown(entry.key), what, actors, one_of(words),
                                       did_you_mean(entry.key, known)));
    } else if (actor != nullptr) {
      context.mistakes.add(entry.mark,
                           fmt::format("a second actor beside {}; expected one in each {}",
                                       shown(actor->key), what));
    } else {
      actor = &entry;
    }
  }
  if (actor == nullptr && !strange) {
    context.refuse(item, fmt::format("this {} names no actor; expected one of {}", what,
                                     one_of(context.actor_names())));
  }
  return actor;
}

std::optional<Call> find_call(const ActorKind& kind, const Node& value) {
  if (value.kind == Node::Kind::scalar) {
    const Verb* verb = kind.verb(value.text);
    if (verb != nullptr) return Call{verb, nullptr, value.mark};
  } else if (value.entries.size() == 1) {
    const Verb* verb = kind.verb(value.entries.front().key);
    if (verb != nullptr) return Call{verb, &value.entries.front(), value.entries.front().mark};
  }
  return std::nullopt;
}

Spelling spelling(const Verb& verb, const Node& node) {
  if (node.kind == Node::Kind::nothing) return Spelling::none;
  if (node.kind != Node::Kind::map) return Spelling::main;
  // `{licenses: {UCM_Enhanced: 11}}`: no argument has the name of a licence.
  const Argument* main = verb.main_argument();
  const bool counts = main != nullptr && main->type.form == Type::Form::by_license &&
                      !node.entries.empty() && find_license(node.entries.front().key).has_value();
  return counts ? Spelling::main : Spelling::named;
}

Arguments read_arguments(CaseContext& context, const Verb& verb, const Node& node) {
  ValueReader reader{context};
  if (spelling(verb, node) != Spelling::main) {
    return {verb.arguments, reader.read_map(node, verb.arguments, verb.name)};
  }
  const Argument* main = verb.main_argument();
  if (main == nullptr) {
    context.refuse(node, fmt::format("{} is given {}; expected nothing", verb.name, shown(node)));
    return {};
  }
  Node named;
  named.kind = Node::Kind::map;
  named.mark = node.mark;
  named.entries.push_back({std::string{main->name}, false, node.mark, node});
  // A name that the scalar gives was noted under the node of the tree.
  const auto declared = context.declared.find(&node);
  if (declared != context.declared.end()) {
    context.declared[&named.entries.front().value] = declared->second;
  }
  Arguments arguments{verb.arguments, reader.read_map(named, verb.arguments, verb.name)};
  context.declared.erase(&named.entries.front().value);
  return arguments;
}

}  // namespace slsim
